"""Who may know about whom, why, and until when."""
