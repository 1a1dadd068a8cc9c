"""Organisations, their teams and staff, areas, prisons and partnerships."""
