"""Stores as released versions left them: each is read forever."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from annotations.codebook.recoding import merged, rewritten
from annotations.store.store import Store
from annotations.store.verify import verify
from articles.read import seed_story

RELEASED = Path(__file__).parent / "released"


@pytest.fixture
def schema_1(tmp_path: Path) -> Path:
    """A store of schema 1 that a killed window left: file, journal, a retired journal, a backup, kept texts."""
    shutil.copytree(RELEASED / "schema-1", tmp_path / "store")
    return tmp_path / "store" / "annotations.json"


def test_schema_1_is_read_with_its_journal(schema_1: Path) -> None:
    store = Store.open(schema_1, "ana")
    found = {annotation.passage.exact: annotation for annotation in store.everything()}
    assert set(found) == {"raised concerns about China's alignment", "“disinformation”"}
    one, two = found["raised concerns about China's alignment"], found["“disinformation”"]
    assert (one.tags, one.note, one.speaker) == (("claim", "spin"), "A note, with “quotes”", "Jake Sullivan")
    assert one.extra == {"colour": "kept"}
    assert (two.tags, two.note, two.rev) == (("denial",), "later", 2)
    assert [tag.name for tag in store.codebook.tags][-1] == "Spin"
    (story,) = store.stories()
    assert [a.id for a in store.story(story).articles] == [a.id for a in seed_story().articles]
    assert story.place == {"article": seed_story().articles[0].id, "offset": 90}
    store.close()


def test_what_was_done_in_schema_1_can_be_taken_back(schema_1: Path) -> None:
    store = Store.open(schema_1, "ana")
    done = store.history([article.id for article in seed_story().articles])
    assert [change.what for change in done] == [
        "claim added",
        "denial added",
        "unverified added",
        "note written",
        "unverified added",
    ]
    assert done[-1].undoes == done[2].id
    store.apply(done[3].inverse())
    assert {annotation.note for annotation in store.everything()} == {"A note, with “quotes”", ""}
    store.close()


def test_tags_of_schema_1_are_renamed_merged_and_taken_back(schema_1: Path) -> None:
    store = Store.open(schema_1, "ana")
    book, before = store.codebook, list(store.everything())
    assert [(tag.id, tag.place) for tag in book.tags][3:] == [("unverified", 4), ("spin", 5)]
    done = [
        rewritten(book, book.tag("claim"), name="assertion"),
        merged(book, book.tag("spin"), book.tag("denial"), store.tagged("spin")),
    ]
    for change in done:
        store.apply(change)
    assert store.tagged("denial") != []
    assert store.tagged("spin") == []
    assert [tag.name for tag in store.codebook.tags] == ["assertion", "denial", "threat", "unverified"]
    for change in reversed(Store.open(schema_1, "ana").history([])):
        store.apply(change.inverse())
    assert store.codebook == book
    assert [(a.id, a.tags) for a in store.everything()] == [(a.id, a.tags) for a in before]
    store.close()
    assert verify(schema_1).findings == []


def test_schema_1_is_found_whole(schema_1: Path) -> None:
    assert verify(schema_1).findings == []


def test_schema_1_stays_readable_after_it_was_written_to(schema_1: Path) -> None:
    store = Store.open(schema_1, "ben")
    before = list(store.everything())
    store.keep_story(seed_story(), {"article": seed_story().articles[1].id, "offset": 0})
    store.close()
    assert list(Store.open(schema_1).everything()) == before
    assert verify(schema_1).findings == []
