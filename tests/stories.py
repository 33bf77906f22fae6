"""Small stories for the tests of the reader."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from unicodedata import normalize

from hypothesis import strategies as st

from annotations.codebook.codebook import Codebook
from articles.align import align
from articles.model import Article, ParagraphId, Story, Version
from articles.read import article_from_version, distinguished
from tui.keys.keymap import DEFAULT
from tui.session.session import Session

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from annotations.bookmarks import Bookmark
    from annotations.changes import Change
    from annotations.model import Annotation, Placement
    from articles.model import Alignment
    from tui.keys.keymap import Keymap

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


def written(folder: Path, texts: Mapping[str, str]) -> Path:
    """A new folder with these texts in files of these names, in UTF-8 and with the line ends that they have."""
    folder.mkdir()
    for name, text in texts.items():
        (folder / name).write_bytes(text.encode())
    return folder


def story(*texts: str, title: str = "Talks in Rome") -> Story:
    """A story of these texts, by default of two, in which two pairs of paragraphs are linked and cross."""
    told = zip(texts or (POST, COURIER), OUTLETS, strict=False)
    return Story(title, distinguished(article(text, outlet) for text, outlet in told))


class Kept(NamedTuple):
    """A keeper that keeps in memory what it is given."""

    changes: list[Change]
    bookmarks: list[Bookmark]
    places: dict[str, Placement]

    def apply(self, change: Change) -> None:
        self.changes.append(change)

    def place(self, article_id: str, annotation_id: str, placement: Placement) -> None:
        self.places[annotation_id] = placement

    def bookmark(self, bookmark: Bookmark, *, on: bool) -> None:
        if on:
            self.bookmarks.append(bookmark)
        else:
            self.bookmarks.remove(bookmark)


def session(
    of: Story | None = None, alignment: Alignment | None = None, *, annotator: str = "ana", keymap: Keymap = DEFAULT
) -> Session:
    """A sitting with a story, by default the small one; its links are computed where none are given."""
    of = of or story()
    return Session(of, alignment or align(of), Codebook(), Kept([], [], {}), annotator, key=keymap.key)


def kept(of: Session) -> Kept:
    """What a session made here handed on."""
    assert isinstance(of.annotations._keeper, Kept)
    return of.annotations._keeper


def at(of: Session, n: int, word: str = "", article: int = 0) -> Session:
    """The session with the cursor on a word of an article's paragraph `n`, by default its first."""
    where = ParagraphId(article, n)
    of.cursor.go(where, of.desk.paragraph(where).shown.index(word))
    return of


def select(of: Session, n: int, first: str, words: int) -> Session:
    """The session with so many words selected from the one given on."""
    at(of, n, first).cursor.select("word")
    for _ in range(words - 1):
        of.cursor.step("word", 1)
    return of


def quotes(of: Session) -> list[tuple[str, tuple[str, ...]]]:
    """The words and tags of each annotation, in the order of the text."""
    return [(annotation.passage.exact, annotation.tags) for annotation in of.annotations.book]


def only(of: Session) -> Annotation:
    """The one annotation that there is."""
    (annotation,) = of.annotations.book
    return annotation


def overlapping() -> Session:
    """A sentence (claim), three words in it (denial) and one of these (threat), longest made last."""
    of = select(session(), 2, "denied", 1)
    of.tagging.tag("threat")
    select(of, 2, "minister", 3).tagging.tag("denial")
    at(of, 2).tagging.tag("claim")
    return of


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
