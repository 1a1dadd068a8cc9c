"""The case, the key worker, contacts and notes."""
