"""Tagging by keyboard, and what is then on the disk."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from textual import events
from tinydb import TinyDB

from annotations.model import Annotation
from articles.model import ParagraphId
from tests.stories import story
from tests.ui.opened import Open, reader
from tui.screens.annotation_list import AnnotationList
from tui.screens.note import EditNote
from tui.screens.pick_tag import PickTag

if TYPE_CHECKING:
    from pathlib import Path

FIRST = "The minister denied it on Monday."


def on_disk(path: Path) -> list[Annotation]:
    """The annotations that stock TinyDB finds in the file, in the order of the text."""
    with TinyDB(path) as db:
        records: list[Any] = [record for name in sorted(db.tables()) if name[0] != "_" for record in db.table(name)]
    return sorted(map(Annotation.from_record, records), key=lambda a: (a.passage.article, a.span))


def quotes(of: Open) -> list[tuple[str, tuple[str, ...]]]:
    return [(annotation.passage.exact, annotation.tags) for annotation in of.session.annotations.book]


async def test_the_four_tags_and_the_digits_reach_the_disk(path: Path) -> None:
    async with reader(path, story()) as of:
        await of.press("j", "c", ")", "d", "t", "j", "4", ".")
        assert of.message().startswith("unverified taken off")
        await of.press("2")
        await of.saved()
        assert of.line("title").endswith("saved")
        wanted = list(of.session.annotations.book)
        assert [a.tags for a in wanted] == [("claim",), ("denial", "threat"), ("denial",)]
    assert on_disk(path) == wanted
    assert all(a.annotator == "ana" for a in wanted)


async def test_a_passage_of_four_words_takes_five_keys(path: Path) -> None:
    async with reader(path, story()) as of:
        await of.press("j")
        await of.press("v", "w", "w", "w", "c")
        assert quotes(of) == [("The minister denied it", ("claim",))]
        assert of.message() == "claim added · z takes it back"
    assert [a.passage.exact for a in on_disk(path)] == ["The minister denied it"]


@pytest.mark.parametrize(
    ("keys", "words"),
    [
        (["V", ")", "c"], "The minister denied it on Monday. “We will see,” he said in Rome."),
        (["w", "shift+right", "shift+right", "c"], "minister denied"),
        (["w", "w", "shift+left", "shift+left", "c"], "minister denied"),
        (["shift+down", "shift+down", "c"], "The minister denied it on Monday. “We will see,” he said in Rome."),
        (["w", "w", "v", "w", "o", "b", "c"], "minister denied it"),
        (["w", "v", "escape", "c"], FIRST),
        (["w", "v", "v", "c"], FIRST),
    ],
)
async def test_selecting_by_keys(path: Path, keys: list[str], words: str) -> None:
    async with reader(path, story()) as of:
        await of.press("j", *keys)
        assert quotes(of) == [(words, ("claim",))]


async def test_the_same_key_takes_a_tag_off_and_undo_and_redo_name_it(path: Path) -> None:
    async with reader(path, story()) as of:
        seen = []
        for key in ("c", "c", "z", "z", "Z", "Z", "Z", "z", "ctrl+z", "ctrl+y"):
            await of.press(key)
            seen.append((of.message().split(" · ")[0], len(of.session.annotations.book)))
        assert seen == [
            ("claim added", 1),
            ("claim taken off", 0),
            ("Taken back: claim taken off", 1),
            ("Taken back: claim added", 0),
            ("Done again: claim added", 1),
            ("Done again: claim taken off", 0),
            ("Nothing to do again", 0),
            ("Taken back: claim taken off", 1),
            ("Taken back: claim added", 0),
            ("Done again: claim added", 1),
        ]
        wanted = list(of.session.annotations.book)
    assert on_disk(path) == wanted


async def test_several_tags_and_overlapping_passages_are_all_readable(path: Path) -> None:
    async with reader(path, story()) as of:
        await of.press("j", "c", "w", "w", "v", "w", "d", "escape", "k", "j", "t")
        assert quotes(of) == [(FIRST, ("claim", "threat")), ("denied it", ("denial",))]
        line = next(line for line in of.drawn() if "The minister" in line)
        assert line.lstrip().startswith("▌c+ The minister")
        await of.press("w", "w")
        assert of.message() == "1 of 2  claim, threat + denial  o the next of them"
        await of.press("]")
        assert of.session.desk.target() == next(a.span for a in of.session.annotations.book if a.tags == ("denial",))
        await of.press("x")
        assert quotes(of) == [(FIRST, ("claim", "threat"))]


async def test_the_picker_finds_by_letters_ticks_and_makes_own_tags(path: Path) -> None:
    async with reader(path, story()) as of:
        await of.press("j", "T")
        assert isinstance(of.app.screen, PickTag)
        await of.press(*"unv", "enter")
        assert quotes(of) == [(FIRST, ("unverified",))]
        await of.press("T")
        assert [option.startswith("✓") for option in options(of)] == [True, False, False, False]
        await of.press(*"dog whistle")
        assert options(of)[-1] == "+ new tag “dog whistle”"
        await of.press("enter")
        assert quotes(of) == [(FIRST, ("unverified",))], "it asks before it makes a tag"
        await of.press("y")
        assert quotes(of) == [(FIRST, ("unverified", "dog-whistle"))]
        await of.press("T", "down", "down", "down", "up", "down", "enter")
        assert quotes(of) == [(FIRST, ("unverified", "dog-whistle", "denial"))]
        await of.press("T", *"dgwh", "escape")
        await of.press("j", "T", *"climate", "enter", "y")
        assert quotes(of)[1][1] == ("climate",), "a new name is no other tag's, however like it"
        await of.press("k", "T", *"denail", "enter", "z")
        assert [tag.name for tag in of.session.tags.codebook.tags[4:]] == ["dog whistle", "climate"]
        await of.press("j", "5")
        assert quotes(of)[1][1] == ("climate", "dog-whistle")
        assert "5 dog whistle" in of.line("status")
    async with reader(path, story()) as again:
        assert again.session.tags.codebook.tag("dog-whistle").name == "dog whistle"
        assert "5 dog whistle" in again.line("status")


def options(of: Open) -> list[str]:
    from textual.widgets import OptionList

    return [str(option.prompt) for option in of.app.screen.query_one(OptionList).options]


async def test_a_tags_name_that_cannot_be_is_told(path: Path) -> None:
    async with reader(path, story()) as of:
        await of.press("T", *"x" * 201, "enter", "y")
        assert "at most 200 characters" in of.message()
        assert quotes(of) == []


async def test_brackets_in_a_tags_name_are_text(path: Path) -> None:
    async with reader(path, story()) as of:
        await of.press("T", *"[b]x[/", "enter", "y")
        assert of.session.tags.codebook.tags[-1].name == "[b]x[/"
        await of.press("T")
        assert any("[b]x[/" in option for option in options(of))
        await of.press("escape")
        await of.press("L")
        assert isinstance(of.app.screen, AnnotationList)


async def test_note_and_speaker(path: Path) -> None:
    async with reader(path, story()) as of:
        await of.press("j", "c", "a")
        assert isinstance(of.app.screen, EditNote)
        await of.press(*"see: [DW]?", "enter")
        await of.press("s", *"the minister", "enter")
        await of.press("a", *"!", "enter")
        await of.press("s", *"nobody", "escape")
        (annotation,) = of.session.annotations.book
        assert (annotation.note, annotation.speaker, annotation.tags) == ("see: [DW]?!", "the minister", ("claim",))
        await of.press("w")
        assert of.message() == "claim · the minister · see: [DW]?!"
    assert on_disk(path) == [annotation]


async def test_all_lines_of_what_is_pasted_into_a_note_are_kept(path: Path) -> None:
    async with reader(path, story()) as of:
        await of.press("j", "a")
        of.app.post_message(events.Paste("see page 3\n\n  and\tthe appendix\n"))
        await of.press("enter")
        assert [annotation.note for annotation in of.session.annotations.book] == ["see page 3\n\n  and the appendix"]
        await of.press("w")
        assert of.message() == "note · see page 3 and the appendix"


async def test_next_and_previous_annotation(path: Path) -> None:
    async with reader(path, story()) as of:
        await of.press("j", "c", "l", "d", "G", "t", "h", "g")
        visited = []
        for key in ("]", "]", "]", "]", "[", "["):
            await of.press(key)
            visited.append(of.session.desk.place.paragraph)
            of.assert_cursor_in_view()
        order = [ParagraphId(0, 2), ParagraphId(1, 5), ParagraphId(1, 4)]
        assert visited == [*order, order[0], order[2], order[1]]


@pytest.mark.parametrize(
    "keys", [["a", *"dubious", "enter"], ["T", *"unv", "enter"], [":", *"ztcu", "escape"], ["?", "j"]]
)
async def test_keys_typed_while_a_dialog_opens_are_for_the_dialog(path: Path, keys: list[str]) -> None:
    async with reader(path, story()) as of:
        place = of.session.desk.place
        await of.press(*keys)
        assert of.session.desk.place == place
        said = {"a": [("dubious", ())], "T": [("", ("unverified",))]}.get(keys[0], [])
        # A note is written when the store was looked at.
        await of.until(lambda: [(one.note, one.tags) for one in of.session.annotations.book] == said)


async def test_keys_pressed_very_fast_are_none_lost(path: Path) -> None:
    async with reader(path) as of:
        await of.press(*["j"] * 200, *["k"] * 7, "c", "j", "c", *["w"] * 5, *["c"] * 200, "d")
        order = of.session.desk.shown.order[0]
        assert [of.session.annotations.book.paragraph_of(a).n for a in of.session.annotations.book] == [
            order[-8],
            order[-7],
        ]
        assert [a.tags for a in of.session.annotations.book] == [("claim",), ("claim", "denial")]
        assert len(of.session.changes.history._done) == 203
        wanted = list(of.session.annotations.book)
    assert on_disk(path) == wanted
