"""Columns moved, hidden, widened and shown alone, and what the heads say of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from articles.model import ParagraphId
from tests.stories import story
from tests.ui.opened import SEEDS, WIDE, Open, reader
from tests.ui.test_mouse import click
from tui.keys.commands import COMMANDS
from tui.page.columns import EVEN_WEIGHT, WIDEST_WEIGHT
from tui.page.layout import columns_for
from tui.session.modes import COLUMNS, READ

if TYPE_CHECKING:
    from pathlib import Path

KEYS = [key for command in COMMANDS if command.mode == COLUMNS for key in command.keys]


def shown(of: Open) -> list[int]:
    """The articles that have a column on the screen."""
    assert of.page.layout_ is not None
    return [column.article for column in of.page.layout_.columns]


def widths(of: Open) -> list[int]:
    """Their cells of text."""
    assert of.page.layout_ is not None
    return [column.width for column in of.page.layout_.columns]


def names(of: Open) -> list[str]:
    """The outlets in the heads."""
    return [head.strip(" ▌").split("  ")[0] for head in of.line("heads").split("│")]


async def test_the_mode_is_told_with_its_keys_and_left_by_three(path: Path) -> None:
    async with reader(path) as of:
        for key in ("escape", "enter", "C"):
            await of.press("C")
            assert of.session.mode == COLUMNS
            assert of.message() == "Columns:  ‹Reuters›  Bloomberg  DW"
            assert names(of) == ["‹Reuters›", "Bloomberg", "DW"]
            assert of.line("status").split()[:6] == ["esc", "done", "h", "left", "l", "right"]
            await of.press(key)
            assert of.session.mode == READ
            assert names(of)[0] == "Reuters"


async def test_a_column_is_moved_and_the_cursor_stays_in_its_article(path: Path) -> None:
    async with reader(path) as of:
        await of.press("j", "j", "w")
        place = of.session.desk.place
        await of.press("C", "L")
        assert shown(of) == [1, 0, 2]
        await of.press(">", "shift+right")
        assert shown(of) == [1, 2, 0]
        assert of.message().endswith("This is the last column")
        await of.press("H", "<", "shift+left")
        assert shown(of) == [0, 1, 2]
        await of.press("L", "escape")
        assert of.session.desk.place == place
        await of.press("h")
        assert of.session.desk.place.paragraph.article == 1
        await of.press("l", "l")
        assert of.session.desk.place.paragraph.article == 2


async def test_a_hidden_column_is_told_in_the_heads_and_everything_passes_it_by(path: Path) -> None:
    async with reader(path) as of:
        await of.press("C", "l", "x", "escape")
        assert shown(of) == [0, 2]
        assert names(of) == ["Reuters", "DW"]
        assert of.line("heads").endswith("Bloomberg hidden")
        assert "2 of 3 articles" in of.line("title")
        assert of.session.desk.place.paragraph.article == 0
        await of.press("l")
        assert of.session.desk.place.paragraph.article == 2
        await of.press("h", "j")
        for _ in range(6):
            await of.press("j", "tab", "tab", "tab")
            assert of.session.desk.place.paragraph.article != 1
        await of.press("/", *"bloomberg", "enter")
        assert of.session.desk.place.paragraph.article != 1


async def test_a_counterpart_in_a_hidden_column_is_told(path: Path) -> None:
    async with reader(path, story()) as of:
        await of.press("C", "l", "x", "escape", "j", "tab")
        assert of.message() == "Counterparts are in columns that are hidden: Courier · C shows them"
        assert of.session.desk.place.paragraph == ParagraphId(0, 2)
        await of.press("C", "l", "x", "escape", "tab")
        assert of.session.desk.place.paragraph == ParagraphId(1, 5)


async def test_what_is_gone_to_from_the_list_brings_its_column_back(path: Path) -> None:
    async with reader(path, story()) as of:
        await of.press("l", "c", "C", "x", "escape")
        assert shown(of) == [0]
        await of.press("L", "enter")
        assert shown(of) == [0, 1]
        assert of.session.desk.place.paragraph.article == 1


async def test_the_cursors_column_hidden_leads_to_the_next_one_and_back_again(path: Path) -> None:
    async with reader(path) as of:
        await of.press("l", "l", "j", "j")
        place = of.session.desk.place
        await of.press("C", "x")
        assert shown(of) == [0, 1]
        assert of.session.desk.place.paragraph.article == 1
        of.assert_cursor_in_view()
        assert "(‹DW›)" in of.message()
        await of.press("space", "escape")
        assert shown(of) == [0, 1, 2]
        assert of.session.desk.place == place


async def test_one_alone_and_all_again_and_the_last_one_stays(path: Path) -> None:
    async with reader(path) as of:
        await of.press("C", "l", "a")
        assert shown(of) == [1]
        await of.press("x")
        assert shown(of) == [1]
        assert of.message().endswith("Bloomberg stays: nothing else would be left on the page")
        await of.press("a", "escape")
        assert shown(of) == [0, 1, 2]


async def test_wider_narrower_and_all_equal(path: Path) -> None:
    async with reader(path) as of:
        equal = widths(of)
        await of.press("C", "+", "+")
        assert widths(of)[0] > equal[0]
        assert sum(widths(of)) == sum(equal)
        await of.press("=")
        assert widths(of) == equal
        await of.press("-", "-")
        assert widths(of)[0] < equal[0]
        await of.press("=", *["+"] * (WIDEST_WEIGHT - EVEN_WEIGHT + 1))
        assert of.message().endswith("Reuters cannot be wider")


async def test_keys_that_tag_are_refused_while_columns_are_arranged(path: Path) -> None:
    async with reader(path) as of:
        await of.press("C", "c", "1", "t")
        assert len(of.session.annotations.book) == 0
        assert of.message().endswith("Arranging columns: esc ends it, then tag")
        await of.press("escape", "c")
        assert len(of.session.annotations.book) == 1


async def test_selection_and_height_outlast_what_is_done_with_other_columns(path: Path) -> None:
    async with reader(path) as of:
        await of.press(*"jjjjjj", "w", "v", "w", "w")
        place, selection = of.session.desk.place, of.session.desk.selection
        await of.press("C", "l", "L", "l", "x", "escape")
        assert (of.session.desk.place, of.session.desk.selection) == (place, selection)
        assert of.session.cursor.selecting
        of.assert_cursor_in_view()


async def test_a_click_chooses_a_column_and_stays_there(path: Path) -> None:
    async with reader(path, story()) as of:
        await of.press("C", "L", "l")
        await click(of, ParagraphId(1, 3), "seven")
        assert of.message() == "Columns:  ‹Courier›  Post"
        await of.press("escape")
        assert of.session.desk.place.paragraph == ParagraphId(1, 3)


async def test_arranged_columns_are_there_after_a_restart_whatever_order_the_articles_come_in(path: Path) -> None:
    from articles.model import Story

    async with reader(path) as of:
        await of.press("C", "L", "+", "+", "l", "l", "x", "escape")
        kept = of.session.kept_place()
        ids = [of.session.desk.story.articles[article].id for article in shown(of)]
        wide = widths(of)
    turned = Story(SEEDS.title, SEEDS.articles[::-1], SEEDS.paths)
    for again in (SEEDS, turned):
        async with reader(path, again, place=kept) as of:
            assert [again.articles[article].id for article in shown(of)] == ids
            assert widths(of) == wide


async def test_blind_mode_has_columns_of_its_own_and_gives_back_those_from_before(path: Path) -> None:
    async with reader(path) as of:
        await of.press("C", "L", "l", "l", "x", "escape")
        before = shown(of)
        of.app.reader.apply(of.session.display.turn_blind(7))
        await of.settle()
        assert of.session.desk.shown.blind is not None
        assert shown(of) == list(of.session.desk.shown.blind.order)
        kept = of.session.kept_place()
        of.app.reader.apply(of.session.display.turn_blind(None))
        await of.settle()
        assert shown(of) == before
    async with reader(path, place=kept) as of:
        assert len(shown(of)) == 3
        of.app.reader.apply(of.session.display.turn_blind(None))
        await of.settle()
        assert shown(of) == before


async def test_where_few_columns_fit_the_chosen_one_is_in_view(path: Path) -> None:
    async with reader(path, size=(80, 24)) as of:
        await of.press("C", "l", "l")
        assert shown(of) == [1, 2]
        await of.press("H", "H")
        assert shown(of) == [2, 0]
        assert "columns 1–2 of 3" in of.line("title")
        await of.press("escape")
        assert of.session.desk.place.paragraph.article == 0
        of.assert_cursor_in_view()


@pytest.mark.parametrize("size", [WIDE, (80, 24), (40, 10), (20, 5), (1, 1)], ids=str)
@pytest.mark.parametrize("flow", [False, True])
async def test_every_key_of_the_mode_at_every_size(path: Path, size: tuple[int, int], *, flow: bool) -> None:
    async with reader(path, size=size) as of:
        await of.press(*(["r"] if flow else []), "j", "j")
        for key in KEYS:
            if of.session.mode == READ:
                await of.press("C")
            await of.press(key)
            of.drawn()
            if size != (1, 1):
                of.assert_cursor_in_view()
        await of.press("escape", "l", "h", "space", "c")
        assert len(of.session.annotations.book) == 1


async def test_the_mode_without_colour(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with reader(path, size=(80, 24)) as of:
        await of.press("C", "l", "x")
        assert of.message() == "Columns:  Reuters  (‹Bloomberg›)  DW  · Bloomberg hidden · x shows it"


async def test_a_story_of_one_column_has_nothing_to_arrange(path: Path) -> None:
    async with reader(path, story("One thing here.")) as of:
        await of.press("C")
        assert of.session.mode == READ
        assert of.message() == "This story has one column"


# Heads


async def test_heads_tell_how_much_is_aligned_and_tagged(path: Path) -> None:
    async with reader(path) as of:
        view = of.session.desk.shown
        for head, share in zip(of.line("heads").split("│"), view.shares, strict=True):
            assert head.split()[-1] == f"{share:.0%}"
            assert head.count("▰") == round(share * 5)
            assert head.count("▰") + head.count("▱") == 5
        await of.press("l", "j", "c", "j", "d")
        assert of.line("heads").split("│")[1].rstrip().endswith(" · 2 tagged")
        await of.press("z")
        assert of.line("heads").split("│")[1].rstrip().endswith(" · 1 tagged")
        assert "tagged" not in of.line("heads").split("│")[0]


async def test_heads_are_never_wider_than_their_columns(path: Path) -> None:
    wider = []
    async with reader(path, size=(6, 24)) as of:
        await of.press("C", "l", "x", "escape")
        for width in [*range(6, 200, 13), 80]:
            await of.resize(width, 24)
            await of.settle()
            heads = of.line("heads")
            edges = [column.x - 1 for column in columns_for(width - 1, (0, 2))[1:]]
            if not all(heads[edge : edge + 1] == "│" for edge in edges):
                wider.append((width, heads))
    assert wider == []
