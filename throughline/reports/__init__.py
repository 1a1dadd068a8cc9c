"""Counting across chapters; writes nothing."""
