"""Tests of `tui.system`."""
