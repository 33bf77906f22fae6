"""Tests of `annotations.store`."""
