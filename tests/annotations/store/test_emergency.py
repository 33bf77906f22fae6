"""What could not be saved is kept in a file, whatever it is, and the next start saves it, once."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from annotations.bookmarks import Bookmark
from annotations.changes import Change, Edit
from annotations.codebook.recoding import created, rewritten
from annotations.decisions import Decision, DecisionEdit
from annotations.ids import new_id
from annotations.model import Passage, Placement
from annotations.store import emergency
from annotations.store.durable import write_new as write_new_file
from annotations.store.emergency import Work
from annotations.store.storage import JournaledStorage
from annotations.store.store import Store
from annotations.store.verify import verify
from articles.model import Story
from tests.annotations.conftest import locked, make_annotation, make_article, uuid_of

if TYPE_CHECKING:
    from pathlib import Path

    from articles.model import Article

POST, COURIER = make_article(), make_article("Courier", "Talks fail again.\n\nThe minister denied it.")
STORY = Story("Talks", (POST, COURIER))


@pytest.fixture
def store(path: Path) -> Path:
    """A store with one annotation."""
    store = Store.open(path, "ana")
    store.keep_story(STORY)
    store.apply(Change("added", (Edit(None, make_annotation(1)),), id=new_id()))
    store.close()
    return path


def passage(article: Article, start: int, end: int) -> Passage:
    return Passage.of(article, start, end)


def works(store: Path) -> list[Work]:
    """One of each kind."""
    opened = Store.open(store, "ana")
    book, one = opened.codebook, make_annotation(1)
    decision = Decision.about(
        passage(POST, 13, 36), passage(COURIER, 19, 42), "linked", annotator="ana", created="2026-01-01T00:00:00Z"
    )
    place = Placement("0" * 64, 3, 9, "moved", 0.9, of=one.passage.target)
    return [
        Work.of_change(Change("claim added", (Edit(None, make_annotation(2, 0, 10)),), id=new_id())),
        Work.of_change(Change("note written", (Edit(one, replace(one, note="later", rev=2)),), id=new_id())),
        Work.of_change(with_id(created(book, "rumour")[0])),
        Work.of_change(with_id(rewritten(book, book.tags[0], name="assertion"))),
        Work.of_change(Change("linked", (), id=new_id(), links=(DecisionEdit(None, decision),))),
        Work.of_bookmark(Bookmark(POST.id, POST.version.sha256, 13), on=True),
        Work.of_place(POST.id, one.id, place),
    ]


def with_id(change: Change) -> Change:
    return change._replace(id=new_id())


def start(store: Path) -> tuple[Store, list[str]]:
    """What a command does first."""
    storage = JournaledStorage(store)
    storage.read()
    emergency.take_in(storage, everywhere=True)
    opened = Store(storage, "ben")
    return opened, opened.messages()


def state(store: Path) -> list[object]:
    opened = Store.open(store, "ana")
    return [
        {a.id: (a.note, a.tags, a.annotator) for a in opened.everything()},
        [(tag.id, tag.name) for tag in opened.codebook.tags],
        [decision.verdict for decision in opened.decisions(STORY)],
        opened.bookmarks([POST.id]),
        opened.placements(POST.id, "0" * 64),
    ]


def test_all_that_was_not_saved_is_taken_in_by_the_next_start_and_told(store: Path) -> None:
    kept = emergency.keep(store, works(store), "ana")
    assert kept.parent == store.parent
    assert kept.stat().st_mode & 0o777 == 0o600
    assert f"{kept.name}: holds changes that are not in the store: the next start of newsreader takes them in" in [
        f"{finding.where}: {finding.what}" for finding in verify(store).findings
    ]
    opened, messages = start(store)
    assert messages == ["7 changes that were not saved when newsreader ended are in the store now"]
    assert not opened.lacks
    assert not kept.exists()
    annotations, tags, verdicts, bookmarks, places = state(store)
    assert annotations == {uuid_of(1): ("later", ("claim",), "ana"), uuid_of(2): ("", ("claim",), "ana")}
    assert [name for _, name in tags] == ["assertion", "denial", "threat", "unverified", "rumour"]  # type: ignore[attr-defined]
    assert (verdicts, len(bookmarks), len(places)) == (["linked"], 1, 1)  # type: ignore[arg-type]
    assert [c.what for c in Store.open(store, "ana").history([POST.id])][:3] == ["added", "claim added", "note written"]
    assert start(store)[1] == []


def test_what_is_in_the_store_already_is_not_made_twice(store: Path) -> None:
    """As when the program was killed after it had saved and before it removed the file."""
    waiting = works(store)
    for _ in range(2):
        emergency.keep(store, waiting, "ana")
        start(store)
    once = state(store)
    emergency.keep(store, waiting, "ana")
    assert start(store)[0].messages() == []
    assert state(store) == once


def test_while_the_store_is_locked_the_file_waits(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(emergency, "PATIENCE_SECONDS", 0.01)
    kept = emergency.keep(store, works(store)[:1], "ana")
    with locked(store):
        opened, (message,) = start(store)
    said = f"work that was not saved when newsreader ended is kept as {kept.name}: another window is busy with it"
    assert message == said
    assert opened.lacks
    assert start(store)[1] == ["1 change that was not saved when newsreader ended is in the store now"]


def test_where_nothing_can_be_written_beside_the_store_it_is_kept_elsewhere(
    store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def write_new(path: Path, data: bytes) -> None:
        if path.parent == store.parent:
            raise PermissionError(13, "Permission denied")
        write_new_file(path, data)

    monkeypatch.setattr(emergency, "write_new", write_new)
    kept = emergency.keep(store, works(store)[:1], "ana")
    assert kept.parent.name == "unsaved"
    assert emergency.kept(tmp_path / "another.json") == []
    assert start(store)[1] == ["1 change that was not saved when newsreader ended is in the store now"]
    assert not kept.exists()


def test_it_is_kept_where_the_state_is_that_was_named_and_sought_in_the_users_own_too(
    store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    full: list[Path] = [store.parent]

    def write_new(path: Path, data: bytes) -> None:
        if path.parent in full:
            raise OSError(28, "No space left on device")
        write_new_file(path, data)

    monkeypatch.setattr(emergency, "write_new", write_new)
    monkeypatch.setenv("NEWSREADER_STATE", str(tmp_path / "look" / "state.json"))
    named = emergency.keep(store, works(store)[:1], "ana")
    assert named.parent == tmp_path / "look" / "unsaved"
    full.append(named.parent)
    own = emergency.keep(store, works(store)[1:2], "ana")
    assert own.parent not in full
    assert emergency.kept(store) == [named, own]
    full.append(own.parent)
    with pytest.raises(OSError, match="No space left"):
        emergency.keep(store, works(store)[:1], "ana")


def test_an_undo_that_can_no_longer_be_made_as_one_is_merged(store: Path) -> None:
    one = make_annotation(1)
    (added,) = Store.open(store, "ana").history([POST.id])
    undone = added.inverse()
    emergency.keep(store, [Work.of_change(undone)], "ana")
    Store.open(store, "ben").apply(Change("noted", (Edit(one, replace(one, note="by ben", rev=2)),)))
    _, messages = start(store)
    assert messages == ["1 change that was not saved when newsreader ended is in the store now"]
    assert [a.note for a in Store.open(store).everything()] == ["by ben"]


def test_a_damaged_file_is_taken_in_as_far_as_it_is_whole_and_kept(store: Path) -> None:
    kept = emergency.keep(store, works(store)[:2], "ana")
    kept.write_bytes(kept.read_bytes().replace(b'"later"', b'"latex"'))
    opened, messages = start(store)
    refused = kept.name + emergency.REFUSED
    assert messages == [
        "1 change that was not saved when newsreader ended is in the store now",
        f"1 of the changes that are kept as {refused} could not be taken in",
    ]
    assert opened.lacks
    assert start(store)[1] == []
    assert any(finding.where == refused for finding in verify(store).findings)
