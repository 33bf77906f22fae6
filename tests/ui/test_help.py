"""The help: the keys of the present mode, as they are set."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from textual.widgets import Static

from annotations.codebook.codebook import Codebook, Tag
from tests.stories import story
from tests.ui.opened import WIDE, Open, reader
from tests.ui.test_dialogs import UNANSWERED, ask, given, hint, shown
from tui.keys.keymap import DEFAULT, Keymap
from tui.keys.settings import Settings
from tui.screens.about import About
from tui.screens.help import Help, heading, sections
from tui.session.modes import HELP, LIST, MODES, READ, SELECT
from tui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from pathlib import Path

ODD = Tag("odd", "[b]odd[/] 日本", "Q", definition="[red]Not markup[/")


def sheet(of: Open) -> Sheet:
    return of.app.screen.query_one(Sheet)


def lines(of: Open) -> list[str]:
    """The lines in view of what scrolls, after checking that the screen can be sent to a terminal."""
    shown(of)
    region = sheet(of).scrollable_content_region
    strips = of.app.screen._compositor.render_strips()
    return [strip.crop(region.x, region.right).text.strip() for strip in strips[region.y : region.bottom]]


def test_a_tag_is_told_with_the_keys_that_give_it_and_one_without_with_a_dash() -> None:
    book = Codebook((*Codebook().tags, Tag("cause", "Cause"), Tag("plea", "Plea", "7"), Tag("odd", "Odd", "Q")))
    (tags,) = (section for section in sections(DEFAULT, READ, book) if section.heading == "Tags")
    assert [line.keys for line in tags.lines] == ["c 1", "d 2", "t 3", "u 4", "–", "Q", "7"]


async def told(of: Open) -> str:
    """All that the help says, from its top to its end."""
    seen = lines(of)
    while sheet(of).scroll_offset.y < sheet(of).max_scroll_y:
        await of.press("space")
        seen += lines(of)
    return " ".join(" ".join(seen).split())


@pytest.mark.long
async def test_a_mode_has_its_own_keys_first_under_its_name(path: Path) -> None:
    async with reader(path, story()) as of:
        for mode in MODES:
            await ask(of, Help(mode, Codebook()))
            assert str(of.app.screen.query_one(".question", Static).content) == heading(mode)
            first = next(line for line in lines(of) if line and line not in mode.headings)
            keys, text = DEFAULT.help_rows(mode.headings[0], mode)[0]
            assert first.split() == [*keys.split(), *text.split()]
            await of.press("escape")


def test_it_says_what_the_keys_are_for() -> None:
    assert [heading(mode) for mode in (READ, SELECT, LIST)] == [
        "Keys on the page",
        "Keys while selecting",
        "Keys in the list",
    ]


@pytest.mark.parametrize("size", [WIDE, (80, 24), (40, 10)])
async def test_all_of_it_can_be_read_at_any_size(path: Path, size: tuple[int, int]) -> None:
    keymap = Keymap({"undo": ("U",), "copy": ()})
    codebook = Codebook((*Codebook().tags, ODD))
    async with reader(path, story(), size=size, settings=Settings(keymap)) as of:
        await ask(of, Help(READ, codebook))
        text = await told(of)
        for part in ("U Take back", "– Copy the", "c d t u Q", ODD.name.split()[0], "[red]Not", "Move", "Program"):
            assert part in text
        assert "z ctrl+z" not in text
        assert hint(of).startswith("esc closes · j k scroll")


@pytest.mark.parametrize("key", [":", "ctrl+p"])
async def test_the_palette_that_it_names_opens_from_it_and_takes_what_is_typed_on(path: Path, key: str) -> None:
    async with reader(path, story()) as of:
        await of.press("c", "?", key, *"undo", "enter")
        assert of.app.screen is of.app.reader
        assert of.message() == "Taken back: claim added · Z does it again"


@pytest.mark.parametrize("key", ["escape", "q", "?", "f1", "enter"])
async def test_it_closes_by_the_keys_that_one_would_try(path: Path, key: str) -> None:
    async with reader(path, story()) as of:
        answer = await ask(of, Help(READ, Codebook()), key)
        assert given(answer) is False
        assert of.app.screen is of.app.reader


async def test_it_scrolls_and_closes_by_the_persons_own_keys_and_by_no_others(path: Path) -> None:
    keymap = Keymap({"down": ("f3",), "up": ("f4",), "help": ("H",), "last": ("f5",)})
    async with reader(path, story(), size=(80, 24), settings=Settings(keymap)) as of:
        answer = await ask(of, Help(READ, Codebook()))
        assert hint(of).startswith("esc closes · f3 f4 scroll")
        tops = []
        for key in ("f3", "f3", "f4", "f5", "j", "c", "g"):
            await of.press(key)
            tops.append(sheet(of).scroll_offset.y)
        end = sheet(of).max_scroll_y
        assert tops == [1, 2, 1, end, end, end, 0]
        assert len(of.session.annotations.book) == 0
        assert given(answer) == UNANSWERED
        await of.press("H")
        assert given(answer) is False


async def test_a_sheet_of_another_dialog_scrolls_by_the_keys_of_the_table(path: Path) -> None:
    async with reader(path, story(), size=(40, 10)) as of:
        await ask(of, About(of.session))
        tops = []
        for key in ("j", "down", "k", "G", "g"):
            await of.press(key)
            tops.append(sheet(of).scroll_offset.y)
        assert tops == [1, 2, 1, sheet(of).max_scroll_y, 0]


# Searching


async def test_words_typed_into_it_leave_what_they_mean_of_keys_tags_and_signs(path: Path) -> None:
    async with reader(path, story()) as of:
        answer = await ask(of, Help(READ, Codebook()))
        await of.press("/", *"percent")
        said = (
            "▰▰▱▱▱ 40% Share aligned. The share of an article's paragraphs that have a counterpart in another article."
        )
        assert await told(of) == f"Signs on the page {said}"
        await of.press("enter", "/", *["backspace"] * 7, *"threat")
        text = await told(of)
        assert text.startswith(
            "Tag c d t u Tag the selection, else the sentence, as claim, denial, threat, unverified;"
        )
        assert text.endswith(" Tags t 3 threat. A warning or an announcement of harm, force, sanctions and the like.")
        assert [other for other in (said, "denial.", "Move", "Program") if other in text] == []
        await of.press("escape")
        assert len(await told(of)) > 2_000
        assert given(answer) == UNANSWERED
        await of.press("escape")
        assert given(answer) is False


async def test_what_it_is_narrowed_down_to_stays_until_escape_shows_all(path: Path) -> None:
    async with reader(path, story(), size=(40, 10)) as of:
        answer = await ask(of, Help(READ, Codebook()))
        await of.press("f", *"nothing like that")
        assert [line for line in lines(of) if line] == []
        assert hint(of).startswith("Nothing here is called that")
        await of.press(*["backspace"] * 17, *"boilerplate", "enter")
        assert "Show or fold navigation" in await told(of)
        await of.press("escape")
        await of.press("g")
        assert "Go to the next paragraph" in await told(of)
        assert given(answer) == UNANSWERED


async def test_a_sign_picked_in_the_palette_is_explained_here_and_one_key_leads_back(path: Path) -> None:
    async with reader(path, story()) as of:
        await of.press(":", *"percent", "enter")
        assert of.app.mode is HELP
        assert "Share aligned. The share" in await told(of)
        await of.press("escape")
        assert of.app.screen is of.app.reader
