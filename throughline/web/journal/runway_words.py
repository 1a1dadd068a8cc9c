"""What a look at the pages of a runway is called."""

PAGES: dict[str, str] = {
    "runway:runway": "Runway",
    "runway:asks": "What is not known of them yet",
    "runway:lay": "Laying the runway",
    "runway:today_paper": "Page for the day they leave, to print",
    "runway:put_on": "Putting the plan on a protocol",
    "runway:move_version": "Moving the plan to a newer version of a protocol",
    "runway:take_off": "Taking the plan off a protocol",
    "plans:progress": "Saying how far a step is",
    "plans:reopen": "Saying a step is not done after all",
}
"""What a look at a page is called, by its URL name."""
