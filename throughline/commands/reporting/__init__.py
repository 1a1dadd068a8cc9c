"""Count a service's work from a terminal. Small numbers are hidden, as on the page."""
