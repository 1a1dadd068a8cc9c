"""What the pages about agencies ask, a module for each thing they are about."""
