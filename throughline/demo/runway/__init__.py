"""What must be true by when, for the demo's people: protocols taken up, runways laid, homes found and not found."""
