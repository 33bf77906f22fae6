"""Flows through the whole application, headless."""
