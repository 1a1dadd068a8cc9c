"""Pages about agencies, a module for each thing they are about."""
