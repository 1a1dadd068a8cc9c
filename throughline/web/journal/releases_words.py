"""What the read log calls the pages about who leaves."""

PAGES: dict[str, str] = {
    "releases:board": "Releases: who leaves in 12 weeks",
    "releases:any_day": "Releases: who could leave any day",
    "releases:print": "Releases, on paper",
    "releases:whole_prison": "Steps of the whole prison",
    "releases:lay": "Laying the runway",
    "releases:tick": "Saying how a step stands",
}
