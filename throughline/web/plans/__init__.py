"""Goals and tasks, and the plan a person can carry."""
