"""Case-level data for those who evaluate a service, with nobody named."""
