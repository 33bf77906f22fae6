"""The command line: what the arguments mean, and a module a command; Textual is imported only to open the reader."""

DONE, FAILED, INTERRUPTED = 0, 1, 130
"""Exit statuses; 2, for wrong usage, is argparse's."""
