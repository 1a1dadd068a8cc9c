"""The frame every page shares: its look, its fields, its words for errors."""
