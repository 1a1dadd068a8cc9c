"""The pages of somewhere to live."""
