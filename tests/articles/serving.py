"""What the workers of tests do."""

from __future__ import annotations

import os

from articles.readers import extractor
from articles.workers import serve


def serve_capitals() -> None:
    """Answer text in capitals, after printing it; die of `die`."""
    serve(_capitals)


def _capitals(request: bytes) -> bytes:
    if request == b"die":
        os._exit(3)
    print("noise", flush=True)
    return request.upper()


def serve_an_endless_extractor() -> None:
    """Answer pages with an extractor that never ends."""
    extractor.CPU_SECONDS = 0.05
    extractor.extract = _endless
    extractor.serve_extractor()


def _endless(markup: str) -> str | None:
    while markup:
        pass
    return None
