"""Tests of `annotations`."""
