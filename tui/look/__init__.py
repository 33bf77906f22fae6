"""Colours, and how lines are painted."""
