"""Who gave an annotation, in words: a name is another person's words, so it is cut to what fits on a line."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from articles.form import printable

if TYPE_CHECKING:
    from collections.abc import Iterable

    from annotations.model import Annotation

LONGEST_SHOWN = 40
"""The most characters of an annotator's name that a sentence shows."""
NOBODY = "nobody named"
"""Who gave an annotation that names no annotator. Nobody named is one annotator, as any name is."""


def called(annotator: str) -> str:
    """An annotator as sentences name them."""
    name = printable(" ".join(annotator.split()))
    return (name[:LONGEST_SHOWN] + "…" if len(name) > LONGEST_SHOWN else name) or NOBODY


def shared_out(annotations: Iterable[Annotation], annotator: str) -> str:
    """How many of some annotations are other people's than the annotator's: `5 of them ana's, 2 ben's`; else empty."""
    counts = Counter(annotation.annotator for annotation in annotations)
    counts.pop(annotator, None)
    parts: list[str] = []
    for name, count in counts.most_common():
        whose = f"{called(name)}'s" if called(name) != NOBODY else f"of {NOBODY}"
        parts.append(f"{count:,} {whose}" if parts else f"{count:,} of them {whose.removeprefix('of ')}")
    return ", ".join(parts)
