"""What is asked about meetings and barriers."""
