"""What someone sees who opens the reader for the first time, and what is told where there is nothing yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from articles.read import read_story
from tests.stories import COURIER, POST
from tests.ui.opened import SEEDS, Open, reader
from tui.widgets.line import Line

if TYPE_CHECKING:
    from pathlib import Path


def hints(of: Open) -> list[str]:
    """The lines that tell a newcomer what to press, those that are shown."""
    return [of.line(name).strip() for name in ("hint", "more") if of.app.reader.query_one(f"#{name}", Line).display]


async def test_the_first_time_two_lines_tell_what_to_press_until_something_is_tagged(path: Path) -> None:
    async with reader(path) as of:
        moves, tags = hints(of)
        assert moves.startswith("Move:  j k paragraph  h l article  ) sentence  w word")
        assert tags.startswith("Tag the marked sentence:  c claim  d denial  t threat  u unverified")
        height = of.page.size.height
        await of.press("j", "w", "l", "?", "escape")
        assert len(hints(of)) == 2
        await of.press("c")
        assert hints(of) == []
        assert of.page.size.height == height + 2
        of.assert_cursor_in_view()
        await of.press("z", "j", "T", "escape")
        assert hints(of) == [], "who has tagged once knows how"


async def test_what_the_lines_tell_works(path: Path) -> None:
    async with reader(path) as of:
        seen = []
        for key in ("j", "k", "l", "h", ")", "w", "tab"):
            before = of.session.desk.place
            await of.press(key)
            seen.append(of.session.desk.place != before)
        assert all(seen)


async def test_a_note_or_a_tag_of_ones_own_ends_the_hint_too(path: Path) -> None:
    async with reader(path) as of:
        await of.press("j", "a", *"check", "enter")
        assert hints(of) == []


async def test_the_hint_is_not_there_the_next_time(path: Path) -> None:
    async with reader(path) as of:
        await of.press("j", "c")
    async with reader(path) as again:
        assert hints(again) == []
        await again.press("j")
        assert hints(again) == []


async def test_a_story_of_ones_own_has_no_hint(path: Path, tmp_path: Path) -> None:
    for name, text in (("one", POST), ("two", COURIER)):
        (tmp_path / f"{name}.txt").write_text(text)
    mine = read_story([str(tmp_path / "one.txt"), str(tmp_path / "two.txt")])
    async with reader(path, mine) as of:
        assert hints(of) == []


@pytest.mark.parametrize(("size", "lines"), [((80, 24), 2), ((60, 18), 2), ((80, 17), 0), ((40, 10), 0)])
async def test_on_a_low_terminal_the_page_has_the_room_of_the_hint(
    path: Path, size: tuple[int, int], lines: int
) -> None:
    async with reader(path, SEEDS, size=size) as of:
        assert len(hints(of)) == lines
        await of.resize(80, 24)
        await of.settle()
        assert len(hints(of)) == 2
        of.assert_cursor_in_view()
        of.drawn()


@pytest.mark.parametrize(
    ("key", "told"),
    [
        ("z", "Nothing to take back"),
        ("Z", "Nothing to do again"),
        ("x", "No annotation under the cursor"),
        ("o", "No annotation under the cursor"),
        ("]", "No annotations yet: c d t u tag the sentence under the cursor"),
        (";", "Go to an annotation first: then this finds the next with the same tag"),
        ("n", "Nothing is searched for: / begins"),
        ("F", "All rows are shown already: f filters them"),
        ("'", "No bookmarks: M puts one on a paragraph"),
        (".", "No tag was used yet in this sitting"),
        ("E", "Nothing to export yet: c d t u tag the sentence under the cursor"),
        ("shift+tab", "No jump to come back from: tab goes to a counterpart"),
        ("9", "No tag has the key 9: K gives keys"),
    ],
)
async def test_where_there_is_nothing_yet_it_says_what_to_do(path: Path, key: str, told: str) -> None:
    async with reader(path) as of:
        await of.press(key)
        assert of.message() == told


async def test_in_a_mode_of_its_own_keys_the_two_lines_are_silent_and_nothing_moves(path: Path) -> None:
    async with reader(path) as of:
        page = of.page.region
        assert "Tag the marked sentence" in of.line("more")
        await of.press("j", "m")
        assert of.line("hint") == of.line("more") == ""
        assert of.page.region == page
        await of.press("m")
        assert "Tag the marked sentence" in of.line("more")
