"""The list of annotations: finding, changing and removing them, and going to one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from annotations.changes import Change, Edit
from annotations.clock import now
from annotations.ids import new_id
from annotations.model import Annotation, Passage, Placement
from annotations.store.store import Store
from tests.stories import story
from tests.ui.opened import Open, reader
from tui.screens.annotation_list import AnnotationList
from tui.widgets.field import Field
from tui.widgets.line_list import LineList

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from articles.model import Story

FIRST = "The minister denied it on Monday."
HOSTILE = "[b]x[/ [@click=app.quit]\x1b[2J\x07red\x00"


def screen(of: Open) -> AnnotationList:
    found = of.app.screen
    assert isinstance(found, AnnotationList)
    return found


def drawn(of: Open) -> list[str]:
    """What is on the terminal, line by line, after checking that it can be sent there."""
    lines = []
    for strip in of.app.screen._compositor.render_strips():
        assert all(segment.style is not None for segment in strip)
        text = "".join(segment.text for segment in strip)
        assert not any(character < " " or "\x7f" <= character <= "\x9f" for character in text)
        lines.append(text)
    return lines


def shows(of: Open, *texts: str) -> bool:
    lines = drawn(of)
    return all(any(text in line for line in lines) for text in texts)


def listed(of: Open) -> list[str]:
    """The passages that the list shows, in its order."""
    return [entry.annotation.passage.exact for entry in screen(of)._list.shown]


def marked(of: Open) -> str:
    annotation = screen(of).marked
    return annotation.passage.exact if annotation else ""


def fill(path: Path, of: Story, made: Iterable[tuple[int, str, dict[str, object]]]) -> None:
    """A store with annotations: article, words and fields of each."""
    edits = []
    for article, words, fields in made:
        text = of.articles[article]
        start = text.version.text.index(words)
        passage = Passage.of(text, start, start + len(words))
        known = Annotation(new_id(), passage, annotator="ana", created=now(), modified=now())
        edits.append(Edit(None, replace(known, **fields)))  # type: ignore[arg-type]
    store = Store.open(path)
    store.keep_story(of)
    store.apply(Change("tags", tuple(edits)))
    store.close()


FOUR: list[tuple[int, str, dict[str, object]]] = [
    (0, FIRST, {"tags": ("denial",), "speaker": "the minister"}),
    (0, "Troops “will move”", {"tags": ("threat", "claim"), "note": "see: [DW]?", "annotator": "ben"}),
    (0, "Diplomats met for seven hours", {"tags": ("claim",)}),
    (1, "A spokeswoman had no comment.", {"note": HOSTILE}),
]


async def test_it_shows_row_outlet_tags_passage_speaker_and_note_and_one_in_full(path: Path) -> None:
    of_story = story()
    fill(path, of_story, FOUR)
    async with reader(path, of_story) as of:
        await of.press("L")
        assert shows(of, "4 annotations · claim 2", "row", "outlet", "by place")
        line = next(line for line in drawn(of) if "Troops" in line)
        assert [part in line for part in ("Post", "threat, claim", "see: [DW]?")] == [True] * 3
        await of.press("g")
        assert shows(of, "denial · the minister · Post · ana", f"“{FIRST}”", "? keys")


async def test_it_opens_on_the_annotation_under_the_cursor_and_enter_goes_to_another(path: Path) -> None:
    of_story = story()
    fill(path, of_story, FOUR)
    async with reader(path, of_story) as of:
        await of.press("j", "j", "L")
        assert marked(of) == "Troops “will move”"
        await of.press("j", "enter")
        assert of.app.screen is of.app.reader
        assert of.session.tagging.target_tags == screen_tags(of)
        of.assert_cursor_in_view()


def screen_tags(of: Open) -> tuple[str, ...]:
    current = of.session.meant.current()
    assert current is not None
    return current.tags


async def test_the_list_jumps_removes_and_takes_back(path: Path) -> None:
    async with reader(path) as of:
        await of.press("c", "j", "j", "d", "G", "t", "g", "L", "G", "enter")
        assert of.session.tagging.target_tags == ("threat",)
        of.assert_cursor_in_view()
        await of.press("g", "L", "j", "x")
        assert tags(of) == [("claim",), ("threat",)]
        assert shows(of, "denial removed · z takes it back")
        await of.press("z")
        assert tags(of) == [("claim",), ("denial",), ("threat",)]
        assert screen(of).marked is not None
        assert screen(of).marked.tags == ("denial",), "what came back is marked"  # type: ignore[union-attr]
        await of.press("Z")
        assert tags(of) == [("claim",), ("threat",)]
        await of.press("z", "x", "x", "x", "x", "z", "escape")
        assert len(of.session.annotations.book) == 1
        of.assert_cursor_in_view()


def tags(of: Open) -> list[tuple[str, ...]]:
    return [annotation.tags for annotation in of.session.annotations.book]


async def test_undoing_in_the_list_what_is_far_away_brings_it_into_view(path: Path) -> None:
    async with reader(path) as of:
        await of.press("G", "c", "g", "L", "z", "escape")
        assert tags(of) == []
        of.assert_cursor_in_view()


async def test_the_list_is_empty_at_first_and_takes_every_key(path: Path) -> None:
    async with reader(path, story()) as of:
        await of.press("L")
        assert shows(of, "No annotations yet: c d t u tag a sentence")
        await of.press("j", "k", "g", "G", "x", "z", "Z", "y", "n", "o", "c", "1", "enter", "a", "T", "s", "q")
        assert of.app.screen is of.app.reader
        assert tags(of) == []


async def test_typing_narrows_the_list_at_every_letter_and_esc_clears_then_closes(path: Path) -> None:
    of_story = story()
    fill(path, of_story, FOUR)
    async with reader(path, of_story) as of:
        await of.press("L", "/", *"tag:claim")
        assert sorted(listed(of)) == ["Diplomats met for seven hours", "Troops “will move”"]
        assert shows(of, "2 of 4 · claim 2")
        await of.press(*" by:ben")
        assert listed(of) == ["Troops “will move”"]
        await of.press(*" x[/")
        assert listed(of) == []
        assert shows(of, "Nothing matches “tag:claim by:ben x[/”: esc clears the filter")
        await of.press("backspace", "backspace", "backspace", "backspace", "enter")
        assert of.app.focused is of.app.screen.query_one(LineList)
        assert listed(of) == ["Troops “will move”"]
        await of.press("escape")
        assert len(listed(of)) == 4
        assert marked(of) == "Troops “will move”"
        await of.press("escape")
        assert of.app.screen is of.app.reader


async def test_letters_in_the_field_are_no_commands_and_letters_after_it_are(path: Path) -> None:
    of_story = story()
    fill(path, of_story, FOUR)
    async with reader(path, of_story) as of:
        await of.press("L", "f", *"xqzcdtu", "delete", "ctrl+z", "down", "x")
        assert of.app.screen.query_one(Field).value == "xqzcdtu"
        assert len(of.session.annotations.book) == 4
        await of.press("escape", "/", *"troops", "enter", "x")
        assert shows(of, "Remove threat, claim by ben with its note?")
        await of.press("y")
        assert len(of.session.annotations.book) == 3
        assert listed(of) == []


async def test_a_slip_of_the_fingers_finds_what_is_like_it_and_says_so(path: Path) -> None:
    of_story = story()
    fill(path, of_story, FOUR)
    async with reader(path, of_story) as of:
        await of.press("L", "/", *"diplomatz")
        assert listed(of) == ["Diplomats met for seven hours"]
        assert shows(of, "1 of 4 · no “diplomatz”: shown is “diplomats”")


async def test_o_sorts_and_the_marked_annotation_stays_marked(path: Path) -> None:
    of_story = story()
    fill(
        path,
        of_story,
        [(a, w, {**f, "modified": f"2026-01-0{9 - i}T00:00:00.000Z"}) for i, (a, w, f) in enumerate(FOUR)],
    )
    async with reader(path, of_story) as of:
        await of.press("L", "j")
        one = marked(of)
        orders = []
        for _ in range(4):
            await of.press("o")
            assert marked(of) == one
            orders.append(listed(of))
        assert orders[0] == [words for _, words, _ in FOUR]
        assert orders[1][-1] == FOUR[3][1], "what has no tag is last by tag"
        assert orders[2][0] == FOUR[3][1], "Courier before Post"
        assert shows(of, "by place")


async def test_tags_are_given_and_taken_off_in_place(path: Path) -> None:
    of_story = story()
    fill(path, of_story, FOUR)
    async with reader(path, of_story) as of:
        await of.press("L", "g", "c")
        assert screen(of).marked is not None
        assert screen(of).marked.tags == ("denial", "claim")  # type: ignore[union-attr]
        assert shows(of, "denial, claim", "claim added beside denial · d takes denial off · z takes it back")
        await of.press("1", "4")
        assert screen(of).marked.tags == ("denial", "unverified")  # type: ignore[union-attr]
        await of.press("/", *"tag:unverified", "enter", "u")
        assert listed(of) == []
        await of.press("z")
        assert listed(of) == [FIRST]


async def test_note_speaker_and_any_tag_are_written_in_place(path: Path) -> None:
    of_story = story()
    fill(path, of_story, FOUR)
    async with reader(path, of_story) as of:
        place = of.session.desk.place
        await of.press("L", "G", "k")
        one = marked(of)
        await of.press("T", *"unv", "enter")
        assert marked(of) == one
        assert screen(of).marked.tags[-1] == "unverified"  # type: ignore[union-attr]
        await of.press("a", *"dubious")
        await of.press("ctrl+s" if isinstance(of.app.screen, AnnotationList) else "enter")
        assert screen(of).marked.note == "dubious"  # type: ignore[union-attr]
        await of.press("s", *"Wang", "enter")
        assert screen(of).marked.speaker == "Wang"  # type: ignore[union-attr]
        assert of.session.desk.place == place
        await of.press("escape")
        assert of.app.screen is of.app.reader


async def test_what_another_window_did_shows_while_the_list_is_open(path: Path) -> None:
    of_story = story()
    fill(path, of_story, FOUR)
    async with reader(path, of_story) as of:
        await of.press("L", "j", "j")
        one, at = marked(of), screen(of).query_one(LineList).cursor
        first = next(iter(of.session.annotations.book))
        stored = [annotation for annotation in of.session.annotations.book if annotation != first]
        of.session.take_in(stored, of.session.tags.codebook)
        screen(of).refill()
        await of.settle()
        assert marked(of) == one
        assert screen(of).query_one(LineList).cursor in (at, at - 1)
        assert len(listed(of)) == 3


async def test_an_orphan_is_listed_last_and_says_why_it_cannot_be_gone_to(path: Path) -> None:
    of_story = story()
    fill(path, of_story, FOUR)
    async with reader(path, of_story) as of:
        one = next(iter(of.session.annotations.book))
        gone = replace(one, placement=Placement("0" * 64, 0, 0, "orphan", 0.0))
        of.session.take_in([gone, *(a for a in of.session.annotations.book if a != one)], of.session.tags.codebook)
        await of.press("L", "G")
        assert marked(of) == FIRST
        assert next(line for line in drawn(of) if "▌" in line).split("▌")[1].split()[0] == "orphan"
        await of.press("enter")
        assert shows(of, "Its passage is not in the open text")
        await of.press("/", *"is:orphan", "enter")
        assert listed(of) == [FIRST]


async def test_text_is_never_markup_and_has_no_control_characters(path: Path) -> None:
    of_story = story()
    fill(path, of_story, [(a, w, {**f, "speaker": HOSTILE, "note": HOSTILE, "annotator": HOSTILE}) for a, w, f in FOUR])
    async with reader(path, of_story) as of:
        await of.press("L", "G")
        assert shows(of, "[b]x[/ [@click=app.quit]")
        await of.press("/", *"[b]x[/")
        assert len(listed(of)) == 4
        drawn(of)


@pytest.mark.parametrize("size", [(160, 48), (100, 24), (80, 24), (40, 10), (20, 5), (4, 4), (1, 1)], ids=str)
@pytest.mark.parametrize("colours", ["none", "many"])
async def test_it_is_usable_at_every_size_with_colours_and_without(
    path: Path, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int], colours: str
) -> None:
    if colours == "none":
        monkeypatch.setenv("NO_COLOR", "1")
    of_story = story()
    fill(path, of_story, FOUR)
    async with reader(path, of_story, size=size) as of:
        await of.press("L", "G", "g", "j", "/", *"t", "enter", "o")
        drawn(of)
        if size[1] >= 5:
            assert any("▌" in line for line in drawn(of))
        await of.resize(60, 20)
        await of.settle()
        assert shows(of, "keys", "by time")
        await of.press("escape", "escape")
        assert of.app.screen is of.app.reader


async def test_a_click_marks_and_a_second_one_goes_there(path: Path) -> None:
    of_story = story()
    fill(path, of_story, FOUR)
    async with reader(path, of_story) as of:
        await of.press("L")
        for _ in range(2):
            assert of.app.screen is not of.app.reader
            await of.pilot.click(LineList, offset=(8, 2))
            await of.settle()
        assert of.app.screen is of.app.reader
        assert of.session.meant.current() is not None
