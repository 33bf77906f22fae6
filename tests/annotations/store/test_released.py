"""Stores as released versions left them: each is read forever."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from annotations.anchoring.annotations import find_annotations
from annotations.anchoring.articles import recognised
from annotations.anchoring.bookmarks import find_bookmarks
from annotations.anchoring.decisions import find_decisions as decisions_placed
from annotations.anchoring.decisions import resolve_decisions
from annotations.anchoring.known_story import known_story
from annotations.codebook.codebook import Codebook
from annotations.codebook.recoding import merged, rewritten
from annotations.history import History
from annotations.store.store import Store
from annotations.store.verify import verify
from articles.align import align
from articles.read import seed_story
from tests.csv_files import read_csv
from tests.terminal.program import newsreader

if TYPE_CHECKING:
    from annotations.csv_dialect import CsvRow
    from articles.model import Story

RELEASED = Path(__file__).parent / "released"
EXPORTED_NOW = Path(__file__).parents[1] / "exports" / "three-sittings.csv"
"""What the program writes now from the store of three sittings."""


def seeds(store: Store) -> Story:
    """The seeds under the ids that the store knows them by."""
    return recognised(store, seed_story()).story


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
    assert [a.id for a in store.story(story).articles] == [a.id for a in seeds(store).articles]
    assert story.place == {"article": seeds(store).articles[0].id, "offset": 90}
    store.close()


def test_what_was_done_in_schema_1_can_be_taken_back(schema_1: Path) -> None:
    store = Store.open(schema_1, "ana")
    done = store.history([article.id for article in seeds(store).articles])
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
    store.keep_story(seeds(store), {"article": seeds(store).articles[1].id, "offset": 0})
    store.close()
    assert list(Store.open(schema_1).everything()) == before
    assert verify(schema_1).findings == []


# Three sittings of the program as it was on 22 November 2026: tags, one of them the person's own and renamed, notes, a
# speaker, bookmarks, corrections, blind mode; before the second an article's text changed, the third was killed.
# `written` holds what that program wrote from it.


@pytest.fixture
def sittings(tmp_path: Path) -> Path:
    shutil.copytree(RELEASED / "three-sittings", tmp_path / "store", ignore=shutil.ignore_patterns("written"))
    return tmp_path / "store" / "annotations.json"


def written(name: str) -> bytes:
    return (RELEASED / "three-sittings" / "written" / name).read_bytes()


def without_rows(data: bytes) -> bytes:
    """The bytes of an export with nothing in the column `row`, which depends on how the articles are aligned."""
    return re.sub(rb'^((?:"(?:[^"]|"")*",){7})"\d*"', rb'\1""', data, flags=re.MULTILINE)


def as_exported_now(before: bytes, now: bytes) -> None:
    """An export says what the older program said, but for corrections in `row`, white space, and columns at the end."""

    def own(row: CsvRow) -> CsvRow:
        around = {name: re.sub(r"\s+", " ", row[name]) for name in ("prefix", "suffix")}
        return {**{name: row[name] for name in columns if name != "row"}, **around}

    assert now.startswith(before.partition(b"\r\n")[0]), "the mark, if any, and the head as it was quoted"
    assert now.count(b"\n") == now.count(b"\r\n") == before.count(b"\r\n")
    old, new = (read_csv(data.decode()) for data in (before, now))
    columns = list(old[0])
    assert list(new[0])[: len(columns)] == columns
    assert list(map(own, new)) == list(map(own, old))


def test_the_program_exports_from_an_older_store_what_the_older_program_did(sittings: Path, tmp_path: Path) -> None:
    done = newsreader("export", "--store", sittings, home=tmp_path / "home")
    assert (done.status, done.err) == (0, "")
    as_exported_now(written("export.csv"), done.out)
    assert without_rows(done.out) == without_rows(EXPORTED_NOW.read_bytes())
    now = read_csv(done.out.decode())
    store = Store.open(sittings)
    story = store.story(store.stories()[0])
    shown = known_story(store, story).aligned(align(story)).rows
    number = {
        (story.articles[i].outlet, n): at
        for at, row in enumerate(shown, 1)
        for i, cell in enumerate(row.cells)
        for n in cell
    }
    store.let_go()
    for row in now:
        assert row["row"] == ("" if row["anchor"] == "orphan" else str(number[row["outlet"], int(row["paragraph"])]))
        assert (row["anchor"] == "orphan") == (row["start_now"] == row["quote_now"] == row["text_now_sha256"] == "")
    assert {row["anchor"] for row in now} == {"exact", "moved", "fuzzy", "orphan"}


@pytest.mark.parametrize(
    ("command", "name"),
    [
        (("tags", "export"), "tags.csv"),
        (("verify",), "verify.txt"),
    ],
)
def test_the_program_writes_from_an_older_store_what_the_older_program_wrote(
    sittings: Path, tmp_path: Path, command: tuple[str, ...], name: str
) -> None:
    done = newsreader(*command, "--store", sittings, home=tmp_path / "home")
    assert (done.status, done.err) == (0, "")
    assert done.out == written(name)


def test_all_sittings_are_taken_back_and_made_again_to_the_byte(sittings: Path, tmp_path: Path) -> None:
    store = Store.open(sittings, "ana")
    articles = [article.id for article in store.story(store.stories()[0]).articles]
    before, codebook = list(store.everything()), store.codebook
    decided = store.decisions(store.story(store.stories()[0]))
    assert len(decided) == 3
    history = History(store.history(articles))
    taken_back = []
    while change := history.undo():
        store.apply(change)
        taken_back.append(change.what)
    assert len(taken_back) == 15
    assert taken_back[:6] == [
        "claim added",
        "denial added",
        "pivot chosen",
        "tag dog whistle renamed to Dog-whistle",
        "unverified added",
        "1 link cut",
    ]
    assert list(store.everything()) == []
    assert store.codebook == Codebook()
    assert store.decisions(store.story(store.stories()[0])) == []
    for _ in taken_back:  # and not the note that the last sitting had taken back itself
        change = history.redo()
        assert change is not None
        store.apply(change)
    again = list(store.everything())
    assert [annotation.id for annotation in again] == [annotation.id for annotation in before]
    assert all(one.says_the_same(other) for one, other in zip(again, before, strict=True))
    assert store.codebook == codebook
    decided_again = {decision.key: decision for decision in store.decisions(store.story(store.stories()[0]))}
    assert decided_again.keys() == {decision.key for decision in decided}
    assert all(decided_again[decision.key].says_the_same(decision) for decision in decided)
    store.close()
    claims = ("export", "--plain", "--tag", "claim", "--store", sittings)
    as_exported_now(written("claims-made-again.csv"), newsreader(*claims, home=tmp_path / "home").out)
    assert newsreader("verify", "--store", sittings, home=tmp_path / "home").out == written("verify.txt")


def test_places_bookmarks_and_corrections_of_older_sittings_stand_where_they_stood(sittings: Path) -> None:
    store = Store.open(sittings, "ana")
    (record,) = store.stories()
    story = store.story(record)
    post = story.articles[0]
    found = find_annotations(store, post)
    assert [annotation.current_anchor for annotation in found] == [
        "exact", "moved", "fuzzy", "moved", "orphan", "exact",
    ]  # fmt: skip
    text = post.version.text
    assert [text[slice(*annotation.span)][:24] for annotation in found if annotation.current_anchor == "fuzzy"] == [
        "Diplomats of both sides ",
    ]
    assert {mark.article for mark, _ in find_bookmarks(store, story)} == {article.id for article in story.articles}
    decided = decisions_placed(store, story)
    found_again = resolve_decisions(story, decided.decisions, decided.places)
    assert found_again.pivot == 1
    assert [correction.verdict for correction in found_again.corrections] == ["cut", "cut"]
    store.close()
