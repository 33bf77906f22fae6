"""Passages in, a store that loses nothing and files that others can read out."""
