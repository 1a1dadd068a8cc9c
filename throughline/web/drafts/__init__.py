"""Where typing is kept while it is typed."""
