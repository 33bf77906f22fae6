"""One module for each input format, and in `formats` the list of them."""
