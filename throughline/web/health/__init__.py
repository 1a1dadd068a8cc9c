"""Whether this installation is alive and ready, for whatever watches over it."""
