"""An invented partnership to look at and learn on."""
