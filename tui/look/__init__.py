"""Themes and their colours, and the painting of lines."""
