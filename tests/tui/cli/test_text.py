"""`newsreader text` without its command line: the text that exports count in."""

from __future__ import annotations

import hashlib
import io
import re
from typing import TYPE_CHECKING

import pytest

from annotations.changes import Change, Edit
from annotations.ids import new_id
from annotations.model import Annotation, Passage
from annotations.store.store import Store
from articles.errors import NewsreaderError
from articles.read import read_story, seed_story
from tests.csv_files import read_csv
from tests.each import for_each
from tests.stories import written
from tui.cli.export import Wanted, write_annotations
from tui.cli.text import write_text

if TYPE_CHECKING:
    from pathlib import Path

SURPRISES = (
    "\ufeffZoe\u0308 a\u0300 Malmo\u0308\r\n\r\n"
    "The ha\u00adrbour\u200b of\tMalmo\u0308 was \x1b[1mshut\x1b[0m on\u00a0Friday."
    "\r\rNobody knew why,\x07 she said.\u2028It opened again.\n"
)
"""A byte order mark, three kinds of line ends, decomposed letters, characters that are not shown, escapes, blanks."""
SECOND = "Malmö port\n\nThe harbour of Malmö was shut for a day, and nobody knew why.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return written(tmp_path / "story", {"one.txt": SURPRISES, "two.txt": SECOND})


@pytest.fixture
def store(tmp_path: Path, folder: Path) -> Path:
    """A store in which every sentence-like run of both articles is tagged, some across paragraphs."""
    path = tmp_path / "annotations.json"
    store = Store.open(path)
    story = read_story([str(folder)])
    store.keep_story(story)
    edits = []
    for article in story.articles:
        text = article.version.text
        spans = [match.span() for match in re.finditer(r"[^.\n]+\.?", text)] + [(3, len(text) - 2)]
        edits += [Edit(None, Annotation(new_id(), Passage.of(article, *span), ("claim",))) for span in spans]
    store.apply(Change("tagged", tuple(edits)))
    store.close()
    return path


def text(store: Path, named: str, version: str | None = None) -> bytes:
    out = io.BytesIO()
    write_text(named, version=version, store=store, output=None, force=False, out=out)
    return out.getvalue()


def exported(store: Path) -> list[dict[str, str]]:
    out = io.BytesIO()
    write_annotations([], Wanted(), store=store, out=out)
    return read_csv(out.getvalue().decode())


def joined(store: Path) -> int:
    """Cut each quote out of the texts that its row names; returns how many were there then and are there now."""
    now = 0
    for row in exported(store):
        for start, end, quote, hash_ in (
            ("start", "end", "quote", "text_sha256"),
            ("start_now", "end_now", "quote_now", "text_now_sha256"),
        ):
            if not row[hash_]:
                assert row["anchor"] == "orphan"
                continue
            data = text(store, row["article_id"], row[hash_])
            assert hashlib.sha256(data).hexdigest() == row[hash_]
            cut = data.decode()[int(row[start]) : int(row[end])]
            assert re.sub(r"\s+", " ", cut) == row[quote] != ""
            now += hash_ == "text_now_sha256"
    return now


def test_every_quote_of_an_export_is_cut_out_of_what_is_written(store: Path, folder: Path) -> None:
    count = len(exported(store))
    assert count > 6
    assert joined(store) == count
    written = text(store, "one").decode()
    assert written == (
        "Zoë à Malmö\n\nThe harbour of Malmö was shut on Friday.\n\nNobody knew why, she said.\nIt opened again.\n"
    )
    (folder / "one.txt").write_bytes(("Corrected\n\n" + SURPRISES.replace("Nobody", "No one")).encode())
    assert joined(store) == count
    assert text(store, "one").decode().startswith("Corrected\n")
    (folder / "one.txt").write_bytes(SURPRISES.replace("Nobody knew why,\x07 she said.", "It rained.").encode())
    assert joined(store) == count - 1
    (folder / "one.txt").unlink()
    assert joined(store) == count
    assert text(store, "one").decode() == written


@for_each("named", ["two", "TWO", " Malmö port", "Malmo\u0308 Port", "two.txt", "./story/two.txt"])
def test_an_article_is_named_by_outlet_title_or_file(
    store: Path, folder: Path, monkeypatch: pytest.MonkeyPatch, named: str
) -> None:
    monkeypatch.chdir(folder.parent if "story" in named else folder)
    assert text(store, named).decode() == SECOND


def test_versions_are_named_by_hash_or_how_it_begins(store: Path, folder: Path) -> None:
    story = read_story([str(folder)])
    before = story.articles[1].version
    (folder / "two.txt").write_text(SECOND.replace("for a day", "for two days"))
    article_id = story.articles[1].id
    assert text(store, article_id).decode() == SECOND.replace("for a day", "for two days")
    for hash_ in (before.sha256, before.sha256[:6], before.sha256[:6].upper()):
        for named in (article_id, "two", str(folder / "two.txt")):
            assert text(store, named, hash_).decode() == SECOND
    now = hashlib.sha256(text(store, article_id)).hexdigest()
    for hash_ in ("", "no hash", "\x1b[2J"):
        with pytest.raises(NewsreaderError, match=f"there are, the latest first: {now[:12]}, {before.sha256[:12]}$"):
            text(store, article_id, hash_)


def test_what_names_no_article_or_several_is_told_with_those_that_are_there(store: Path, folder: Path) -> None:
    ids = [article.id for article in read_story([str(folder)]).articles]
    first, second = ids  # by outlet
    with pytest.raises(NewsreaderError, match=f"no article and no file 'three'; there are: {first} .*, {second} "):
        text(store, "three")
    with pytest.raises(NewsreaderError, match=f"2 articles are meant by .*; name one by its id: {ids[0]} "):
        text(store, str(folder))
    other = folder.parent / "two.txt"
    other.write_text("Another account\n\nof something else entirely, by the same outlet, on another day.\n")
    opened = Store.open(store)
    opened.keep_story(read_story([str(other)]))
    opened.close()
    with pytest.raises(NewsreaderError, match=f"2 articles are meant by 'two'; name one by its id: .*{ids[1]}"):
        text(store, "two")


def test_at_first_the_articles_that_come_with_the_program_can_be_named(tmp_path: Path) -> None:
    none = tmp_path / "none.json"
    for article in seed_story().articles:
        assert text(none, article.outlet) == text(none, article.id) == article.version.text.encode()
        assert text(none, article.id, article.version.sha256[:8]) == article.version.text.encode()
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_no_store_knows_is_written_too_and_into_a_file(tmp_path: Path) -> None:
    (tmp_path / "new.txt").write_bytes(SURPRISES.encode())
    target, out = tmp_path / "out.txt", io.BytesIO()
    for force in (False, True):
        write_text(
            str(tmp_path / "new.txt"),
            version=None,
            store=tmp_path / "none.json",
            output=str(target),
            force=force,
            out=out,
        )
    assert out.getvalue() == b""
    assert target.read_text("utf-8").startswith("Zoë à Malmö\n\nThe harbour of Malmö was shut on Friday.\n")
    with pytest.raises(NewsreaderError, match="--force"):
        write_text(str(target), version=None, store=tmp_path / "none.json", output=str(target), force=False, out=out)
