"""What the runway of real people is made of: what is known of them, what they are on, and who owes what."""
