"""What can happen to meetings and barriers."""
