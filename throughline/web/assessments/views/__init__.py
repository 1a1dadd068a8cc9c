"""One module for each part of an assessment."""
