"""Rows, rows as lines, and continuous columns."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from articles.model import ParagraphId
from tests.stories import COURIER, POST, story
from tests.ui.opened import WIDE, Open, reader
from tests.ui.test_mouse import click
from tui.page.flow import FlowLayout
from tui.page.layout import PageLayout
from tui.session.desk import Place

if TYPE_CHECKING:
    from pathlib import Path

    from articles.model import Story

SIZES = [WIDE, (80, 24), (40, 10), (1, 1)]
CJK = story(
    "日本語の見出し\n\n外相は会談を「有意義」と述べた。" * 3, "Talks in Rome\n\nThe minister 外相 met them. 👨‍👩‍👧"
)


def height(of: Open, where: ParagraphId) -> int:
    """The line of the screen on which a paragraph begins."""
    assert of.page.layout_ is not None
    return of.page.layout_.spots[where].top - of.page.scroll_offset.y


def heights(of: Open) -> dict[ParagraphId, int]:
    """The same for all paragraphs in view."""
    assert of.page.layout_ is not None
    view = of.page.scrollable_content_region.height
    return {where: y for where in of.page.layout_.spots if 0 <= (y := height(of, where)) < view}


def assert_counterparts_beside(of: Open) -> None:
    """In flow: the best counterpart in each shown column begins on the line on which the cursor's paragraph does."""
    assert isinstance(of.page.layout_, FlowLayout)
    where = of.session.desk.place.paragraph
    best: dict[int, ParagraphId] = {}
    for other in of.session.desk.shown.counterparts(where):
        best.setdefault(other.article, other)
    for other in best.values():
        if other in of.page.layout_.spots:
            assert height(of, other) == height(of, where)


# Flow


async def test_in_flow_no_cell_is_blank_and_counterparts_stand_beside_the_cursor(path: Path) -> None:
    async with reader(path) as of:
        await of.press("r")
        for key in "jjjjjlljjjhk":
            await of.press(key)
            of.assert_cursor_in_view()
            assert_counterparts_beside(of)
        layout = of.page.layout_
        assert isinstance(layout, FlowLayout)
        for stack in layout.stacks:
            for i, (above, below) in enumerate(pairwise(stack.items)):
                assert stack.tops[i + 1] == stack.bottom(i) + 1
                assert above.paragraph.n < below.paragraph.n
        assert not any("↘" in line or "↗" in line for line in of.drawn())
        of.drawn()


async def test_the_cursors_column_stays_where_it_is_when_the_others_slide(path: Path) -> None:
    async with reader(path) as of:
        await of.press("r", "j", "j")
        for key in ("j", "j", ")", "w", "k", "l", "j", "h"):
            before = heights(of)
            await of.press(key)
            article = of.session.desk.place.paragraph.article
            if of.session.desk.place.paragraph in before:
                own = [(y, heights(of)[where]) for where, y in before.items() if where.article == article]
                assert all(was == now for was, now in own)


async def test_h_and_l_go_to_what_stands_beside_and_nothing_of_it_moves(path: Path) -> None:
    async with reader(path) as of:
        await of.press("r", *"jjjjjjj")
        for key in "lllhhlhl":
            before = heights(of)
            await of.press(key)
            where = of.session.desk.place.paragraph
            assert where in before
            assert height(of, where) == before[where]


async def test_place_selection_and_search_outlast_the_layouts_and_the_way_back_changes_nothing(path: Path) -> None:
    async with reader(path) as of:
        await of.press("/", *"talks", "enter", "n", "n", "v", "w", "w")
        place, selection, found = of.session.desk.place, of.session.desk.selection, of.session.search.hits
        before, drawn = heights(of), of.drawn()
        await of.press("r")
        assert of.message().startswith("Continuous columns")
        assert (of.session.desk.place, of.session.desk.selection, of.session.search.hits) == (place, selection, found)
        await of.press("r")
        assert type(of.page.layout_) is PageLayout
        assert (of.session.desk.place, of.session.desk.selection, of.session.search.hits) == (place, selection, found)
        assert heights(of) == before
        assert of.drawn() == drawn


async def test_at_the_top_of_the_page_the_way_to_flow_and_back_changes_nothing(path: Path) -> None:
    async with reader(path) as of:
        await of.press("j")
        drawn = of.drawn()
        await of.press("r", "r")
        assert of.drawn() == drawn


async def test_flow_tells_all_counterparts_in_a_line(path: Path) -> None:
    async with reader(path, story()) as of:
        await of.press("r", "j", "j")
        assert of.session.desk.place.paragraph == ParagraphId(0, 3)
        assert of.message() == ""
        await of.press("k")
        numbers = of.session.desk.shown.number_of
        assert of.message() == f"Counterparts, by row: Courier {numbers[ParagraphId(1, 5)]}"
        await of.press("r", "j", "k")
        assert "Counterparts" not in of.message()


async def test_in_flow_a_paragraph_is_followed_by_the_next_of_its_article(path: Path) -> None:
    async with reader(path, story()) as of:
        await of.press("l", "r", "g")
        visited = [of.session.desk.place.paragraph.n]
        for _ in range(3):
            await of.press("j")
            visited.append(of.session.desk.place.paragraph.n)
        assert visited == [1, 3, 4, 5]


async def test_a_click_in_flow_leaves_the_column_under_it_where_it_is(path: Path) -> None:
    async with reader(path) as of:
        await of.press("r", *"jjjj")
        where = next(where for where, y in heights(of).items() if where.article == 1 and y > 12)
        before = height(of, where)
        await click(of, where, of.session.desk.paragraph(where).shown.split()[0])
        assert of.session.desk.place.paragraph == where
        assert height(of, where) == before
        assert_counterparts_beside(of)


async def test_in_flow_tags_pages_filters_and_folds_work(path: Path) -> None:
    async with reader(path) as of:
        await of.press("r", "j", "c", "space", "space", "d", "G", "t", "g", "B")
        assert len(of.session.annotations.book) == 3
        of.assert_cursor_in_view()
        await of.press("B", "f", *"tagged", "enter", "j")
        of.assert_cursor_in_view()
        await of.press("F", "tab", "shift+tab", "]", "]", "z")
        of.assert_cursor_in_view()
        assert len(of.session.annotations.book) == 2


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_every_layout_at_every_size(path: Path, size: tuple[int, int]) -> None:
    async with reader(path, size=size) as of:
        for key in ("r", "j", "l", "space", "r", "O", "j", "j", "space", "l", "k", "r", "G", "h", "r", "g", "O", "j"):
            await of.press(key)
            of.drawn()
            if size != (1, 1):
                of.assert_cursor_in_view()


@pytest.mark.parametrize("of_story", [CJK, story(POST), story(POST, "Advertisement\n\nAdvertisement")])
async def test_every_layout_of_wide_characters_one_article_and_an_empty_column(path: Path, of_story: Story) -> None:
    async with reader(path, of_story, size=(60, 20)) as of:
        await of.press("r", "j", "l", "w", "c", "h", "k", "O", "r", "O", "j", "j", "l", "r", "B", "r", "B")
        of.drawn()
        of.assert_cursor_in_view()


async def test_without_colour_every_layout_shows_cursor_and_tags(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with reader(path) as of:
        await of.press("r", "j", "c", "j", "O")
        assert any(line.startswith(" c ") for line in of.drawn())
        assert any(line.startswith("▌") for line in of.drawn())


async def test_many_sizes_in_a_row_leave_the_cursor_in_view(path: Path, full: bool) -> None:
    async with reader(path) as of:
        await of.press("r", *"jjjj", "w")
        place = of.session.desk.place
        for i in range(200 if full else 60):
            await of.resize(20 + i * 37 % 180, 6 + i * 11 % 50)
        await of.settle()
        assert of.session.desk.place == place
        of.assert_cursor_in_view()
        assert_counterparts_beside(of)
        of.drawn()


# Rows


async def test_h_and_l_go_to_what_is_on_the_row_else_to_what_stands_at_the_cursors_line(path: Path) -> None:
    async with reader(path) as of:
        layout, shown = of.page.layout_, of.session.desk.shown
        assert layout is not None
        beside = 0
        for key in "jjjljjjhjjjjlljjjjjhjjl":
            here = of.session.desk.place
            line, column = layout.line_of(*here), layout.found(here.paragraph)
            await of.press(key)
            now = of.session.desk.place.paragraph
            if key in "hl" and column:
                wanted = shown.beside(here.paragraph, now.article)
                beside += wanted is None
                assert now == (wanted or layout.paragraph_at(column[0] + (1 if key == "l" else -1), line))
        assert beside


# Rows that one outlet alone has


def lone(of: Open) -> list[ParagraphId]:
    """The paragraphs of the first column that are a line each now."""
    layout = of.page.layout_
    assert type(layout) is PageLayout
    return [layout.stacks[0].items[i].paragraph for i in sorted(layout.stacks[0].cut)]


async def test_lone_rows_become_lines_and_whole_again(path: Path) -> None:
    async with reader(path) as of:
        drawn = of.drawn()
        await of.press("O")
        layout, shown = of.page.layout_, of.session.desk.shown
        assert layout is not None
        cut = [stack.items[i].paragraph for stack in layout.stacks for i in stack.cut]
        numbers = {shown.number_of[where] for where in cut}
        assert numbers == set(shown.lone) & {row.number for row in shown.rows}
        assert of.message().startswith(f"{len(numbers)} rows of one outlet alone: a line each")
        await of.press("O")
        assert of.drawn() == drawn
        assert of.session.desk.shown.collapsed is False


async def test_the_cursor_opens_a_line_and_nothing_above_it_moves(path: Path) -> None:
    async with reader(path) as of:
        await of.press("O")
        cut = lone(of)
        while of.session.desk.place.paragraph not in cut:
            before = heights(of)
            await of.press("j")
        where = of.session.desk.place.paragraph
        layout = of.page.layout_
        assert layout is not None
        assert layout.spots[where].height > 1
        assert where not in lone(of)
        shift = {heights(of)[other] - y for other, y in before.items() if other in heights(of) and y <= before[where]}
        assert len(shift) == 1
        before = heights(of)
        await of.press("k")
        assert all(heights(of)[other] == y for other, y in before.items() if other in heights(of))
        assert where not in lone(of)


async def test_a_line_that_was_read_is_a_line_again_once_it_is_out_of_view(path: Path) -> None:
    async with reader(path, size=(160, 20)) as of:
        await of.press("O")
        first = lone(of)
        await of.press(*["j"] * 40)
        assert len(lone(of)) < len(first)
        await of.press("g")
        await of.press("G")
        assert len(lone(of)) >= len(first) - 2


async def test_a_click_opens_a_line_where_it_is(path: Path) -> None:
    async with reader(path) as of:
        await of.press("O")
        where = lone(of)[1]
        of.page.jump_to(height(of, where) - 5)
        await of.settle()
        before = height(of, where)
        await click(of, where, of.session.desk.paragraph(where).shown.split()[0])
        assert of.session.desk.place.paragraph == where
        assert height(of, where) == before
        assert where not in lone(of)


async def test_the_letters_of_tags_stand_beside_a_line_also_for_what_is_cut(path: Path) -> None:
    texts = (
        "Head one\n\nShared words about talks in Rome on sanctions.\n\n" + "Only told here. " * 20 + "The end says it."
    )
    async with reader(path, story(texts, "Other head\n\nShared words about talks in Rome on sanctions.")) as of:
        await of.press("G", *[")"] * 20, "d", "g", "O")
        (line,) = [line for line in of.drawn() if "Only told here" in line]
        assert line.startswith(" d  Only told here")
        assert "…" in line


async def test_in_flow_or_without_links_there_is_nothing_to_collapse(path: Path) -> None:
    async with reader(path, story(POST, COURIER)) as of:
        await of.press("r", "O")
        assert of.message() == "Here are no rows to collapse: r shows rows"
    async with reader(path, story("One thing.", "Wholly different matter.")) as of:
        await of.press("O")
        assert of.message() == "Nothing is aligned, so no row is collapsed"


# Kept


async def test_layout_and_lines_are_there_after_a_restart(path: Path) -> None:
    async with reader(path) as of:
        await of.press("O", "j", "j", "r")
        kept = of.session.kept_place()
    async with reader(path, place=kept) as of:
        assert of.session.desk.shown.flows
        assert of.session.desk.shown.collapsed
        assert isinstance(of.page.layout_, FlowLayout)
        assert of.session.desk.place == Place(ParagraphId(0, 3), 0)
        assert_counterparts_beside(of)
        await of.press("r")
        assert lone(of)
