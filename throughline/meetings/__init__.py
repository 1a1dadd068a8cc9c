"""Release panels, coordination meetings, what they decide, and the register of barriers."""
