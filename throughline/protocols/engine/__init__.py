"""The engine: which steps someone needs, by when, and what holds up what. Pure."""
