"""Needs, strengths, safety notes: made with the person."""
