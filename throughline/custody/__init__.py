"""Time in prison, where in the prison, and the dates it may end."""
