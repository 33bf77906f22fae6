"""Tests of `tui.shown`."""
