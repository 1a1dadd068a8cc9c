"""What we tell people and systems: the outbox, the inbox and acknowledgements."""
