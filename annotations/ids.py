"""The ids of what a store keeps: fresh ones, and those that are made from a text."""

from __future__ import annotations

import hashlib


def new_id() -> str:
    """A fresh UUIDv7: sorts by time, needs no coordination between windows."""
    from uuid6 import uuid7  # imported where used: reading and exporting make no ids

    return str(uuid7())


def text_key(text: str) -> str:
    """TinyDB's id, a number as text, for a record whose id is this text: the same in all stores, so that they merge."""
    return str(int.from_bytes(hashlib.sha256(text.encode(errors="surrogatepass")).digest()[:8]))
