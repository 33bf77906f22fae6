"""Bookmarks: put, gone through, kept, and seen in other windows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from articles.model import ParagraphId
from tests.stories import story
from tests.ui.opened import Open, reader
from tui.look.paint import BOOKMARK_SIGN

if TYPE_CHECKING:
    from pathlib import Path


def marked(of: Open) -> list[str]:
    """The first word of each line with a bookmark before it."""
    return [
        half.split(BOOKMARK_SIGN)[1].split()[0]
        for line in of.drawn()
        for half in line.split("│")
        if BOOKMARK_SIGN in half
    ]


async def test_bookmarks_are_put_gone_through_and_taken_away(path: Path) -> None:
    async with reader(path, story()) as of:
        await of.press("j", "j", "w", "M")
        assert of.message() == "Bookmark put here · 1 in this story, ' goes to the next"
        await of.press("j", "M", "l", "k", "M", "g")
        assert sorted(marked(of)) == ["Diplomats", "On", "Troops"]
        visited = []
        for key in ("'", "'", "'", '"'):
            await of.press(key)
            visited.append(of.session.desk.place.paragraph)
            of.assert_cursor_in_view()
        assert len(set(visited[:3])) == 3
        assert visited[3] == visited[1]
        await of.press("M")
        assert of.message() == "Bookmark taken away"
        assert len(marked(of)) == 2


async def test_without_bookmarks_the_key_that_puts_one_is_told(path: Path) -> None:
    async with reader(path, story()) as of:
        await of.press("'")
        assert of.message() == "No bookmarks: M puts one on a paragraph"


async def test_bookmarks_are_there_after_a_restart_and_gone_where_they_were_taken_away(path: Path) -> None:
    async with reader(path, story()) as of:
        await of.press("j", "M", "j", "M")
        await of.saved()
        assert of.line("title").endswith("saved")
    async with reader(path, story()) as again:
        assert set(again.session.bookmarks) == {ParagraphId(0, 2), ParagraphId(0, 3)}
        assert sorted(marked(again)) == ["The", "Troops"]
        await again.press("g", "'", "M")
    async with reader(path, story()) as later:
        assert set(later.session.bookmarks) == {ParagraphId(0, 3)}


async def test_another_window_shows_a_bookmark_and_that_it_was_taken_away(path: Path) -> None:
    async with reader(path, story()) as here, reader(path, story()) as other:
        await here.press("j", "M")
        await here.saved()
        await other.looked()
        assert marked(other) == ["The"]
        await other.press("'", "M")
        await other.saved()
        await here.looked()
        assert marked(here) == []


async def test_a_bookmark_on_a_folded_line_is_passed_over(path: Path) -> None:
    async with reader(path, story()) as of:
        await of.press("j", "M", "B", "G", "M", "B")
        for _ in range(2):
            await of.press("'")
            assert of.session.desk.place.paragraph == ParagraphId(0, 2)
