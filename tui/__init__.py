"""Everything a person sees: the command line and the reader."""

__version__ = "0.1.0"
