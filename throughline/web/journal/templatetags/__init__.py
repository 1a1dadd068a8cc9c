"""What templates may say of the journal."""
