"""Small articles and annotations for these tests."""

from __future__ import annotations

import fcntl
from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol

import pytest

from annotations.model import Annotation, Passage
from annotations.store.verify import verify
from articles.model import Article, Kind, Paragraph, Piece, Span, Story, Version, article_id

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from annotations.history import History
    from annotations.store.verify import Finding

TEXT = "Talks fail.\n\nThe minister denied it.\n\nTroops “will move”, he said."


class MakeArticle(Protocol):
    def __call__(self, outlet: str = ..., text: str = ..., source: str = ...) -> Article: ...


class MakeAnnotation(Protocol):
    def __call__(self, number: int = ..., start: int = ..., end: int = ..., **fields: object) -> Annotation: ...


def make_article(outlet: str = "Post", text: str = TEXT, source: str = "https://post.example/1") -> Article:
    version = Version.of(text, text.encode())
    paragraphs = []
    at = 0
    for n, shown in enumerate(text.split("\n\n"), 1):
        kind = Kind.HEADLINE if n == 1 else Kind.BODY
        span = Span(at, at + len(shown))
        paragraphs.append(Paragraph(n, kind, (span,), shown, (Piece(0, at, len(shown)),)))
        at = span.end + 2
    return Article(
        article_id(version.sha256, outlet), outlet, "Talks fail", "2022-03-14", source, version, tuple(paragraphs)
    )


def uuid_of(number: int) -> str:
    return f"0190a000-0000-7000-8000-{number:012d}"


def make_annotation(number: int = 1, start: int = 13, end: int = 36, **fields: object) -> Annotation:
    whose = fields.pop("article", None)
    article = whose if isinstance(whose, Article) else make_article()
    values: dict[str, object] = {
        "tags": ("claim",),
        "annotator": "ana",
        "created": "2026-01-02T03:04:05.678Z",
        "modified": "2026-01-02T03:04:05.678Z",
        **fields,
    }
    return Annotation(uuid_of(number), Passage.of(article, start, end), **values)  # type: ignore[arg-type]


def next_undo(history: History) -> str:
    """What would be taken back next, or empty."""
    change = history.undo()
    return change.what if change else ""


def next_redo(history: History) -> str:
    """What would be made again next, or empty."""
    change = history.redo()
    return change.what if change else ""


def no_annotations(path: Path) -> list[Finding]:
    """The records that stand where annotations should and are none; nothing where there is no store."""
    if not path.exists():
        return []
    return [finding for finding in verify(path).findings if finding.what.startswith("is no annotation")]


def state_of(path: Path) -> tuple[int, int, bytes]:
    """What a write of any kind would change."""
    return path.stat().st_ino, path.stat().st_mtime_ns, path.read_bytes()


@pytest.fixture
def article() -> MakeArticle:
    return make_article


@pytest.fixture
def annotation() -> MakeAnnotation:
    return make_annotation


@pytest.fixture
def story() -> Story:
    return Story("Talks", (make_article(), make_article("Courier", "Talks fail again.\n\nThe minister denied it.")))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "annotations.json"


@contextmanager
def locked(store: Path) -> Iterator[None]:
    """Hold the store's lock meanwhile, as another window does."""
    with (store.parent / f"{store.name}.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
