"""Blind mode: hides who wrote what, for people who are to judge the words alone; pure."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from rich.cells import cell_len

from articles.model import NO_ORIGINS, Kind, Story
from tui.page.signs import Sign

if TYPE_CHECKING:
    from annotations.model import Annotation
    from articles.model import Article, Paragraph

SEED_LIMIT = 1 << 31
"""Seeds are whole numbers from 0 to below this."""

BLIND_TITLE = "Blind mode"
"""Replaces the story's title, which may name an outlet."""

HIDDEN_WORDS = "hidden in blind mode"
"""Replaces facts that would reveal the outlet."""

NARROW_COVER, WIDE_COVER = "▒", "〓"
"""Replace a covered character of one cell and of two cells."""
SIGNS = (
    Sign(
        f"{NARROW_COVER * 4} {WIDE_COVER}", "Covered", "A name that blind mode covers.", "grey shade block blind hidden"
    ),
)

COVERED_KINDS = frozenset({Kind.HEADLINE, Kind.BYLINE, Kind.DATE, Kind.CREDIT, Kind.BOILERPLATE})
"""Kinds of paragraph that are covered whole, because they reveal who wrote or sells the article."""

_ADDRESS = r"(?-i:[\w.+-]+@[\w.-]*\w|https?://\S*[\w/]|(?:[\w-]+\.)+[a-z]{2,}(?!\w))"
_NAME = re.compile(r"[^\W\d_a-z]\w*(?:[ &.-]+[^\W\d_a-z]\w*)*")
_ARTICLE = re.compile(r"the\s+", re.IGNORECASE)


@dataclass(frozen=True)
class Blind:
    """A story in blind mode. The same seed always puts the same articles in the same order."""

    story: Story
    seed: int
    """Decides the order of the articles; kept with the reader's place in the story."""

    @cached_property
    def order(self) -> tuple[int, ...]:
        """The numbers of the articles from left to right: a shuffle that does not depend on the order of the files."""

        def lot(i: int) -> bytes:
            return hashlib.sha256(f"{self.seed}\n{self.story.articles[i].id}".encode()).digest()

        return tuple(sorted(range(len(self.story.articles)), key=lot))

    def covers(self, kind: Kind) -> bool:
        """Whether paragraphs of this kind are covered whole."""
        return kind in COVERED_KINDS

    @cached_property
    def covered_story(self) -> Story:
        """The story with letters for outlets, no titles, dates and sources, and names covered in its texts.

        Texts and paragraphs keep their lengths, so that offsets stay valid.
        """
        articles = tuple(self._covered(i, article) for i, article in enumerate(self.story.articles))
        return Story(BLIND_TITLE, articles, self.story.paths)

    def letter(self, article: int) -> str:
        """The letter that replaces an article's outlet: `A` for the leftmost."""
        place, letter = divmod(self.order.index(article), 26)
        return chr(ord("A") + letter) + (str(place + 1) if place else "")

    def covered(self, text: str) -> str:
        """Cover outlets' names and addresses in a text; its length in code points and its width in cells stay."""
        return self._names.sub(lambda match: cover(match[0]), text)

    def quote(self, article: int, annotation: Annotation) -> str:
        """The passage of an annotation of this article as it may be shown."""
        words = annotation.passage.exact
        placement = annotation.placement
        if placement is not None and placement.how == "orphan":
            return self.covered(words)
        start, end = annotation.span
        text = self.story.articles[article]
        kinds = {p.kind for p in text.paragraphs if p.start < end and start < p.end}
        return cover(words) if kinds & COVERED_KINDS else self.covered(words)

    @cached_property
    def _names(self) -> re.Pattern[str]:
        names = sorted({name for article in self.story.articles for name in names_of(article)}, key=len, reverse=True)
        spaced = "|".join(r"\s+".join(map(re.escape, name.split())) for name in names)
        named = rf"|(?:{spaced})(?!\w)" if spaced else ""
        return re.compile(rf"(?<!\w)(?:{_ADDRESS}{named})", re.IGNORECASE)

    def _covered(self, i: int, article: Article) -> Article:
        text = self._text(article)
        version = replace(article.version, text=text)
        paragraphs = tuple(self._paragraph(p, article.version.text, text) for p in article.paragraphs)
        bare = replace(
            article, outlet=self.letter(i), title="", date="", source="", byline="", origins=NO_ORIGINS, as_read=None
        )
        return replace(bare, version=version, paragraphs=paragraphs)

    def _text(self, article: Article) -> str:
        text = self.covered(article.version.text)
        for paragraph in article.paragraphs:
            if paragraph.kind in COVERED_KINDS:
                for start, end in paragraph.spans:
                    text = text[:start] + cover(text[start:end]) + text[end:]
        return text

    def _paragraph(self, paragraph: Paragraph, text: str, covered: str) -> Paragraph:
        start, end = paragraph.start, paragraph.end
        if text[start:end] == covered[start:end] and end - start == len(paragraph.shown):
            return paragraph  # it shows its text unchanged, and nothing in that is covered
        shown = (cover if paragraph.kind in COVERED_KINDS else self.covered)(paragraph.shown)
        return replace(paragraph, shown=shown)


def cover(text: str) -> str:
    """Cover a whole text; white space stays, and so do the number of characters and the width in cells."""
    return "".join(_cover(character) for character in text)


def _cover(character: str) -> str:
    cells = 1 if character.isascii() else cell_len(character)
    return character if character.isspace() or not cells else WIDE_COVER if cells == 2 else NARROW_COVER


def names_of(article: Article) -> set[str]:
    """The names in an article's outlet and source that could reveal it in its text."""
    found = {article.outlet, *(_NAME.findall(article.source) if "://" not in article.source else ())}
    plain = {_ARTICLE.sub("", " ".join(name.split()), count=1) for name in found}
    return {name for name in plain if len(name) > 1}
