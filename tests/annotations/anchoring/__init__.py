"""Tests of `annotations.anchoring`."""
