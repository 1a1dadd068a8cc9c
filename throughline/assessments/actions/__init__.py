"""What can happen: the only code that writes these rows."""
