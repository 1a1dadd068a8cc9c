"""Outside systems: one module each; none of them knows the domain."""
