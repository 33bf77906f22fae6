"""Small stories for the tests of the reader."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from unicodedata import normalize

from hypothesis import strategies as st

from annotations.codebook import Codebook
from articles.align import align
from articles.model import Article, Story, Version
from articles.read import article_from_version
from tui.session import Session

if TYPE_CHECKING:
    from annotations.model import Change, Placement

OUTLETS = ("Post", "Courier", "Herald", "Globe", "Echo", "Star")

POST = """\
Talks fail in Rome

The minister denied it on Monday. “We will see,” he said in Rome. Then he left.

Troops “will move” before the summit, he said of the border.

Diplomats met for seven hours over sanctions and weapons.

Advertisement
"""

COURIER = """\
Rome meeting ends

Advertisement

Diplomats met seven hours in a hotel over sanctions and weapons.

A spokeswoman had no comment.

On Monday the minister denied it and left.
"""


def article(text: str, outlet: str = "Post", title: str = "") -> Article:
    return article_from_version(
        Version.of(text, text.encode()), outlet=outlet, title=title, date="2022-03-14", source=f"{outlet}.txt"
    )


def story(*texts: str, title: str = "Talks in Rome") -> Story:
    """A story of these texts, by default of two, in which two pairs of paragraphs are linked and cross."""
    told = zip(texts or (POST, COURIER), OUTLETS, strict=False)
    return Story(title, tuple(article(text, outlet) for text, outlet in told))


class Kept(NamedTuple):
    """A keeper that keeps in memory what it is given."""

    changes: list[Change]
    codebooks: list[Codebook]
    places: dict[str, Placement]

    def apply(self, change: Change) -> None:
        self.changes.append(change)

    def save_codebook(self, codebook: Codebook) -> None:
        self.codebooks.append(codebook)

    def place(self, article_id: str, annotation_id: str, placement: Placement) -> None:
        self.places[annotation_id] = placement


def session(of: Story | None = None, *, annotator: str = "ana") -> Session:
    """A sitting with a story, by default the small one."""
    of = of or story()
    return Session(of, align(of), Codebook(), Kept([], [], {}), annotator)


def kept(of: Session) -> Kept:
    """What a session made here handed on."""
    assert isinstance(of.keeper, Kept)
    return of.keeper


_LATIN = st.text("abcdefgh’“”—éŁжω.,", min_size=1, max_size=12)
_WIDE = st.text("日本語中文한국、。", min_size=1, max_size=9)
_CLUSTERS = st.lists(
    st.sampled_from(
        ["e\u0301\u0302", "👨‍👩‍👧", "🇺🇸", "1️⃣", "क्षि", "שלום", "مرحبا", "नमस्ते", "👍🏽", "ㅎㅏㄴ", "ไทย", "☃️"]
    ),
    min_size=1,
    max_size=4,
).map("".join)

shown_texts = st.lists(st.one_of(_LATIN, _LATIN, _WIDE, _CLUSTERS), min_size=1, max_size=30).map(
    lambda words: normalize("NFC", " ".join(words))
)
"""Texts as paragraphs show them: NFC, words in many scripts with one space between."""
