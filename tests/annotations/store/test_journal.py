"""The journal: a damaged line costs only itself, and what was taken out again is noticed."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotations.store import journal
from annotations.store.journal import Action, RecordEdit
from annotations.store.storage import JournaledStorage
from tests.each import for_each

if TYPE_CHECKING:
    from pathlib import Path


def action(number: int, note: str = "“ü”") -> Action:
    edit = RecordEdit("post", str(number), None, {"note": note, "crc": {"crc": "x"}})
    return Action(f"id {number}", "2026-01-01", "run", "ana", f"action {number}", (edit,))


ACTIONS = [action(number) for number in range(5)]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "a.journal"
    journal.create(path, 3, ACTIONS[0].line())
    for each in ACTIONS[1:]:
        journal.append(path, each.line())
    return path


def test_what_is_written_is_read(path: Path) -> None:
    tail = journal.read(path)
    assert (tail.follows, tail.actions, tail.damaged, tail.torn) == (3, ACTIONS, 0, False)
    assert tail.position.end == path.stat().st_size


def test_what_is_added_is_read_on(path: Path) -> None:
    position = journal.read(path).position
    appended = journal.append(path, action(5).line())
    tail = journal.read_on(path, position)
    assert tail is not None
    assert tail.actions == [action(5)]
    assert tail.position == appended == journal.read(path).position
    empty = journal.read_on(path, appended)
    assert empty is not None
    assert (empty.actions, empty.position) == ([], appended)


@pytest.mark.parametrize("instead", ["", "action", "other"])
def test_what_was_taken_out_again_is_noticed(path: Path, instead: str) -> None:
    before = path.stat().st_size
    journal.append(path, action(5, "phantom").line())
    position = journal.read(path).position
    with path.open("r+b") as file:
        file.truncate(before)
    if instead:
        journal.append(path, action(6, "phantom" if instead == "action" else "much longer than phantom").line())
    assert journal.read_on(path, position) is None


def test_a_torn_line_costs_only_itself(path: Path) -> None:
    whole = path.read_bytes()
    begin = whole[:-1].rindex(b"\n") + 1
    for end in range(begin + 1, len(whole)):
        path.write_bytes(whole[:end])
        tail = journal.read(path)
        assert (tail.actions, tail.damaged, tail.torn, tail.position.end) == (ACTIONS[:-1], 0, True, begin)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=200, deadline=None)
@given(at=st.floats(0, 1, exclude_max=True), bit=st.integers(0, 7))
def test_a_flipped_bit_costs_only_its_line(path: Path, at: float, bit: int) -> None:
    whole = path.read_bytes()
    where = int(at * len(whole))
    line = whole[:where].count(b"\n")
    data = bytearray(whole)
    data[where] ^= 1 << bit
    path.write_bytes(data)
    try:
        tail = journal.read(path)
    finally:
        path.write_bytes(whole)
    others = [each for number, each in enumerate(ACTIONS, 1) if number != line]
    assert [each for each in tail.actions if each in others] == others
    assert tail.damaged or tail.torn or tail.actions == ACTIONS


def test_a_line_of_a_newer_program_is_read(path: Path) -> None:
    entry = {**dict.fromkeys(("id", "at", "run", "annotator", "what", "undoes", "redoes"), "x"), "new": 1}
    edit: dict[str, object] = {"table": "post", "id": "1", "before": None, "after": {}, "why": "new"}
    journal.append(path, journal._line({**entry, "edits": [edit]}))
    assert journal.read(path).actions[-1].edits == (RecordEdit("post", "1", None, {}),)


def test_what_is_made_of_a_line_is_what_a_reader_finds() -> None:
    edit = RecordEdit("post", "1", None, {"tags": ("a",), "half": "\ud83d", "big": 1 << 70})
    made = Action.from_line(action(1).__class__("i", "a", "r", "n", "w", (edit,)).line())
    assert made.edits[0].after == {"tags": ["a"], "half": "\ud83d", "big": 1 << 70}


def test_a_journal_that_is_there_is_not_begun_anew(path: Path) -> None:
    before = path.read_bytes()
    with pytest.raises(FileExistsError):
        journal.create(path, 4, action(9).line())
    assert path.read_bytes() == before


EDIT: dict[str, object] = {"table": "post", "id": "1", "before": None, "after": {}}
WORDS: dict[str, object] = dict.fromkeys(("id", "at", "run", "annotator", "what", "undoes", "redoes"), "x")


def _values(*values: object) -> tuple[object, ...]:
    return values


WRONG = [
    [],
    "text",
    {},
    {"follows": "1"},
    {"follows": True},
    {"follows": -1},
    {"follows": 10**30},
    {**WORDS},
    {**WORDS, "edits": None},
    {**WORDS, "edits": {}},
    {**WORDS, "edits": "ab"},
    {**WORDS, "edits": [None]},
    {**WORDS, "edits": ["ab"]},
    {**WORDS, "id": 5, "edits": [EDIT]},
    {**WORDS, "undoes": None, "edits": [EDIT]},
    *({**WORDS, "edits": [{**EDIT, "table": value}]} for value in _values(None, 5, "", "_meta", [])),
    *({**WORDS, "edits": [{**EDIT, "id": value}]} for value in _values(None, 5, "", "x", "-1", "01", "1" * 60)),
    *(
        {**WORDS, "edits": [{**EDIT, name: value}]}
        for name in ("before", "after")
        for value in _values("x", 5, [], [{}], True)
    ),
    {**WORDS, "edits": [{"table": "post", "id": "1"}]},
]


@for_each("entry", WRONG)
def test_a_line_that_says_what_no_program_wrote_is_a_damaged_one(tmp_path: Path, entry: dict[str, object]) -> None:
    store = tmp_path / "annotations.json"
    for file in tmp_path.glob("annotations*"):
        shutil.rmtree(file) if file.is_dir() else file.unlink()
    storage = JournaledStorage(store)
    with storage.transaction():
        storage.write({"post": {"1": {"note": "kept"}}})
    storage.let_go()
    for where in (0, 2):
        lines = journal.beside(store).read_bytes().splitlines(keepends=True)
        lines.insert(where, journal._line(entry))
        journal.beside(store).write_bytes(b"".join(lines))
    tail = journal.read(journal.beside(store))
    assert (len(tail.actions), tail.damaged) == (1, 2)
    opened = JournaledStorage(store)
    assert opened.read() == {"post": {"1": {"note": "kept"}}}
    assert opened.lacks
    with opened.transaction():
        opened.write({"post": {"1": {"note": "kept"}, "2": {}}})
    opened.close()
    assert JournaledStorage(store).read() == {"post": {"1": {"note": "kept"}, "2": {}}}
