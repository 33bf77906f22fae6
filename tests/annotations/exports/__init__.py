"""Tests of `annotations.exports`."""
