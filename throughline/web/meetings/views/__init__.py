"""What happens on each page about meetings and barriers."""
