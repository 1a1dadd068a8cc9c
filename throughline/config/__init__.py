"""How this runs: settings, servers and addresses."""
