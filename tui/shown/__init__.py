"""What shows of a story, as values: rows, what blind mode covers, search, filters, comparison; pure."""
