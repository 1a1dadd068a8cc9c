"""Work that crosses chapters: one function, in order, in one transaction."""
