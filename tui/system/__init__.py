"""The terminal, the editor, the clipboard, and what is remembered between runs."""
