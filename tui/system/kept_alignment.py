"""The computed alignment of the story that was read last, kept so that its next start need not compute it again.

It may be thrown away at any time. What was kept counts only for the very same texts and the very same program.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import articles
from articles.model import Alignment, Link, ParagraphId, Row

if TYPE_CHECKING:
    from articles.model import Story

_LONGEST = 1_000_000
"""Bytes; a longer file holds no alignment that was kept here."""


def default_path() -> Path:
    """Where the alignment is kept: the platform's folder for what programs can make again."""
    import platformdirs  # imported where used: tests name a file

    return Path(platformdirs.user_cache_dir("newsreader", appauthor=False)) / "alignment.json"


def read_alignment(story: Story, path: Path | None = None) -> Alignment | None:
    """The alignment that was kept for this story, by default in the user's own file; never raises.

    None where none was kept for these texts by this program, and where the file is damaged.
    """
    try:
        with (path or default_path()).open("rb") as file:
            head, _, body = file.read(_LONGEST).partition(b"\n")
        if head != _head(story, body):
            return None
        return _alignment(json.loads(body), story)
    except (OSError, RuntimeError, ValueError, TypeError, KeyError, IndexError):  # RuntimeError: no home folder
        return None


def write_alignment(story: Story, alignment: Alignment, path: Path | None = None) -> None:
    """Keep the computed alignment of a story in place of the one before, for its owner alone (0600).

    Where that cannot be, nothing is changed or told.
    """
    body = json.dumps(
        {
            "links": [[*link.a, *link.b, link.score] for link in alignment.links],
            "rows": [[row.cells, sorted(row.moved)] for row in alignment.rows],
            "pivot": alignment.pivot,
        }
    ).encode()
    if len(body) > _LONGEST - 100:
        return
    with contextlib.suppress(OSError, RuntimeError):
        path = path or default_path()
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        beside = path.with_name(f"{path.name}.{os.getpid()}")
        try:
            beside.touch(mode=0o600)
            beside.write_bytes(_head(story, body) + b"\n" + body)
            beside.replace(path)
        finally:
            beside.unlink(missing_ok=True)


def _head(story: Story, body: bytes) -> bytes:
    """Names the texts, the program and the alignment that a file is of: any other has another name."""
    of = hashlib.sha256()
    for part in _program():
        of.update(f"{part}\n".encode())
    for article in story.articles:
        said = (article.outlet, article.title, article.date, article.version.sha256)
        paragraphs = [(paragraph.kind.value, paragraph.spans, paragraph.shown) for paragraph in article.paragraphs]
        of.update(f"{said!r} {paragraphs!r}\n".encode(errors="surrogatepass"))
    of.update(body)
    return of.hexdigest().encode()


def _program() -> list[str]:
    """What tells this build of the aligning program from others: Python, and sizes and times of the sources."""
    with os.scandir(articles.__path__[0]) as files:
        found = [(file.name, file.stat()) for file in files if file.name.endswith(".py")]
    return [sys.version, *(f"{name} {seen.st_size} {seen.st_mtime_ns}" for name, seen in sorted(found))]


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
    whole = shown == [list(range(1, count + 1)) for count in counts] and alignment.pivot in range(len(counts))
    if not whole or not all(
        0 <= where.article < len(counts) and 0 < where.n <= counts[where.article] for where in linked
    ):
        raise ValueError("not an alignment of this story")
    return alignment
