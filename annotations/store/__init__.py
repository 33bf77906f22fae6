"""The store: a file and its journal, which lose nothing."""
