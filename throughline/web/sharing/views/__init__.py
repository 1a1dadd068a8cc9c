"""Pages about who may know about whom, by what they decide."""
