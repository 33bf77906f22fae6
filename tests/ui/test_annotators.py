"""Several annotators and windows on one store: what the keys ask, and what the screen says."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from annotations.changes import Change, Edit
from annotations.ids import new_id
from annotations.store.store import Store
from tests.stories import story
from tests.ui.opened import reader
from tests.ui.test_list import FIRST, fill, shows
from tui.screens.ask import Choose, Confirm

if TYPE_CHECKING:
    from pathlib import Path

BENS: list[tuple[int, str, dict[str, object]]] = [(0, FIRST, {"tags": ("denial",), "note": "seen", "annotator": "ben"})]


async def test_what_another_gave_is_named_and_goes_only_when_the_question_is_answered(path: Path) -> None:
    of_story = story()
    fill(path, of_story, BENS)
    async with reader(path, of_story) as of:
        await of.press("j")
        assert of.message().startswith("denial by ben · seen")
        await of.press("x")
        assert isinstance(of.app.screen, Confirm)
        await of.press("n")
        assert of.message() == "Left as it was"
        await of.press("d")
        assert sorted(a.annotator for a in of.session.annotations.book) == ["ana", "ben"]
        await of.press("d", "x", "y")
        assert not len(of.session.annotations.book)
        assert of.message() == "denial by ben removed · z takes it back"


async def test_a_note_in_the_list_is_ones_own_or_the_others_as_one_chooses(path: Path) -> None:
    of_story = story()
    fill(path, of_story, BENS)
    async with reader(path, of_story) as of:
        await of.press("L", "a")
        assert isinstance(of.app.screen, Choose)
        assert shows(of, "This is denial by ben: write", "your own note, beside it", "the note by ben")
        await of.press("enter", *"mine", "enter")
        assert {a.annotator: a.note for a in of.session.annotations.book} == {"ana": "mine", "ben": "seen"}
        await of.press("g")
        at_bens = [entry.annotation.annotator for entry in of.app.screen._list.shown].index("ben")  # type: ignore[attr-defined]
        await of.press(*["j"] * at_bens, "a", "down", "enter", "!", "enter")
        assert {a.annotator: a.note for a in of.session.annotations.book} == {"ana": "mine", "ben": "seen!"}
        await of.press("T", *"denial", "enter")
        assert shows(of, "Take denial by ben off?")
        await of.press("escape")


async def test_a_note_written_in_another_window_while_one_is_typed_is_told_at_enter(path: Path) -> None:
    of_story = story()
    async with reader(path, of_story) as of:
        await of.press("j", "c", "a", *"second")
        await of.saved()
        other = Store.open(path, "ana")
        (there,) = other.everything()
        other.apply(Change("note written", (Edit(there, replace(there.revised(note="first"))),), new_id()))
        await of.press("enter")
        await of.until(lambda: isinstance(of.app.screen, Choose))
        await of.settle()
        assert shows(of, "The note was written in another window meanwhile: “first”", "keep both")
        await of.press("down", "down", "enter")
        await of.saved()
        assert [a.note for a in other.everything()] == ["second"]
        await of.press("z")
        await of.saved()
        assert [a.note for a in other.everything()] == ["first"]
        other.close()
