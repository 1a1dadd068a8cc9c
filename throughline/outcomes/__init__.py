"""Reviews: how life is going, as the person and the worker see it."""
