"""What is asked about somewhere to live."""
