"""What is asked about cases."""
