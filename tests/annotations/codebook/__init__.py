"""Tests of `annotations.codebook`."""
