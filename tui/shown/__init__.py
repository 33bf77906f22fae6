"""What is shown of a story, as values: rows, blind mode, search, filters, comparisons; pure."""
