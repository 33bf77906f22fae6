"""The command line: what the arguments mean, and a module a command; Textual is imported only to open the reader."""

DONE, FAILED, INTERRUPTED, UNHEARD = 0, 1, 130, 141
"""Exit statuses: the last two are what shells give for SIGINT and SIGPIPE; 2, for wrong usage, is argparse's."""
