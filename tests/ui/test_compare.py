"""A row compared in full, with keys really pressed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.stories import story
from tests.ui.opened import WIDE, Open, reader
from tui.look.paint import CHANGED_SIGN
from tui.screens.compare import Compared, CompareRow

if TYPE_CHECKING:
    from pathlib import Path

    from rich.segment import Segment

ONE = 'Talks\n\nThe minister met diplomats in Rome. "We regret the delay of weapons," he told reporters.\n'
TWO = 'Meeting\n\nDiplomats saw the minister for hours. He said: "We regret the long delay of weapons."\n'
SIZES = [(160, 48), (80, 24), (40, 10), (20, 6), (4, 3), (1, 1)]


def screen(of: Open) -> CompareRow:
    found = of.app.screen
    assert isinstance(found, CompareRow)
    return found


def seen(of: Open) -> list[str]:
    """What is on the terminal, after checking that it can be sent there."""
    lines = []
    for strip in of.app.screen._compositor.render_strips():
        assert all(segment.style is not None for segment in strip)
        text = "".join(segment.text for segment in strip)
        assert not any(character < " " or "\x7f" <= character <= "\x9f" for character in text)
        lines.append(text.rstrip())
    return lines


def segments(of: Open, words: str) -> list[Segment]:
    """The segments on the terminal that have these words."""
    return [s for strip in of.app.screen._compositor.render_strips() for s in strip if words in s.text]


async def test_one_key_compares_the_row_beside_one_another_and_one_more_turns_it(path: Path) -> None:
    async with reader(path, size=WIDE) as of:
        await of.press("j")
        await of.press("enter")
        assert screen(of)
        assert any("Reuters" in line and "Bloomberg" in line and "DW" in line for line in seen(of))
        await of.press("tab")
        heads = [line.split(" · ")[0].strip() for line in seen(of)[3:] if "% " in line and "also" not in line]
        assert heads == ["Reuters", "Bloomberg", "DW"]
        await of.press("escape", "enter")
        assert not screen(of).side_by_side


async def test_what_is_shared_is_underlined_a_name_of_one_account_bold_and_changed_quotations_are_told(
    path: Path,
) -> None:
    async with reader(path, story(ONE, TWO)) as of:
        await of.press("j", "enter")
        (shared,), (own,), (other,) = segments(of, "The minister"), segments(of, "Rome"), segments(of, "saw")
        assert shared.style
        assert shared.style.underline
        assert not shared.style.bold
        assert other.style
        assert not other.style.bold
        assert not other.style.underline
        assert own.style
        assert own.style.bold
        quoted = segments(of, "We regret the")[0]
        assert quoted.style
        assert quoted.style.italic
        assert any(line.lstrip().startswith(CHANGED_SIGN) for line in seen(of))
        assert any(" altered: Courier" in line for line in seen(of))


async def test_tags_show_in_the_gutter_beside_the_sign_of_a_changed_quotation(path: Path) -> None:
    async with reader(path, story(ONE, TWO)) as of:
        await of.press("j", "c", "enter")
        assert any(" c ≠The minister" in line for line in seen(of))


async def test_the_cursor_comes_back_to_where_it_was_or_to_the_row_compared_last(path: Path) -> None:
    async with reader(path) as of:
        await of.press("j", "w", "w")
        place = of.session.desk.place
        await of.press("enter", "j", "k", "enter")
        assert of.session.desk.place == place
        await of.press("enter", "j", "j", "j", "q")
        row = of.session.desk.shown.row_of
        assert row[of.session.desk.place.paragraph] == row[place.paragraph] + 3
        of.assert_cursor_in_view()


async def test_first_and_last_row_are_told(path: Path) -> None:
    async with reader(path, story(ONE, TWO)) as of:
        await of.press("enter", "k")
        assert "This is the first row" in seen(of)[-1]
        await of.press("j", "j", "j", "j")
        assert "This is the last row" in seen(of)[-1]


async def test_a_row_of_one_account_says_so(path: Path) -> None:
    async with reader(path, story(ONE, "Elsewhere\n\nIt rained over Hamburg all week.\n")) as of:
        await of.press("j", "enter")
        assert "Post alone here · no link to Courier" in seen(of)[0]


async def test_it_is_copied_as_text_with_what_differs_in_brackets(path: Path) -> None:
    async with reader(path, story(ONE, TWO)) as of:
        await of.press("j", "enter", "y")
        assert "diplomats in [Rome]." in of.app.clipboard
        assert "Copied: Row " in seen(of)[-1]


async def test_tags_are_given_on_the_page_alone(path: Path) -> None:
    async with reader(path, story(ONE, TWO)) as of:
        await of.press("j", "enter", "c")
        assert "esc goes back to the page" in seen(of)[-1]
        assert not len(of.session.annotations.book)


async def test_what_is_long_scrolls(path: Path) -> None:
    long = " ".join(f"Sentence {n} tells of the minister in Rome." for n in range(300))
    async with reader(path, story(f"Talks in Rome\n\n{long}\n", f"Rome talks\n\n{long} And more.\n")) as of:
        await of.press("j", "enter")
        before = seen(of)
        await of.press("space")
        assert seen(of)[4:-1] != before[4:-1]
        for _ in range(40):
            await of.press("space")
        assert any("And more." in line for line in seen(of))
        await of.press("k", "j")
        assert seen(of) == before


async def test_help_and_palette_know_its_keys(path: Path) -> None:
    async with reader(path) as of:
        await of.press("enter", "?")
        assert any("Beside" in line or "beside" in line for line in seen(of))
        await of.press("escape", ":", *"beside", "enter")
        assert not screen(of).side_by_side


async def test_another_theme_is_taken_at_once(path: Path) -> None:
    async with reader(path, story(ONE, TWO)) as of:
        await of.press("j", "enter")
        (before,) = segments(of, "Rome")
        of.app.theme = "newsreader-light"
        await of.settle()
        (after,) = segments(of, "Rome")
        assert before.style != after.style


@pytest.mark.parametrize("size", [(60, 5), (160, 8), (160, 48)], ids=str)
async def test_no_words_stand_under_the_scrollbar_whatever_the_size_was_before(
    path: Path, size: tuple[int, int]
) -> None:
    async with reader(path) as of:
        await of.press("j", "enter")
        for before in ((80, 3), (160, 48), size):
            await of.resize(*before)
        await of.settle()
        body = of.app.screen.query_one(Compared)
        assert screen(of)._width == body.scrollable_content_region.width == size[0] - 1
        assert max(side.column.right for side in body._sides) <= size[0] - 1


@pytest.mark.parametrize("size", SIZES)
async def test_it_fits_every_terminal(path: Path, size: tuple[int, int]) -> None:
    async with reader(path, size=size) as of:
        await of.press("j", "enter", "j", "tab", "space", "y", "c", "k")
        assert len(seen(of)) == size[1]
        for width, height in reversed(SIZES):
            await of.resize(width, height)
            await of.settle()
            assert len(seen(of)) == height
        await of.press("escape")
        assert of.app.screen is of.app.reader


async def test_it_can_be_read_without_colours(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with reader(path, story(ONE, TWO)) as of:
        await of.press("j", "enter")
        (own,), (shared,) = segments(of, "Rome"), segments(of, "The minister")
        assert own.style
        assert shared.style
        assert own.style.bold
        assert not shared.style.bold
        assert shared.style.underline
        assert own.style.color == shared.style.color


async def test_markup_in_an_article_is_text(path: Path) -> None:
    async with reader(path, story("[b]T[/\n\n[b]rain[/ over Rome.\n", "U\n\n[b]rain[/ over Hamburg.\n")) as of:
        await of.press("j", "enter")
        assert any("[b]rain[/" in line for line in seen(of))
