"""The palette's dialog: what it gives back for which keys, and what it shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from textual.widgets import OptionList

from annotations.codebook.codebook import Codebook, Tag
from articles.model import ParagraphId
from tests.stories import story
from tests.ui.opened import WIDE, Open, reader
from tests.ui.test_dialogs import UNANSWERED, ask, given, hint, shown
from tui.keys.keymap import DEFAULT
from tui.keys.palette_entries import COMMAND, NOTHING, TAG, THEME, PaletteEntry, entries
from tui.look.theme import THEMES
from tui.screens.palette import Palette
from tui.session.modes import READ

if TYPE_CHECKING:
    from pathlib import Path

ODD = Tag("odd", "[b]odd[/ 日本", "Q", definition="[red]Not markup[/")
ENTRIES = entries(DEFAULT, READ, Codebook((*Codebook().tags, ODD)), ["newsreader-dark", "newsreader-light"])


def marked(of: Open) -> int | None:
    return of.app.screen.query_one(OptionList).highlighted


@pytest.mark.parametrize(
    ("keys", "kind", "value"),
    [
        ([*"undo", "enter"], COMMAND, "undo"),
        ([*"quit", "enter"], COMMAND, "quit"),
        ([*"codeb", "enter"], COMMAND, "codebook"),
        ([*"thr", "enter"], TAG, "threat"),
        ([*"odd", "enter"], TAG, "odd"),
        ([*"light", "enter"], THEME, "newsreader-light"),
        (["enter"], COMMAND, ENTRIES[0].value),
        (["down", "down", "enter"], COMMAND, ENTRIES[2].value),
        (["ctrl+n", "ctrl+n", "ctrl+p", "enter"], COMMAND, ENTRIES[1].value),
        (["up", "enter"], THEME, ENTRIES[-1].value),
        (["pagedown", "pagedown", "pageup", "enter"], COMMAND, ENTRIES[10].value),
        ([*"undx", "backspace", "enter"], COMMAND, "undo"),
        ([*"qqqqq", "enter"], NOTHING, "qqqqq"),
        ([*"qqqqq", "down", "enter"], NOTHING, "qqqqq"),
    ],
)
async def test_letters_and_enter_typed_at_once_give_what_they_mean(
    path: Path, keys: list[str], kind: str, value: str
) -> None:
    async with reader(path, story()) as of:
        answer = given(await ask(of, Palette(ENTRIES), *keys))
        assert isinstance(answer, PaletteEntry)
        assert (answer.kind, answer.value) == (kind, value)
        assert of.app.screen is of.app.reader


async def test_escape_gives_nothing(path: Path) -> None:
    async with reader(path, story()) as of:
        assert given(await ask(of, Palette(ENTRIES), *"undo", "escape")) is None


async def test_a_click_gives_the_entry_under_the_mouse(path: Path) -> None:
    async with reader(path, story()) as of:
        answer = await ask(of, Palette(ENTRIES))
        await of.pilot.click(OptionList, offset=(3, 2))
        await of.settle()
        assert given(answer) == ENTRIES[2]


async def test_entries_are_shown_with_their_keys_and_what_the_marked_one_does(path: Path) -> None:
    async with reader(path, story()) as of:
        answer = await ask(of, Palette(ENTRIES))
        assert hint(of) == ENTRIES[0].help
        await of.press(*"undo")
        assert "Undo · z ctrl+z" in "\n".join(shown(of))
        assert hint(of) == "Take back what was done last."
        await of.press(*"xxx")
        assert (marked(of), hint(of)) == (None, "Nothing has such a name · esc closes")
        assert given(answer) == UNANSWERED


@pytest.mark.parametrize("size", [WIDE, (80, 24), (40, 10), (20, 5), (4, 3)])
async def test_it_works_at_any_size_with_any_text(path: Path, size: tuple[int, int]) -> None:
    async with reader(path, story(), size=size) as of:
        answer = await ask(of, Palette(ENTRIES))
        await of.press(*"odd")
        lines = shown(of)
        if size[0] >= 40:
            assert any("Tag as [b]odd[/ 日本" in line for line in lines)
            assert any("[red]Not markup[/" in line for line in lines)
        await of.press("enter")
        assert given(answer) == next(entry for entry in ENTRIES if entry.value == "odd")


async def test_every_theme_of_the_program_can_show_it(path: Path) -> None:
    async with reader(path, story()) as of:
        answer = await ask(of, Palette(ENTRIES))
        for theme in THEMES:
            of.app.theme = theme.name
            await of.settle()
            assert "Next paragraph · j ↓" in "\n".join(shown(of))
        assert given(answer) == UNANSWERED


async def test_a_number_goes_to_that_row_and_an_outlet_with_one_to_its_paragraph(path: Path) -> None:
    async with reader(path, story()) as of:
        await of.press(":", *"courier 4", "enter")
        assert of.session.desk.place.paragraph == ParagraphId(1, 4)
        assert of.message() == "Courier, paragraph 4 · row 6"
        await of.press(":", "1", "enter")
        assert of.session.desk.place.paragraph == ParagraphId(1, 1)
        await of.press(":", *"99")
        assert hint(of) == "There are rows 1 to 7 · esc closes"
        await of.press("escape", "L", ":", "1")
        assert "Row 1" not in "\n".join(shown(of)), "the list is no page"


async def test_a_hidden_paragraph_that_is_named_is_shown(path: Path) -> None:
    async with reader(path, story()) as of:
        assert not of.session.desk.shown.shows(ParagraphId(0, 5))
        await of.press(":", *"post 5", "enter")
        assert of.session.desk.place.paragraph == ParagraphId(0, 5)
        of.assert_cursor_in_view()
