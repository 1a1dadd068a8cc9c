"""The throughline: one person's way through the gate as a picture drawn here, with a table that says the same."""
