"""Tests of `tui.look`."""
