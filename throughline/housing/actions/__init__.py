"""What can happen to homes, applications and tries."""
