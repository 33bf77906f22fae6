"""Terminals of every size, with few colours or none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from textual import constants

from tests.each import one_or_all
from tests.stories import story
from tests.ui.opened import WIDE, Open, reader
from tui.look.theme import ANSI, DARK

if TYPE_CHECKING:
    from pathlib import Path

SIZES = [WIDE, (80, 24), (40, 10), (20, 5), (4, 4), (1, 1)]


async def test_at_80_by_24_two_of_three_columns_are_shown_and_l_brings_the_third(path: Path) -> None:
    async with reader(path, size=(80, 24)) as of:
        assert shown(of) == [0, 1]
        assert "columns 1–2 of 3" in of.line("title")
        assert of.line("heads").strip(" ▌").split()[0] == "Reuters"
        await of.press("l", "l")
        assert shown(of) == [1, 2]
        assert "columns 2–3 of 3" in of.line("title")
        assert "DW" in of.line("heads")
        of.assert_cursor_in_view()
        await of.press("h", "h")
        assert shown(of) == [0, 1]


def shown(of: Open) -> list[int]:
    layout = of.page.layout_
    assert layout is not None
    return [column.article for column in layout.columns]


async def test_on_a_low_terminal_the_status_bar_tells_what_happened_and_the_page_has_the_room(path: Path) -> None:
    async with reader(path, size=(40, 10)) as of:
        assert "? keys" in of.line("status")
        await of.press("j", "c")
        assert of.message().startswith("claim added")
        await of.press("j")
        assert of.line("status").split()[:5] == ["c", "d", "t", "u", "tag"]
        assert of.page.size.height == 7


async def tour(of: Open) -> None:
    """Everything that can be opened, with something tagged."""
    await of.press("j", "c", "d", "w", "v", "w", "t", "l", "B")
    of.drawn()
    for key in ("T", "a", "s", "L", "K", "i", "/", "f", "E", "?", ":"):
        await of.press(key)
        assert of.app.screen is not of.app.reader, key
        if key in "Tas/":
            await of.press(*"x[b]")
        await of.press("down", "up")
        await of.press("escape")
        if key == "a":
            await of.press("escape")
        await of.until(lambda: of.app.screen is of.app.reader)
    await of.press(
        "z", "x", "Z", "]", "[", "o", "e", "w", "o", "e", "M", "'", "y", ";", ",", "p", "B", "tab", "shift+tab"
    )
    of.drawn()
    of.assert_cursor_in_view()


@pytest.mark.parametrize("size", one_or_all(SIZES[2:]), ids=str)
async def test_everything_can_be_opened_at_every_size(path: Path, size: tuple[int, int]) -> None:
    async with reader(path, size=size) as of:
        if size == (1, 1):
            await of.press("j", "c", "T")
            await of.press("escape")
            await of.press("L")
            await of.press("escape")
            of.drawn()
            assert len(of.session.annotations.book) == 1
        else:
            await tour(of)


async def test_a_storm_of_sizes_leaves_the_cursor_in_view_and_the_title_at_its_edge(path: Path) -> None:
    async with reader(path) as of:
        await of.press(*["j"] * 20, "c")
        place = of.session.desk.place
        for size in [*SIZES, *reversed(SIZES), (3, 40), (300, 3), (100, 18), (100, 17), (100, 18), WIDE]:
            await of.resize(*size)
            if size[1] >= 6 and size[0] > 5:
                await of.settle()
                of.assert_cursor_in_view()
                of.drawn()
        await of.settle()
        assert of.session.desk.place == place
        assert shown(of) == [0, 1, 2]
        of.assert_cursor_in_view()
        assert len(of.line("title")) == 159


@pytest.mark.parametrize("key", ["T", "L", "?", ":", "a"])
async def test_a_terminal_that_shrinks_to_nothing_under_a_dialog_and_grows_again(path: Path, key: str) -> None:
    async with reader(path, story()) as of:
        await of.press("c", key)
        for size in ((6, 3), (1, 1), (80, 24)):
            await of.resize(*size)
            await of.settle()
        await of.press("escape")
        assert of.app.screen is of.app.reader
        of.assert_cursor_in_view()


@pytest.mark.parametrize("colours", one_or_all(["none", "16", "truecolor"]))
async def test_everything_can_be_opened_with_any_number_of_colours(
    path: Path, monkeypatch: pytest.MonkeyPatch, colours: str
) -> None:
    if colours == "none":
        monkeypatch.setenv("NO_COLOR", "1")
    else:
        systems = {"16": "standard", "truecolor": "truecolor"}
        monkeypatch.setattr(constants, "COLOR_SYSTEM", systems[colours])
    async with reader(path) as of:
        assert of.app.theme == (ANSI if colours in ("none", "16") else DARK)
        await tour(of)


async def test_without_colour_the_page_is_drawn_without_any_and_still_shows_cursor_and_tags(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with reader(path, story()) as of:
        await of.press("j", "c", "w", "w", "w", "j")
        line = next(y for y, text in enumerate(of.drawn()) if "The minister" in text)
        strip = of.page.render_line(line)
        assert strip.text.split()[0] == "c"
        tagged = next(segment for segment in strip if "The minister" in segment.text)
        assert tagged.style is not None
        assert tagged.style.underline
        screen = of.app.screen._compositor.render_strips()
        colours = {
            colour
            for row in screen
            for segment in row
            if segment.style
            for colour in (segment.style.color, segment.style.bgcolor)
            if colour is not None and not colour.is_default
        }
        assert colours == set()


@pytest.mark.parametrize("keys", [[":"], ["/"], ["a"], ["s"], ["L", "/"]], ids=" ".join)
async def test_without_colour_the_cursor_of_a_text_is_seen(
    path: Path, monkeypatch: pytest.MonkeyPatch, keys: list[str]
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with reader(path, story()) as of:
        await of.press("c", *keys, *"abcd", "left", "left")

        def reversed_() -> set[str]:
            strips = of.app.screen._compositor.render_strips()
            return {segment.text for row in strips for segment in row if segment.style and segment.style.reverse}

        await of.until(lambda: "c" in reversed_())  # it blinks


async def test_another_theme_repaints_everything(path: Path) -> None:
    async with reader(path, story()) as of:
        before = of.page.render_line(0)
        of.app.theme = "newsreader-light"
        await of.settle()
        assert of.page.render_line(0) != before
        of.drawn()
