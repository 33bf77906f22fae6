"""Tests of `tui.page`."""
