"""Moving about the page."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from articles.model import ParagraphId
from tests.stories import story
from tests.ui.opened import WIDE, reader
from tui.keys.commands import COMMANDS
from tui.session.desk import Place

if TYPE_CHECKING:
    from pathlib import Path

MOVES = [command.keys[0] for command in COMMANDS if command.group == "Move"]


async def test_paragraphs_words_sentences_and_columns(path: Path) -> None:
    async with reader(path, story()) as of:
        visited = []
        for key in ("j", "w", ")", "l", "h", "G", "g", "down", "b", "k"):
            await of.press(key)
            visited.append(of.session.desk.place)
        first = of.session.desk.paragraph(ParagraphId(0, 2)).shown
        assert visited == [
            Place(ParagraphId(0, 2), 0),
            Place(ParagraphId(0, 2), first.index("minister")),
            Place(ParagraphId(0, 2), first.index("We")),
            Place(ParagraphId(1, 5), 0),
            Place(ParagraphId(0, 2), 0),
            Place(ParagraphId(0, 4), 0),
            Place(ParagraphId(0, 1), 0),
            Place(ParagraphId(0, 2), 0),
            Place(ParagraphId(0, 1), len("Talks fail in ")),
            Place(ParagraphId(0, 1), 0),
        ]


@pytest.mark.parametrize("size", [WIDE, (80, 24), (40, 10), (20, 5)])
async def test_the_cursor_is_in_view_whatever_moved_it(path: Path, size: tuple[int, int]) -> None:
    async with reader(path, size=size) as of:
        for key in (*MOVES, "space", "space", "l", "space", "l", "G", "space", "h", "pageup", "ctrl+u", "tab", "g"):
            await of.press(key)
            of.assert_cursor_in_view()
            assert any("▌" in line for line in of.drawn())


async def test_page_keys_turn_the_whole_page_and_stop_at_its_ends(path: Path) -> None:
    async with reader(path) as of:
        tops = [of.page.scroll_offset.y]
        await of.press("space")
        while of.page.scroll_offset.y != tops[-1]:
            tops.append(of.page.scroll_offset.y)
            of.assert_cursor_in_view()
            await of.press("space")
        assert tops[-1] == of.page.max_scroll_y
        view = of.page.scrollable_content_region.height
        assert all(0 < below - top < view for top, below in pairwise(tops))
        back = len(tops)
        await of.press(*["pageup"] * back)
        assert of.page.scroll_offset.y == 0
        of.assert_cursor_in_view()


async def test_at_the_first_row_a_column_that_begins_further_down_keeps_its_cursor_in_view(path: Path) -> None:
    apart = story("\n\n".join(f"Some words number {n} here." for n in range(80)), "Wholly different matter.")
    async with reader(path, apart) as of:
        of.session.cursor.go(ParagraphId(1, 1))
        await of.press("g")
        of.assert_cursor_in_view()


async def test_a_paragraph_taller_than_the_page_can_be_read_and_tagged_to_its_end(path: Path) -> None:
    tall = story(" ".join(f"This is sentence {n} of many." for n in range(60)), "Another matter.")
    async with reader(path, tall, size=(40, 10)) as of:
        await of.press("space", "space", "space")
        of.assert_cursor_in_view()
        assert of.session.desk.place.at > 0
        await of.press(*[")"] * 60)
        of.assert_cursor_in_view()
        await of.press("c")
        assert next(iter(of.session.annotations.book)).passage.exact == "This is sentence 59 of many."


async def test_counterparts_there_and_back(path: Path) -> None:
    async with reader(path) as of:
        await of.press("j", "j", "w")
        origin = of.session.desk.place
        await of.press("tab")
        assert of.session.desk.place.paragraph.article != 0
        assert of.message().startswith("Counterpart 1 of")
        of.assert_cursor_in_view()
        await of.press("j", "j", "shift+tab")
        assert of.session.desk.place == origin
        of.assert_cursor_in_view()


async def test_folded_lines_are_shown_and_folded_again(path: Path) -> None:
    async with reader(path) as of:
        layout = of.page.layout_
        assert layout is not None
        folded = len(layout.spots)
        await of.press("j", "j", "B")
        assert of.page.layout_ is not None
        assert len(of.page.layout_.spots) == folded + of.session.desk.shown.boilerplate
        of.assert_cursor_in_view()
        await of.press("B")
        assert len(of.page.layout_.spots) == folded
        of.assert_cursor_in_view()


@pytest.mark.parametrize("text", ["One thing here.\n\nAnd one more.", "Advertisement\n\nSign up for our newsletter"])
async def test_one_article_or_nothing_but_boilerplate_can_be_read_and_tagged(path: Path, text: str) -> None:
    async with reader(path, story(text)) as of:
        await of.press("j", "tab", "l", "B", "space", "c")
        of.assert_cursor_in_view()
        assert len(of.session.annotations.book) == 1
        assert "1 article: two are needed to align" in of.line("title")
