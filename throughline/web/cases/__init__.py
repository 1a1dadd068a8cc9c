"""The caseload, one case, contacts and notes."""
