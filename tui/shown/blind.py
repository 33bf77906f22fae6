"""Blind mode: a story as it may be shown to who is to judge the words and not who wrote them; pure."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from rich.cells import cell_len

from articles.model import Kind, Story

if TYPE_CHECKING:
    from annotations.model import Annotation
    from articles.model import Article, Paragraph

SEED_LIMIT = 1 << 31
"""Seeds are whole numbers below this."""

BLIND_TITLE = "Blind mode"
"""Stands for the story's title, which may name an outlet."""

HIDDEN_WORDS = "hidden in blind mode"
"""Stands for what is not told."""

NARROW_COVER, WIDE_COVER = "▒", "〓"
"""Stand for a character of one cell and of two."""

COVERED_KINDS = frozenset({Kind.HEADLINE, Kind.BYLINE, Kind.DATE, Kind.CREDIT, Kind.BOILERPLATE})
"""Kinds of paragraph of which nothing is shown but their length: they tell who wrote the article, or who sells it."""

_ADDRESS = r"(?-i:[\w.+-]+@[\w.-]*\w|https?://\S*[\w/]|(?:[\w-]+\.)+[a-z]{2,}(?!\w))"
_NAME = re.compile(r"[^\W\d_a-z]\w*(?:[ &.-]+[^\W\d_a-z]\w*)*")
_ARTICLE = re.compile(r"the\s+", re.IGNORECASE)


@dataclass(frozen=True)
class Blind:
    """What hides who wrote a story's articles. The same seed hides and shuffles the same articles in the same way."""

    story: Story
    seed: int
    """Stored with the story's place."""

    @cached_property
    def order(self) -> tuple[int, ...]:
        """The articles from left to right, whatever order they were named in."""

        def lot(i: int) -> bytes:
            return hashlib.sha256(f"{self.seed}\n{self.story.articles[i].id}".encode()).digest()

        return tuple(sorted(range(len(self.story.articles)), key=lot))

    @cached_property
    def covered_story(self) -> Story:
        """The story with letters for outlets, without titles, dates and sources, and its texts covered where they tell.

        Texts and paragraphs are as long as they were, so that offsets are the same.
        """
        articles = tuple(self._covered(i, article) for i, article in enumerate(self.story.articles))
        return Story(BLIND_TITLE, articles, self.story.paths)

    def letter(self, article: int) -> str:
        """What an article is called: `A` for the leftmost."""
        place, letter = divmod(self.order.index(article), 26)
        return chr(ord("A") + letter) + (str(place + 1) if place else "")

    def covered(self, text: str) -> str:
        """A text with the names of the outlets, and addresses, covered: as long, and as wide."""
        return self._names.sub(lambda match: cover(match[0]), text)

    def quote(self, article: int, annotation: Annotation) -> str:
        """The exact words of an annotation as they may be shown."""
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
        return replace(
            article, outlet=self.letter(i), title="", date="", source="", version=version, paragraphs=paragraphs
        )

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
            return paragraph  # it shows the text as it stands there, and nothing of that is covered
        shown = (cover if paragraph.kind in COVERED_KINDS else self.covered)(paragraph.shown)
        return replace(paragraph, shown=shown)


def cover(text: str) -> str:
    """A text of which nothing can be read: as many characters, as many cells, white space where it was."""
    return "".join(_cover(character) for character in text)


def _cover(character: str) -> str:
    cells = 1 if character.isascii() else cell_len(character)
    return character if character.isspace() or not cells else WIDE_COVER if cells == 2 else NARROW_COVER


def names_of(article: Article) -> set[str]:
    """The names in an article's outlet and source, by which its text could give it away."""
    found = {article.outlet, *(_NAME.findall(article.source) if "://" not in article.source else ())}
    plain = {_ARTICLE.sub("", " ".join(name.split()), count=1) for name in found}
    return {name for name in plain if len(name) > 1}
