"""The extractor that has a vote on what of a page is its article: trafilatura, where it is installed."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from articles.readers.extras import has_library

if TYPE_CHECKING:
    from collections.abc import Iterator

MODULE = "trafilatura"
_LONGEST_PAGE = 5_000_000
"""Code points. A longer page is read by our rules alone."""

_DEEPEST = 1_000
"""So are pages with elements in more others than this, which make extractors slow or blind."""


class Extraction:
    """The text that an extractor finds in a page."""

    def __init__(self, markup: str) -> None:
        """Take the page."""
        self._markup = markup

    def text(self, deepest: int) -> tuple[str | None, str]:
        """The text, None without one, and a notice where there should be one; `deepest` is how deep the page is."""
        if len(self._markup) > _LONGEST_PAGE or deepest > _DEEPEST or not has_library(MODULE):
            return None, ""
        return extract(self._markup), ""


@contextlib.contextmanager
def extraction(markup: str) -> Iterator[Extraction]:
    """The extraction of a page."""
    yield Extraction(markup)


def extract(markup: str) -> str | None:
    """The article's text in a page, in this process; None where the extractor finds none."""
    import trafilatura

    text: str | None = trafilatura.extract(markup, include_comments=False, favor_precision=True)
    return text
