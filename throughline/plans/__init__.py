"""Goals and tasks: what happens next, who does it, by when."""
