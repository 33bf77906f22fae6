"""What a reading says, in the form in which tests of readers compare it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from articles.clean import paragraphs

if TYPE_CHECKING:
    from articles.readers.reading import Reading


def told_of(reading: Reading) -> list[tuple[str, str]]:
    """Kind, with its reason, and text of each paragraph."""
    found = paragraphs(reading.blocks, reading.title)
    return [(f"{paragraph.kind.value} {paragraph.reason}".strip(), paragraph.shown) for paragraph in found]
