"""A turned bit in a snapshot: what was saved stays, the damaged file is kept, and it is told."""

from __future__ import annotations

import random
import shutil
from typing import TYPE_CHECKING, NamedTuple

import pytest

from annotations.changes import Change, Edit
from annotations.store.storage import StoreError
from annotations.store.store import Store
from annotations.store.verify import verify
from articles.model import Story
from tests.annotations.conftest import make_annotation, make_article, uuid_of
from tests.annotations.store.test_storage import journal_of, names

if TYPE_CHECKING:
    from pathlib import Path

FOLDED, LIVE = 6, 3
"""How many annotations are in the snapshot, and how many in the journal that follows it."""


class Held(NamedTuple):
    """What a store holds of annotations: notes and quotations by id."""

    notes: dict[str, str]
    quotes: dict[str, str]


@pytest.fixture
def store(path: Path) -> Path:
    """A sitting that ended well and one that was killed; the article's text is kept."""
    store = Store.open(path, "ana")
    store.keep_story(Story("Talks", (make_article(),)))
    for number in range(FOLDED + LIVE):
        if number == FOLDED:
            store.close()
            store = Store.open(path, "ana")
        store.apply(Change("added", (Edit(None, make_annotation(number, note=f"note {number}")),)))
    store.let_go()
    return path


WHOLE = Held(
    {uuid_of(number): f"note {number}" for number in range(FOLDED + LIVE)},
    {uuid_of(number): "The minister denied it." for number in range(FOLDED + LIVE)},
)


def held(path: Path) -> tuple[Held, Store]:
    store = Store.open(path)
    found = list(store.everything())
    return Held({a.id: a.note for a in found}, {a.id: a.passage.exact for a in found}), store


def turn(path: Path, at: int, bit: int) -> bytes:
    data = bytearray(path.read_bytes())
    data[at] ^= 1 << bit
    path.write_bytes(data)
    return bytes(data)


def forget_backups(path: Path) -> None:
    for name in ("annotations.backups", "annotations.history"):
        shutil.rmtree(path.with_name(name))


def set_aside(path: Path) -> list[bytes]:
    return [path.with_name(name).read_bytes() for name in names(path) if name.startswith(f"{path.name}.corrupt-")]


def test_a_turned_bit_anywhere_costs_nothing_and_is_told(store: Path, full: bool) -> None:
    whole, live = store.read_bytes(), journal_of(store).read_bytes()
    chance = random.Random(1)
    for _ in range(1000 if full else 60):
        for name in names(store):
            if ".corrupt-" in name:
                store.with_name(name).unlink()
        for file in store.with_name("annotations.history").iterdir():
            if file.name.startswith("000002"):
                file.unlink()
        store.write_bytes(whole)
        journal_of(store).write_bytes(live)
        at = chance.choice([at for at in range(len(whole)) if whole[at - 10 : at] != b'"schema": '])  # see below
        damaged = turn(store, at, chance.randrange(8))
        found, opened = held(store)
        assert found == WHOLE
        (message,) = opened.messages()
        assert "is damaged" in message or "is not a store" in message
        assert not opened.lacks
        assert set_aside(store) == [damaged]
        assert held(store)[1].messages() == []
        assert [f.what for f in verify(store).findings if ".corrupt-" not in f.where] == []


@pytest.mark.parametrize("backups", [True, False], ids=["with backups", "without"])
def test_with_a_turned_bit_in_its_generation_the_snapshot_still_takes_its_journal(store: Path, backups: bool) -> None:
    if not backups:
        forget_backups(store)
    where = store.read_bytes().index(b'"generation": 2') + len('"generation": ')
    damaged = turn(store, where, 2)
    found, opened = held(store)
    assert found == WHOLE
    (message,) = opened.messages()
    assert message.startswith("annotations.json is damaged at its beginning; the damaged file is kept as ")
    assert set_aside(store) == [damaged]
    opened.close()
    assert held(store)[0] == WHOLE


@pytest.mark.parametrize("backups", [True, False], ids=["with backups", "without"])
def test_the_words_of_a_quotation_are_those_of_its_text(store: Path, backups: bool) -> None:
    if not backups:
        forget_backups(store)
    turn(store, store.read_bytes().index(b"denied it"), 1)
    found, opened = held(store)
    assert found == WHOLE
    (message,) = opened.messages()
    assert message.startswith("annotations.json is damaged: 1 record did not say what was saved; the damaged file is ")
    assert verify(store).findings[1:] == []


def test_the_words_of_a_note_are_those_of_the_backups(store: Path) -> None:
    turn(store, store.read_bytes().index(b"note 3"), 1)
    found, opened = held(store)
    assert found == WHOLE
    assert "1 record did not say what was saved" in opened.messages()[0]


def test_a_note_of_which_nothing_else_is_known_is_taken_over_and_told(store: Path) -> None:
    forget_backups(store)
    turn(store, store.read_bytes().index(b"note 3"), 1)
    found, opened = held(store)
    assert found.notes == {**WHOLE.notes, uuid_of(3): "lote 3"}
    assert opened.messages() == ["annotations.json was changed by another program; its changes are taken over"]


def test_what_a_person_changed_stays_beside_what_is_damaged(store: Path) -> None:
    turn(store, store.read_bytes().index(b"note 3"), 1)
    store.write_bytes(store.read_bytes().replace(b"note 4", b"by my own hand"))
    found, opened = held(store)
    assert found == (WHOLE.notes | {uuid_of(4): "by my own hand"}, WHOLE.quotes)
    assert "1 record did not say what was saved, and 1 was changed by another program" in opened.messages()[0]


def test_a_window_that_is_open_mends_it_too(store: Path) -> None:
    window = Store.open(store, "ben")
    turn(store, store.read_bytes().index(b"note 3"), 1)
    window.apply(Change("added", (Edit(None, make_annotation(20, note="more")),)))
    assert {a.id: a.note for a in window.everything()} == WHOLE.notes | {uuid_of(20): "more"}
    assert "1 record did not say what was saved" in window.messages()[0]
    window.close()
    assert held(store)[0].notes == WHOLE.notes | {uuid_of(20): "more"}


def test_a_schema_that_is_none_of_ours_is_refused_and_nothing_is_touched(store: Path) -> None:
    """Nobody can tell a damaged number from that of a newer program."""
    damaged = turn(store, store.read_bytes().index(b'"schema": 1') + len('"schema": '), 1)
    with pytest.raises(StoreError, match="newer newsreader"):
        Store.open(store)
    assert store.read_bytes() == damaged
