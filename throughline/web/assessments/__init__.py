"""Needs, strengths and safety, talked through."""
