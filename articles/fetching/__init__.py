"""Pages of the web, fetched one at a time because a person asked; nothing else in the program uses a network."""
