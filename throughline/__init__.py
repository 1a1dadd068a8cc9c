"""Throughline: one person, one story, one plan, from custody through the gate into the community."""
