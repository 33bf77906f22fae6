"""A damaged store: all that can be had is there again, the damaged bytes are kept, and it is told what was done."""

from __future__ import annotations

import json
import random
import re
from typing import TYPE_CHECKING

import pytest

from annotations.changes import Change, Edit
from annotations.store.snapshot import decode
from annotations.store.storage import JournaledStorage, StoreError
from annotations.store.store import Store
from annotations.store.verify import verify
from tests.annotations.conftest import make_annotation, make_article, no_annotations, state_of, uuid_of
from tests.annotations.store.test_storage import act, found, journal_of, names, written

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from annotations.model import Annotation

ARTICLE = make_article().id


def sitting(path: Path, *edits: Edit, close: bool = True) -> Store:
    store = Store.open(path, "ana")
    store.apply(Change("changed", edits))
    if close:
        store.close()
    return store


def added(*numbers: int) -> list[Edit]:
    return [Edit(None, make_annotation(number, note=f"note {number}")) for number in numbers]


def one(number: int, **fields: object) -> Annotation:
    return make_annotation(number, **{"note": f"note {number}", **fields})  # type: ignore[arg-type]


@pytest.fixture
def store(path: Path) -> Path:
    """Three sittings and one that was killed, in which there were additions, edits, deletions and an undo."""
    sitting(path, *added(1, 2, 3))
    noted = one(2, note="noted", rev=2, modified="2026-02-02T00:00:00.000Z")
    sitting(path, Edit(one(1), None), Edit(one(2), noted), *added(4))
    sitting(path, *added(5, 6))
    killed = sitting(path, *added(7), close=False)
    killed.apply(Change("changed", (Edit(noted, one(2)),), undoes="x"))
    killed.apply(Change("changed", (Edit(one(3), None),)))
    return path


WHOLE = {uuid_of(number): f"note {number}" for number in (2, 4, 5, 6, 7)}
"""What the store above holds: annotation ids and notes."""


def opened(path: Path) -> tuple[dict[str, str], list[str]]:
    store = Store.open(path)
    assert no_annotations(path) == []
    return {annotation.id: annotation.note for annotation in store.everything()}, store.messages()


def _garbage(data: bytes) -> bytes:
    chance = random.Random(1)
    return bytes(chance.choice(b"}\n\0\xff\x1a") if chance.random() < 0.05 else byte for byte in data)


DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda data: b"",
    "NULs": lambda data: bytes(len(data)),
    "cut at half": lambda data: data[: len(data) // 2],
    "cut between two lines": lambda data: data[: data.index(b"\n", len(data) // 2) + 1],
    "no last line": lambda data: data[:-3],
    "4 KB of NULs": lambda data: data[:300] + bytes(4096) + data[300:],
    "NULs over lines": lambda data: data[:300] + bytes(900) + data[1200:],
    "trailing bytes": lambda data: data + b"}",
    "Latin-1": lambda data: data.replace(b"note 4", b"n\xf6te 4"),
    "UTF-16": lambda data: data.decode().encode("utf-16")[:-1],
    "conflict markers": lambda data: b"<<<<<<< mine\n" + data + b"=======\n" + data[:90] + b">>>>>>> theirs\n",
    "brackets": lambda data: b"[" * 200_000,
    "a list": lambda data: b"[" + data + b"]",
    "a table that is a list": lambda data: data.replace(b"{\n", b'{\n"list": [],\n', 1),
    "a record that is a text": lambda data: data.replace(b'"note": "note 5"', b'"note 5"'),
    "no meta": lambda data: data[data.index(b"},\n") :],
    "flipped in the meta": lambda data: data.replace(b'"generation"', b'"generatio'),
    "SQLite": lambda data: b"SQLite format 3\0" + bytes(4000),
    "garbage all over": _garbage,
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES.keys())
def test_a_damaged_snapshot_is_made_whole_from_backup_and_journals(
    store: Path, damage: Callable[[bytes], bytes]
) -> None:
    damaged = damage(store.read_bytes())
    store.write_bytes(damaged)
    notes, messages = opened(store)
    assert notes == WHOLE
    (message,) = messages
    assert str(store) in message
    assert re.search(r"rebuilt from backup annotations-000003-\S+\.json, \d+ intact records and the journal", message)
    kept = re.search(r"kept as (annotations\.json\.corrupt-\S+)", message)
    assert kept is not None
    assert (store.parent / kept[1]).read_bytes() == damaged
    assert opened(store) == (WHOLE, [])
    sitting(store, *added(8))
    assert opened(store) == (WHOLE | {uuid_of(8): "note 8"}, [])


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES.keys())
def test_where_there_is_nothing_beside_it_what_is_whole_is_kept(path: Path, damage: Callable[[bytes], bytes]) -> None:
    sitting(path, *added(1, 2, 3, 4, 5, 6))
    for folder in (path.with_name("annotations.backups"), path.with_name("annotations.history")):
        for file in folder.iterdir():
            file.unlink()
    damaged = damage(path.read_bytes())
    path.write_bytes(damaged)
    before = state_of(path)
    whole = [
        number for number in range(1, 7) if json.dumps(one(number).to_record(), ensure_ascii=False).encode() in damaged
    ]
    if not damaged:  # a file that was made and never written to
        assert list(Store.open(path).everything()) == []
        sitting(path, *added(7))
        assert opened(path) == ({uuid_of(7): "note 7"}, [])
        return
    if not whole:
        with pytest.raises(StoreError, match="not a store"):
            Store.open(path)
        assert state_of(path) == before
        assert names(path) == ["annotations.backups", "annotations.history", "annotations.json"]
        return
    notes, (message,) = opened(path)
    assert notes == {uuid_of(number): f"note {number}" for number in whole}
    assert f"{len(whole)} intact records" in message
    assert damaged in [file.read_bytes() for file in path.parent.iterdir() if ".corrupt-" in file.name]


def test_where_the_newest_backup_is_damaged_too_the_one_before_is_brought_up(store: Path) -> None:
    store.write_bytes(b"")
    newest = JournaledStorage(store).archive.backups()[0]
    newest.write_bytes(newest.read_bytes()[:100])
    notes, (message,) = opened(store)
    assert notes == WHOLE
    assert "backup annotations-000002-" in message


def test_without_the_journals_in_between_it_is_told_that_something_may_be_missing(store: Path) -> None:
    store.write_bytes(b"")
    for _, journal in JournaledStorage(store).archive.journals():
        journal.unlink()
    notes, (message,) = opened(store)
    assert "may be missing" in message
    assert WHOLE.items() - {(uuid_of(n), f"note {n}") for n in (5, 6)} <= notes.items()


def test_a_leftover_journal_beside_a_damaged_snapshot_is_made_use_of_once(store: Path) -> None:
    """As after a kill between the renaming of the snapshot and that of the journal."""
    leftover = journal_of(store).read_bytes()
    Store.open(store).close()
    retired = JournaledStorage(store).archive.journals()[-1][1]
    retired.unlink()
    journal_of(store).write_bytes(leftover)
    store.write_bytes(store.read_bytes()[:-40])
    assert opened(store)[0] == WHOLE
    assert len({action.id for action in JournaledStorage(store).actions()}) == 6


def test_a_missing_snapshot_is_made_anew_while_its_journal_is_there(store: Path) -> None:
    store.unlink()
    notes, (message,) = opened(store)
    assert notes == WHOLE
    assert "is missing; rebuilt from backup" in message


def test_a_store_that_was_taken_away_is_begun_anew_and_its_backups_stay_in_order(store: Path) -> None:
    Store.open(store).close()
    store.unlink()
    assert opened(store)[0] == {}
    sitting(store, *added(8))
    sitting(store, *added(9))
    assert opened(store)[0] == {uuid_of(8): "note 8", uuid_of(9): "note 9"}
    archive = JournaledStorage(store).archive
    counts = [sum(map(len, decode(backup.read_bytes()).tables.values())) for backup in archive.backups()]
    assert counts == [1, 0, 5, 5, 3, 3, 0]


def test_two_windows_that_find_the_damage_mend_it_once(store: Path) -> None:
    windows = [Store.open(store, name) for name in ("ana", "ben")]
    store.write_bytes(store.read_bytes()[:-40])
    for number, window in enumerate(windows, 8):
        window.apply(Change("added", tuple(added(number))))
    expected = WHOLE | {uuid_of(8): "note 8", uuid_of(9): "note 9"}
    for window in windows:
        assert {a.id: a.note for a in window.everything()} == expected
    assert [len(window.messages()) for window in windows] == [1, 0]
    assert len([name for name in names(store) if ".corrupt-" in name]) == 1
    assert opened(store)[0] == expected


def test_duplicate_records_are_both_kept(path: Path) -> None:
    sitting(path, *added(1, 2))
    line = next(line for line in path.read_bytes().splitlines() if b"note 1" in line)
    path.write_bytes(
        path.read_bytes().replace(
            line, line.replace(b"note 1", b"other").replace(b'"rev": 1', b'"rev": 3') + b"\n" + line
        )
    )
    notes, messages = opened(path)
    assert sorted(notes.values()) == ["note 1", "note 2", "other"]
    assert notes[uuid_of(1)] == "other"
    assert any("stood there twice: both are kept" in message for message in messages)
    sitting(path, *added(3))
    assert sorted(opened(path)[0].values()) == ["note 1", "note 2", "note 3", "other"]
    assert opened(path)[1] == []


# The journal


def test_a_torn_last_line_costs_only_itself_and_is_told_once(store: Path) -> None:
    with journal_of(store).open("ab") as file:
        file.write(b'{"crc": "00000000", "entry": {"id": ')
    assert opened(store)[0] == WHOLE
    window = sitting(store, *added(8), close=False)
    (message,) = window.messages()
    assert "cut off" in message
    assert opened(store) == (WHOLE | {uuid_of(8): "note 8"}, [])
    window.close()
    assert opened(store) == (WHOLE | {uuid_of(8): "note 8"}, [])


def test_a_damaged_line_costs_only_itself_and_is_told_once(store: Path) -> None:
    journal_of(store).write_bytes(journal_of(store).read_bytes().replace(b"note 7", b"mote 7"))
    window = sitting(store, *added(8), close=False)
    (message,) = window.messages()
    said = "1 damaged line of annotations.json.journal could not be read and was left out; the damaged file is kept as "
    assert message.startswith(said)
    kept = store.parent / message.removeprefix(said).split()[0]
    assert b"mote 7" in kept.read_bytes()
    expected = {**WHOLE, uuid_of(8): "note 8"}
    del expected[uuid_of(7)]
    assert opened(store) == (expected, [])
    assert not any(b"mote 7" in file.read_bytes() for file in store.parent.rglob("*.journal"))
    window.close()
    assert opened(store) == (expected, [])


@pytest.mark.parametrize("damage", [b"", b"{", bytes(60), b"\n\n"])
def test_a_journal_without_its_header_is_gone_on_with_in_a_new_one(store: Path, damage: bytes) -> None:
    header, _, rest = journal_of(store).read_bytes().partition(b"\n")
    assert b"follows" in header
    journal_of(store).write_bytes(damage + b"\n" + rest)
    assert opened(store)[0] == WHOLE
    sitting(store, *added(8), close=False)
    assert opened(store) == (WHOLE | {uuid_of(8): "note 8"}, [])
    assert b"follows" in journal_of(store).read_bytes().partition(b"\n")[0]


@pytest.mark.parametrize("content", [b"{", bytes(100)])
def test_an_unfinished_journal_costs_nothing(path: Path, content: bytes) -> None:
    """As one leaves behind who is killed while beginning it."""
    sitting(path, *added(1))
    journal_of(path).write_bytes(content)
    cut = "the last line of annotations.json.journal was cut off and is left out: it was never called saved, unless "
    assert opened(path) == ({uuid_of(1): "note 1"}, [f"{cut}somebody cut it"])
    assert Store.open(path).lacks
    sitting(path, *added(2))
    assert opened(path) == ({uuid_of(1): "note 1", uuid_of(2): "note 2"}, [])
    assert not journal_of(path).exists()


def test_an_old_journal_on_a_newer_snapshot_changes_nothing(store: Path) -> None:
    Store.open(store).close()
    sitting(store, Edit(one(5), None))
    expected = {id_: note for id_, note in WHOLE.items() if id_ != uuid_of(5)}
    retired = [(follows, path.read_bytes()) for follows, path in JournaledStorage(store).archive.journals()]
    for _ in range(2):
        for follows, old in retired:
            journal_of(store).write_bytes(old)
            assert opened(store) == (expected, []), follows
            sitting(store, *added(8))
            sitting(store, Edit(one(8), None))
            assert opened(store) == (expected, []), follows
    Store.open(store).close()
    assert opened(store) == (expected, [])


# Other programs and older files


def test_a_hand_edit_while_the_store_is_open_is_taken_over_and_what_was_before_is_kept(store: Path) -> None:
    window = Store.open(store)
    path_before = store.read_bytes()
    store.write_text(store.read_text().replace("note 5", "by hand"))
    assert window.refresh()
    expected = WHOLE | {uuid_of(5): "by hand"}
    assert {a.id: a.note for a in window.everything()} == expected
    (message,) = window.messages()
    assert "changed by another program" in message
    newest = JournaledStorage(store).archive.backups()[0]
    assert found(newest)[ARTICLE].keys() == {str(int(id_.replace("-", ""), 16)) for id_ in WHOLE}
    assert path_before != store.read_bytes()
    window.apply(Change("added", tuple(added(8))))
    window.close()
    assert opened(store) == (expected | {uuid_of(8): "note 8"}, [])
    assert b"by hand" in JournaledStorage(store).archive.backups()[0].read_bytes()


def test_a_hand_edit_is_not_missed_by_a_window_that_another_one_folds_for(store: Path) -> None:
    mine, other = Store.open(store), Store.open(store)
    mine.compact()
    other.refresh()
    store.write_text(store.read_text().replace("note 5", "by hand"))
    mine.apply(Change("added", tuple(added(8))))
    mine.compact()
    assert {a.id: a.note for a in other.everything()} == WHOLE | {uuid_of(5): "by hand", uuid_of(8): "note 8"}


@pytest.mark.parametrize("window_open", [False, True])
def test_an_older_file_that_was_put_back_is_gone_on_with_and_that_is_told(store: Path, window_open: bool) -> None:
    Store.open(store).close()
    window = Store.open(store) if window_open else None
    old = JournaledStorage(store).archive.backups()[1]
    expected = {a.id: a.note for a in Store.open(old).everything()}
    store.write_bytes(old.read_bytes())
    window = window or Store.open(store)
    assert {a.id: a.note for a in window.everything()} == expected
    (message,) = window.messages()
    assert "is older than what was saved last" in message
    window.apply(Change("added", tuple(added(8))))
    assert opened(store) == (expected | {uuid_of(8): "note 8"}, [])
    window.close()
    assert opened(store) == (expected | {uuid_of(8): "note 8"}, [])
    assert any({a.id: a.note for a in Store.open(b).everything()} == WHOLE for b in window.archive.backups())


def test_what_was_saved_since_is_done_to_an_older_file_that_was_put_back(store: Path) -> None:
    """While a journal is there it holds what is nowhere else."""
    old = JournaledStorage(store).archive.backups()[0]
    store.write_bytes(old.read_bytes())
    notes, messages = opened(store)
    assert notes == {uuid_of(n): f"note {n}" for n in (2, 4, 7)}
    assert any("what that one tells was done to it again" in message for message in messages)
    sitting(store, *added(8))
    assert opened(store) == ({uuid_of(n): f"note {n}" for n in (2, 4, 7, 8)}, [])


def test_backups_and_journals_of_others_do_not_matter(path: Path) -> None:
    storage = written(path)
    storage.close()
    (path.with_name("annotations.history") / "notes.journal").write_bytes(b"mine")
    (path.with_name("annotations.backups") / "annotations-old.json").write_bytes(b"mine")
    act(storage, {})
    storage.close()
    assert [follows for follows, _ in storage.archive.journals()] == [1, 2]
    assert found(path) == {}


# A journal that somebody took away


def taken_away(store: Path, how: str) -> None:
    journal = journal_of(store)
    if how == "deleted":
        journal.unlink()
    elif how == "emptied":
        journal.write_bytes(b"")
    else:
        lines = journal.read_bytes().splitlines(keepends=True)
        journal.write_bytes(b"".join(lines[:2]) + lines[2][:30])


@pytest.mark.parametrize("how", ["deleted", "emptied", "cut short"])
@pytest.mark.parametrize("own", [True, False], ids=["own actions", "another's"])
def test_what_a_window_held_is_kept_where_its_journal_is_taken_away(path: Path, how: str, own: bool) -> None:
    sitting(path, *added(1, 2))
    writer = Store.open(path, "ana")
    window = writer if own else Store.open(path, "ben")
    for number in (3, 4, 5):
        writer.apply(Change("added", tuple(added(number))))
        window.refresh()
    held = {a.id: a.note for a in window.everything()}
    taken_away(path, how)
    assert window.refresh()
    (message, *_) = window.messages()
    said = f"annotations.json.journal was {how} by another program: what was saved in it is missing now, but kept as "
    newest = JournaledStorage(path).archive.backups()[0]
    assert message == f"{said}a backup: newsreader restore {newest.name} brings it back"
    assert {a.id: a.note for a in Store.open(newest).everything()} == held
    window.apply(Change("added", tuple(added(9))))
    assert uuid_of(9) in opened(path)[0]


def test_what_a_window_held_is_kept_once_where_a_folder_takes_its_journals_place(path: Path) -> None:
    sitting(path, *added(1, 2))
    window = Store.open(path, "ana")
    for number in (3, 4, 5):
        window.apply(Change("added", tuple(added(number))))
    held = {a.id: a.note for a in window.everything()}
    journal_of(path).unlink()
    journal_of(path).mkdir()
    for _ in range(2):
        with pytest.raises(StoreError) as refused:
            window.refresh()
    newest, *rest = window.archive.backups()
    assert f"newsreader restore {newest.name} has what was saved until then" in str(refused.value)
    assert {a.id: a.note for a in Store.open(newest).everything()} == held
    assert [decode(backup.read_bytes()).tables != decode(newest.read_bytes()).tables for backup in rest[:1]] == [True]
    journal_of(path).rmdir()
    window.apply(Change("added", tuple(added(9))))
    assert uuid_of(9) in opened(path)[0]


def test_an_annotation_of_the_journal_that_is_none_is_told_and_takes_no_other_along(path: Path) -> None:
    for record in ({}, {"id": 5}, {"id": uuid_of(3)}):
        path.unlink(missing_ok=True)
        journal_of(path).unlink(missing_ok=True)
        window = sitting(path, *added(1, 2), close=False)
        tables = found(path)
        act(window._storage, {**tables, ARTICLE: {**tables[ARTICLE], "7": record}})
        other = Store.open(path)
        assert {a.id: a.note for a in other.everything()} == {uuid_of(1): "note 1", uuid_of(2): "note 2"}
        assert other.messages() == [
            "1 annotation of annotations.json.journal cannot be read: newsreader verify names what is wrong"
        ]
        assert other.lacks
        assert verify(path).findings


def test_a_journal_that_another_window_folded_was_not_taken_away(path: Path) -> None:
    sitting(path, *added(1, 2))
    mine, other = Store.open(path, "ana"), Store.open(path, "ben")
    for number in range(3, 9):
        mine.apply(Change("added", tuple(added(number))))
        other.refresh()
        if number % 2:
            other.apply(Change("added", tuple(added(number + 10))))
            other.compact()
    mine.refresh()
    assert {a.id for a in mine.everything()} == {uuid_of(number) for number in (*range(1, 9), 13, 15, 17)}
    assert mine.messages() == other.messages() == []


def test_a_journal_that_was_emptied_between_two_sittings_is_told(store: Path) -> None:
    journal_of(store).write_bytes(b"")
    window = Store.open(store)
    (message,) = window.messages()
    assert message.startswith(
        "annotations.json.journal is empty: if somebody emptied it, what was saved last is missing"
    )
    assert window.lacks
    sitting(store, *added(8))
    assert opened(store)[1] == []


def test_a_journal_that_lost_its_beginning_is_told(store: Path) -> None:
    _, _, rest = journal_of(store).read_bytes().partition(b"\n")
    journal_of(store).write_bytes(rest)
    assert opened(store) == (
        WHOLE,
        ["the first line of annotations.json.journal is missing, and with it perhaps others that were saved"],
    )


@pytest.mark.parametrize("content", [b"", b"another program's file"])
def test_a_store_that_is_overwritten_while_it_is_open_is_made_whole_of_what_the_window_has(
    path: Path, content: bytes
) -> None:
    sitting(path, *added(1, 2))
    window = Store.open(path, "ana")
    for folder in (path.with_name("annotations.backups"), path.with_name("annotations.history")):
        for file in folder.iterdir():
            file.unlink()
    path.write_bytes(content)
    window.apply(Change("added", tuple(added(3))))
    expected = {uuid_of(number): f"note {number}" for number in (1, 2, 3)}
    assert {a.id: a.note for a in window.everything()} == expected
    assert opened(path) == (expected, [])
    assert content in [file.read_bytes() for file in path.parent.iterdir() if ".corrupt-" in file.name]


# What is not there


def test_a_missing_store_is_told_and_what_was_saved_last_becomes_the_newest_backup(store: Path) -> None:
    Store.open(store).close()
    store.unlink()
    window = Store.open(store)
    count = len(window.archive.backups())
    said = (
        f"annotations.json is missing, but {count} backups stand beside it: newsreader restore brings the newest back"
    )
    assert window.messages() == [said]
    assert window.lacks
    assert {a.id: a.note for a in Store.open(window.archive.backups()[0]).everything()} == WHOLE
    window.apply(Change("added", tuple(added(8))))
    assert not window.lacks
    assert opened(store) == ({uuid_of(8): "note 8"}, [])


def test_a_torn_line_that_was_mended_is_not_found_again(store: Path) -> None:
    with journal_of(store).open("ab") as file:
        file.write(b'{"crc": "00000000", "entry": {"id": ')
    sitting(store, *added(8))
    assert [f for f in verify(store).findings if "history" in f.where or "journal" in f.where] == []
    assert len(Store.open(store, "ana")._storage.actions()) == 7
