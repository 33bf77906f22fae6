"""One module a format in which a store's annotations leave the program."""
