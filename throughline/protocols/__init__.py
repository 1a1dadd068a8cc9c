"""What must be true by when: protocols as data, and the engine that turns them and a person's facts into steps."""
