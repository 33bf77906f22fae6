"""What `verify` finds in a store, and that it leaves every byte as it is."""

from __future__ import annotations

import gzip
import json
import shutil
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import pytest

from annotations.bookmarks import Bookmark
from annotations.changes import Change, Edit
from annotations.codebook.recoding import rewritten
from annotations.model import Placement
from annotations.store import verify_files
from annotations.store.contents import read_snapshot
from annotations.store.journal import beside
from annotations.store.storage import JournaledStorage, StoreError
from annotations.store.store import Store
from annotations.store.verify import verify
from tests.annotations.conftest import make_annotation, make_article, state_of, uuid_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from annotations.store.snapshot import Snapshot
    from articles.model import Story

ARTICLE = make_article()
FIRST = str(int(uuid_of(1).replace("-", ""), 16))


@pytest.fixture
def store(path: Path, story: Story) -> Path:
    """Two annotations of the first article in the snapshot, one of the second in the journal; nothing wrong."""
    opened = Store.open(path, "ana")
    opened.keep_story(story)
    opened.apply(rewritten(opened.codebook, opened.codebook.tags[0], definition="It can be checked."))
    for number in (1, 2):
        opened.apply(Change("added", (Edit(None, make_annotation(number)),)))
    opened.close()
    opened = Store.open(path, "ana")
    opened.apply(Change("added", (Edit(None, make_annotation(3, 0, 5, article=story.articles[1])),)))
    return path


def found(path: Path) -> list[str]:
    return [f"{finding.where}: {finding.what}" for finding in verify(path).findings]


def put(path: Path, table: str, id_: str, change: Callable[[dict[str, object]], object]) -> None:
    """Change one record as an edit that the storage itself makes."""
    storage = JournaledStorage(path)
    with storage.transaction():
        tables = storage.read() or {}
        record = dict(tables.get(table, {}).get(id_, {}))
        change(record)
        storage.write({**tables, table: {**tables.get(table, {}), id_: record}})


def test_nothing_is_found_where_all_is_well(store: Path) -> None:
    report = verify(store)
    assert (report.findings, report.annotations, report.articles, report.versions) == ([], 3, 2, 2)


def test_a_text_that_the_words_are_not_in_is_found(store: Path) -> None:
    put(store, ARTICLE.id, FIRST, lambda record: record.update(exact="The minister admitted it."))
    assert found(store) == [f"annotation {uuid_of(1)}: its words are not those of its text at 13 to 36"]


def test_words_that_stand_one_further_on_are_found(store: Path) -> None:
    put(store, ARTICLE.id, FIRST, lambda record: record.update(start=14, end=37))
    assert found(store) == [f"annotation {uuid_of(1)}: its words are not those of its text at 14 to 37"]


@pytest.mark.parametrize(("start", "end"), [(-3, 5), (5, 5), (9, 3), (13, 3600)])
def test_a_place_outside_of_the_text_is_found(store: Path, start: int, end: int) -> None:
    put(store, ARTICLE.id, FIRST, lambda record: record.update(start=start, end=end))
    assert found(store) == [f"annotation {uuid_of(1)}: its text has no passage at {start} to {end}"]


def test_other_words_around_a_passage_are_found(store: Path) -> None:
    put(store, ARTICLE.id, FIRST, lambda record: record.update(prefix="Talks go on.\n\n"))
    assert found(store) == [f"annotation {uuid_of(1)}: the words around it are not those of its text at 13 to 36"]


@pytest.mark.parametrize("part", ["txt", "orig"])
@pytest.mark.parametrize("damage", ["gone", "other", "cut"])
def test_a_kept_text_that_is_gone_or_damaged_is_found(store: Path, part: str, damage: str) -> None:
    sha256 = ARTICLE.version.sha256
    file = store.with_name("annotations.versions") / f"{sha256}.{part}.gz"
    if damage == "gone":
        file.unlink()
    elif damage == "cut":
        file.write_bytes(file.read_bytes()[:-9])
    else:
        file.write_bytes(gzip.compress(b"Another text."))
    if (part, damage) == ("orig", "other"):
        assert found(store) == [f"text {sha256}: the bytes kept with it are not those that it was read from"]
    else:
        what = "has gone" if damage == "gone" else "is damaged"
        assert found(store) == [f"text {sha256}: the text kept with the store {what}"]


def test_an_annotation_of_an_article_that_is_not_kept_is_found(store: Path) -> None:
    stray = make_article("Herald")
    opened = Store.open(store)
    opened.apply(Change("added", (Edit(None, make_annotation(4, article=stray)),)))
    assert found(store) == [f"annotation {uuid_of(4)}: is of the article {stray.id}, which is not kept"]


def test_an_annotation_of_a_text_that_its_article_never_had_is_found(store: Path) -> None:
    put(store, ARTICLE.id, FIRST, lambda record: record.update(version="0" * 64))
    assert found(store) == [f"annotation {uuid_of(1)}: is of the text {'0' * 64}, which is none of its article's"]


def test_a_story_that_names_an_article_that_is_not_kept_is_found(store: Path, story: Story) -> None:
    (id_,) = JournaledStorage(store).read()["_stories"]  # type: ignore[index]
    put(store, "_stories", id_, lambda record: record.update(articles=["herald-0"]))
    assert found(store) == [f"story {story.id}: names the article herald-0, which is not kept"]


def test_an_annotation_that_is_there_twice_is_found(store: Path, story: Story) -> None:
    other = story.articles[1]
    put(store, other.id, FIRST, lambda record: record.update(make_annotation(1).to_record()))
    names = ", ".join(sorted([ARTICLE.id, other.id]))
    assert found(store) == [
        f"annotation {uuid_of(1)}: is of the article {ARTICLE.id}, but stands with {other.id}",
        f"annotation {uuid_of(1)}: is there 2 times, in {names}",
    ]


def test_an_annotation_under_another_id_is_found(store: Path) -> None:
    put(store, ARTICLE.id, "77", lambda record: record.update(make_annotation(9).to_record()))
    assert found(store) == [f"annotation {uuid_of(9)}: stands under 77, which is not its id as a number"]


def test_a_tag_that_is_not_in_the_codebook_is_found(store: Path) -> None:
    put(store, ARTICLE.id, FIRST, lambda record: record.update(tags=["claim", "rumour"]))
    assert found(store) == [f"annotation {uuid_of(1)}: has the tag rumour, which is not in the codebook"]


def test_a_record_that_is_no_annotation_is_found(store: Path) -> None:
    put(store, ARTICLE.id, "7", lambda record: record.update(note="alone"))
    put(store, ARTICLE.id, "8", lambda record: record.update({**make_annotation(8).to_record(), "start": "13"}))
    assert found(store) == [
        f"record 7 of {ARTICLE.id}: is no annotation: has no article",
        f"record 8 of {ARTICLE.id}: is no annotation: start is a whole number, not '13'",
    ]


@pytest.mark.parametrize("table", ["_articles", "_stories", "_codebook"])
def test_a_record_of_another_kind_that_is_none_is_found(store: Path, table: str) -> None:
    put(store, table, "7", lambda record: record.update(name="alone"))
    assert found(store) == [f"record 7 of {table}: is none of its kind: has no {_missing(table)}"]


def _missing(table: str) -> str:
    return "versions" if table == "_articles" else "id"


def test_a_changed_letter_in_the_snapshot_is_found(store: Path) -> None:
    store.write_bytes(store.read_bytes().replace(b'"annotator": "ana"', b'"annotator": "ann"', 1))
    assert found(store) == ["annotations.json: does not match its checksum: another program changed it"]


def test_a_damaged_line_of_the_snapshot_is_found_and_the_others_are_looked_at(store: Path) -> None:
    put(store, ARTICLE.id, FIRST, lambda record: record.update(tags=["rumour"]))
    lines = store.read_bytes().split(b"\n")
    at = next(i for i, line in enumerate(lines) if uuid_of(2).encode() in line)
    lines[at] = lines[at][:40]
    store.write_bytes(b"\n".join(lines))
    report = verify(store)
    assert [f"{f.where}: {f.what}" for f in report.findings] == [
        "annotations.json: is damaged: 1 line cannot be read",
        f"annotation {uuid_of(1)}: has the tag rumour, which is not in the codebook",
    ]
    assert report.annotations == 2


def test_a_record_that_stands_twice_in_the_snapshot_is_found(store: Path) -> None:
    lines = store.read_bytes().split(b"\n")
    at = next(i for i, line in enumerate(lines) if uuid_of(1).encode() in line)
    store.write_bytes(b"\n".join([*lines[: at + 1], lines[at], *lines[at + 1 :]]))
    assert f"annotations.json: holds two records under the id {FIRST} of {ARTICLE.id}" in found(store)


def test_a_changed_letter_in_the_journal_is_found(store: Path) -> None:
    journal = beside(store)
    journal.write_bytes(journal.read_bytes().replace(b'"added"', b'"addex"'))
    assert found(store) == [
        f"{journal.name}: is damaged: 1 line cannot be read or do not match their checksum",
    ]
    assert verify(store).annotations == 2


def test_an_unfinished_line_of_the_journal_is_found(store: Path) -> None:
    journal = beside(store)
    with journal.open("ab") as file:
        file.write(b'{"crc": "0000')
    assert found(store) == [f"{journal.name}: ends in the middle of a line: an action that was never called saved"]


def test_a_journal_beside_an_older_snapshot_is_found(store: Path) -> None:
    journal = beside(store).read_bytes()
    (older,) = store.with_name("annotations.backups").iterdir()
    store.write_bytes(older.read_bytes())
    beside(store).write_bytes(journal)
    name = beside(store).name
    assert f"{name}: follows snapshot 2 of the store, but snapshot 1 is there" in found(store)


def test_a_journal_that_is_in_the_snapshot_already_is_as_it_should_be(store: Path) -> None:
    journal = beside(store).read_bytes()
    Store.open(store).close()
    beside(store).write_bytes(journal)
    assert found(store) == []
    assert verify(store).annotations == 3


def test_damaged_backups_and_retired_journals_are_found(store: Path) -> None:
    backup = next(iter(store.with_name("annotations.backups").iterdir()))
    backup.write_bytes(b"\0" * 100)
    retired = next(iter(store.with_name("annotations.history").iterdir()))
    retired.write_bytes(retired.read_bytes()[:-20])
    assert found(store) == [
        f"backup {backup.name}: is not a store of newsreader",
        f"history {retired.name}: ends in the middle of a line: it was cut off",
    ]


def test_a_journal_without_its_snapshot_is_found(store: Path) -> None:
    store.unlink()
    assert found(store)[0] == "annotations.json: is missing, though its journal is there"


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:700])


def _zeroed(path: Path) -> None:
    path.write_bytes(bytes(path.stat().st_size))


def _unfolded(path: Path) -> None:
    shutil.rmtree(path.with_name("annotations.versions"))


def _edited(path: Path) -> None:
    path.write_text(json.dumps(json.loads(path.read_bytes()), indent=1))


@pytest.mark.parametrize("damage", [_cut, _zeroed, _unfolded, _edited])
def test_nothing_is_written_also_where_much_is_wrong(store: Path, damage: Callable[[Path], None]) -> None:
    damage(store)
    before = {p: state_of(p) for p in store.parent.rglob("*") if p.is_file()}
    assert found(store) != []
    assert {p: state_of(p) for p in store.parent.rglob("*") if p.is_file()} == before


def test_a_missing_store_is_told_and_nothing_is_made(path: Path) -> None:
    with pytest.raises(StoreError, match="no annotations yet"):
        verify(path)
    assert list(path.parent.iterdir()) == []


def test_what_is_no_store_is_told(path: Path) -> None:
    path.write_bytes(b"SQLite format 3\0" + bytes(100))
    with pytest.raises(StoreError, match="is not a store of newsreader"):
        verify(path)


def test_a_store_of_a_newer_program_is_told(store: Path) -> None:
    store.write_bytes(store.read_bytes().replace(b'"schema": 1', b'"schema": 9'))
    with pytest.raises(StoreError, match="written by a newer newsreader"):
        verify(store)


def test_a_passage_that_was_found_again_elsewhere_stays_true_of_its_own_text(store: Path) -> None:
    moved = replace(make_annotation(1), anchor="moved", rev=2)
    Store.open(store).apply(Change("moved", (Edit(make_annotation(1), moved),)))
    assert found(store) == []


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"start": "3"}, "a place is told in numbers"),
        ({"start": 9, "end": 3}, "no place at 9 to 3"),
        ({"article": 7}, "a text, not 7"),
        ({"of": ["x"]}, "not enough values"),
    ],
)
def test_a_place_that_is_none_is_found(store: Path, fields: dict[str, object], why: str) -> None:
    place = Placement("0" * 64, 3, 9, "moved", 0.9, of=("1" * 64, 13, 36))
    Store.open(store).save_placements(ARTICLE.id, {uuid_of(1): place})
    assert found(store) == []
    (id_,) = JournaledStorage(store).read()["_placements"]  # type: ignore[index]
    put(store, "_placements", id_, lambda record: record.update(fields))
    assert len(found(store)) == 1
    assert found(store)[0].startswith(f"record {id_} of _placements: is none of its kind: {why}")


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"start": "3"}, "start is a whole number, not '3'"),
        ({"start": -1}, "start is before the text"),
        ({"article": None}, "article and version are texts"),
    ],
)
def test_a_bookmark_that_is_none_is_found(store: Path, fields: dict[str, object], why: str) -> None:
    Store.open(store).set_bookmark(Bookmark(ARTICLE.id, ARTICLE.version.sha256, 13), on=True)
    assert found(store) == []
    (id_,) = JournaledStorage(store).read()["_bookmarks"]  # type: ignore[index]
    put(store, "_bookmarks", id_, lambda record: record.update(fields))
    assert found(store) == [f"record {id_} of _bookmarks: is none of its kind: {why}"]
    assert Store.open(store).bookmarks([ARTICLE.id]) == []


@pytest.mark.parametrize("number", [0, -1, 1, 3, 4, 900])
def test_a_wrong_number_of_a_paragraph_is_found(store: Path, number: int) -> None:
    put(store, ARTICLE.id, FIRST, lambda record: record.update(paragraph=number))
    assert found(store) == [f"annotation {uuid_of(1)}: is not in paragraph {number} of its text"]


def test_numbers_of_paragraphs_that_another_cleaning_gave_are_left(store: Path) -> None:
    """A text that had five paragraphs when it was opened first, and has three today."""
    (id_,) = (i for i, r in (JournaledStorage(store).read() or {})["_articles"].items() if r["id"] == ARTICLE.id)

    def five(record: dict[str, object]) -> None:
        record["versions"] = [{**version, "paragraphs": 5} for version in record["versions"]]  # type: ignore[attr-defined]

    put(store, "_articles", id_, five)
    for number in (1, 2, 5):
        put(store, ARTICLE.id, FIRST, partial(dict.update, paragraph=number))
        assert found(store) == [], number
    put(store, ARTICLE.id, FIRST, lambda record: record.update(paragraph=6))
    assert found(store) == [f"annotation {uuid_of(1)}: is not in paragraph 6 of its text"]


@pytest.mark.parametrize("field", ["created", "modified"])
@pytest.mark.parametrize("told", ["yesterday", "2026-13-01T00:00:00Z", "2026-01-01", "2026-01-01T00:00:00", "0"])
def test_a_moment_that_is_none_is_found(store: Path, field: str, told: str) -> None:
    put(store, ARTICLE.id, FIRST, lambda record: record.update({field: told}))
    assert found(store) == [f"annotation {uuid_of(1)}: {field} is no time: {told!r}"]


def test_a_number_of_records_that_is_not_theirs_is_found(store: Path) -> None:
    Store.open(store).close()
    lines = store.read_bytes().split(b"\n")
    at = next(i for i, line in enumerate(lines) if uuid_of(1).encode() in line)
    count = sum(line.startswith(b'"') and not line.endswith(b"{") for line in lines) - 1
    store.write_bytes(b"\n".join([*lines[:at], *lines[at + 1 :]]))
    assert f"annotations.json: says that it holds {count} records, but holds {count - 1}" in found(store)


@pytest.mark.parametrize("what", ["backups", "history", "versions"])
def test_a_folder_that_cannot_be_used_is_found(store: Path, what: str) -> None:
    folder = store.with_name(f"annotations.{what}")
    shutil.rmtree(folder)
    folder.write_bytes(b"a file")
    assert f"annotations.{what}: cannot be used: it is no folder" in found(store)
    folder.unlink()
    folder.symlink_to("nowhere")
    assert f"annotations.{what}: cannot be used: it is no folder" in found(store)


def test_what_a_window_puts_away_meanwhile_is_no_fault(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Store.open(store).close()

    def rotated(path: Path) -> Snapshot:
        if path.parent.suffix == ".backups":
            path.unlink()
        return read_snapshot(path)

    monkeypatch.setattr(verify_files, "read_snapshot", rotated)
    assert found(store) == []


def test_what_was_set_aside_is_named(store: Path) -> None:
    aside = [store.with_name(f"annotations.json{name}.corrupt-20260101T000000000Z-000") for name in ("", ".journal")]
    for path in aside:
        path.touch()
    assert found(store) == [
        f"{path.name}: was damaged and is kept: see what is missing from the store, then remove it"
        for path in sorted(aside)
    ]
