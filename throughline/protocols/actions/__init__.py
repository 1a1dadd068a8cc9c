"""What can happen to a protocol."""
