"""What was computed of the story that was read last, kept so that its next start need not compute it again.

It holds the paragraphs of texts that came from the store, and the alignment. It stands beside the store, so that texts
are nowhere else than where the person put them, and may be thrown away at any time: what it holds counts only for the
very same texts and the very same program.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import sys
from typing import TYPE_CHECKING, Any

import articles
from annotations.store.durable import open_regular
from articles.model import Alignment, Article, Kind, Link, Paragraph, ParagraphId, Piece, Row, Span

if TYPE_CHECKING:
    from pathlib import Path

    from articles.model import Story, Version

_LONGEST = 1_000_000
"""Bytes; more would take longer to read than it saves in sight of the text."""


class KeptStory:
    """What was computed before, and in this start."""

    @classmethod
    def beside(cls, store: Path) -> KeptStory:
        """What stands beside a store."""
        return cls(store.with_name(f"{store.stem}.last-story"))

    def __init__(self, path: Path) -> None:
        """What the file at `path` holds; nothing where it is missing or damaged."""
        self._path = path
        self._articles: dict[tuple[str, str, str], Any] = {}
        """By hash, title and date of what the store has: title, date and paragraphs as they were found."""
        self._aligned: Any = None
        self._changed = False
        with contextlib.suppress(OSError, ValueError, TypeError, KeyError):
            with os.fdopen(open_regular(path), "rb") as file:
                head, _, body = file.read(_LONGEST).partition(b"\n")
            if head == _head(body):
                held = json.loads(body)
                self._articles = {(sha256, title, date): found for sha256, title, date, found in held["articles"]}
                self._aligned = held["aligned"]

    def article(self, version: Version, *, outlet: str, title: str, date: str, source: str, id: str) -> Article:
        """The article of a version, as `articles.read.article_from_version` makes it. Raises NewsreaderError."""
        key = (version.sha256, title, date)
        found = self._articles.get(key)
        if found is not None:
            with contextlib.suppress(ValueError, TypeError):
                paragraphs = _paragraphs(found[2], len(version.text))
                return Article(id, outlet, found[0], found[1], source, version, paragraphs)
        from articles.read import article_from_version  # imported where used: most is in the file

        article = article_from_version(version, outlet=outlet, title=title, date=date, source=source, id=id)
        self._articles[key] = (article.title, article.date, [_paragraph(paragraph) for paragraph in article.paragraphs])
        self._changed = True
        return article

    def alignment(self, story: Story) -> Alignment | None:
        """The computed alignment of a story; None where another story's was kept."""
        if self._aligned is None or self._aligned["of"] != _name(story):
            return None
        try:
            return _alignment(self._aligned, story)
        except (ValueError, TypeError, KeyError, IndexError):
            return None

    def keep(self, story: Story, alignment: Alignment) -> None:
        """Keep what was computed of this story in place of the one before, for its owner alone (0600).

        Where that cannot be, nothing is changed or told.
        """
        if not self._changed and self.alignment(story) == alignment:
            return
        aligned = {
            "of": _name(story),
            "links": [[*link.a, *link.b, link.score] for link in alignment.links],
            "rows": [[row.cells, sorted(row.moved)] for row in alignment.rows],
            "pivot": alignment.pivot,
        }
        here = {article.version.sha256 for article in story.articles}
        found = [[*key, article] for key, article in self._articles.items() if key[0] in here]
        body = json.dumps({"articles": found, "aligned": aligned}).encode()
        if len(body) > _LONGEST - 100:
            return
        with contextlib.suppress(OSError):
            path = self._path
            beside = path.with_name(f"{path.name}.{os.getpid()}")
            try:
                beside.touch(mode=0o600)
                beside.write_bytes(_head(body) + b"\n" + body)
                beside.replace(path)
            finally:
                beside.unlink(missing_ok=True)


def _head(body: bytes) -> bytes:
    """Names the program and what it computed: anything else has another name.

    Two builds of the program differ in Python or in the size or time of a source that reads or aligns.
    """
    of = hashlib.sha256(sys.version.encode())
    folder = articles.__path__[0]
    for place, _, names in os.walk(folder):
        for name in sorted(name for name in names if name.endswith(".py")):
            seen = os.stat(os.path.join(place, name))  # noqa: PTH116, PTH118 -- half the time of a Path's, at each start
            of.update(f"{name} {seen.st_size} {seen.st_mtime_ns}\n".encode())
    of.update(body)
    return of.hexdigest().encode()


def _name(story: Story) -> str:
    """Tells a story from every other that could be aligned in another way."""
    of = hashlib.sha256()
    for article in story.articles:
        said = (article.outlet, article.title, article.date, article.version.sha256)
        paragraphs = [(paragraph.kind.value, paragraph.spans, paragraph.shown) for paragraph in article.paragraphs]
        of.update(f"{said!r} {paragraphs!r}\n".encode(errors="surrogatepass"))
    return of.hexdigest()


def _paragraph(paragraph: Paragraph) -> list[Any]:
    return [paragraph.kind.value, paragraph.spans, paragraph.shown, paragraph.pieces, paragraph.reason]


def _paragraphs(found: Any, length: int) -> tuple[Paragraph, ...]:
    """The paragraphs in the values of a file, of a text of `length` code points. Raises ValueError and TypeError."""
    made = tuple(
        Paragraph(n, Kind(kind), tuple(Span(*span) for span in spans), shown, tuple(Piece(*p) for p in pieces), reason)
        for n, (kind, spans, shown, pieces, reason) in enumerate(found, 1)
    )
    if not all(0 <= start < end <= length for paragraph in made for start, end in paragraph.spans):
        raise ValueError("not paragraphs of this text")
    return made


def _alignment(kept: Any, story: Story) -> Alignment:
    """The alignment in the values of a file. Raises ValueError and the like where it cannot be this story's."""
    counts = [len(article.paragraphs) for article in story.articles]
    alignment = Alignment(
        tuple(Link(ParagraphId(a, n), ParagraphId(b, m), score) for a, n, b, m, score in kept["links"]),
        tuple(
            Row(tuple(map(tuple, cells)), frozenset(ParagraphId(a, n) for a, n in moved))
            for cells, moved in kept["rows"]
        ),
        kept["pivot"],
    )
    shown = [sorted(n for row in alignment.rows for n in row.cells[i]) for i in range(len(counts))]
    linked = {where for link in alignment.links for where in (link.a, link.b)}
    if shown != [list(range(1, count + 1)) for count in counts] or alignment.pivot not in range(len(counts)):
        raise ValueError("not the rows of this story")
    if not all(where.article in range(len(counts)) and 0 < where.n <= counts[where.article] for where in linked):
        raise ValueError("not the links of this story")
    return alignment
