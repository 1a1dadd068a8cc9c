"""Reading protocols: their file, their times, their conditions, and the facts a condition may name."""
