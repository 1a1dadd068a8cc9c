"""Somewhere to live: before, in prison, on the first night and after; what was tried; and what is at risk."""
