"""The line in which a search is typed, by itself."""

from __future__ import annotations

from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from textual import events
from textual.content import Content
from textual.widgets import Static

import tui
from tests.ui.opened import Driven
from tui.look.theme import DARK, THEMES
from tui.screens.search_prompt import SearchPrompt
from tui.system.type_ahead import TypeAhead
from tui.widgets.field import Field

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence

    from textual.app import ComposeResult


class Searching(TypeAhead, inherit_bindings=False):
    """A page that shows what is searched for, and a prompt over it."""

    CSS_PATH = str(Path(tui.__file__).parent / "reader.tcss")
    CSS = "Screen { overflow: hidden; }"  # a bar for two columns takes one of them, is not needed then, and so on

    def __init__(self, past: Sequence[str]) -> None:
        super().__init__()
        self.past = past
        self.searched: list[str] = []
        self.answers: list[str | None] = []
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = DARK

    def compose(self) -> ComposeResult:
        yield Static(id="page")

    def search(self, query: str) -> str:
        self.searched.append(query)
        self.query_one("#page", Static).update(Content(f"page[/ of {query}"))
        return f"{len(query)} of [b] 17" if query else ""

    async def talk(self) -> None:
        self.answers.append(await self.ask(SearchPrompt(self.search, self.past)))

    def drawn(self) -> list[str]:
        """The screen's lines, what lies behind the prompt among them."""
        width, height = self.size
        lines = self.screen._compositor.render_strips() if width and height else []
        return ["".join(segment.text for segment in line).rstrip() for line in lines]


@asynccontextmanager
async def prompt(*past: str, size: tuple[int, int] = (60, 10)) -> AsyncIterator[tuple[Searching, Driven]]:
    app = Searching(past)
    async with app.run_test(size=size) as pilot:
        app.converse(app.talk())
        driven = Driven(pilot)
        await driven.until(lambda: isinstance(app.screen, SearchPrompt))
        await driven.settle()
        yield app, driven


async def test_every_change_is_searched_for_and_counted_while_the_page_shows_it() -> None:
    async with prompt() as (app, driven):
        for key in ("a", "b", "backspace"):
            await driven.press(key)
        assert app.searched == ["", "a", "ab", "a"]
        await driven.until(lambda: app.drawn()[0] == "page[/ of a")  # what lies below is drawn in its own time
        lines = app.drawn()
        assert lines[-1].startswith(" /a")
        assert lines[-1].endswith("1 of [b] 17")
        assert lines[1:-1] == [""] * 8
        await driven.press("enter")
        assert app.answers == ["a"]
        assert app.screen is not None
        assert not isinstance(app.screen, SearchPrompt)


async def test_the_first_search_is_for_nothing_and_comes_before_any_key() -> None:
    async with prompt() as (app, _):
        assert app.searched == [""]
        assert app.drawn()[-1] == " /words of the text · ↑ earlier searches"


async def test_escape_cancels() -> None:
    async with prompt() as (app, driven):
        await driven.press(*"ab", "escape")
        assert app.answers == [None]


async def test_up_and_down_go_through_earlier_searches_and_back_to_what_was_typed() -> None:
    async with prompt("first", "second") as (app, driven):
        await driven.press(*"ne", "down")
        seen = []
        for key in ("up", "up", "up", "down", "down", "down"):
            await driven.press(key)
            seen.append(app.screen.query_one(Field).value)
        assert seen == ["second", "first", "first", "second", "ne", "ne"]
        for key in ("up", "x", "enter"):
            await driven.press(key)
        assert app.searched[-2:] == ["second", "secondx"]
        assert app.answers == ["secondx"]


async def test_a_pasted_text_is_one_line() -> None:
    async with prompt() as (app, driven):
        app.post_message(events.Paste("two\n lines"))
        await driven.settle()
        await driven.press("enter")
        assert app.answers == ["two lines"]


@pytest.mark.parametrize("size", [(40, 10), (20, 5), (4, 4), (1, 1)], ids=str)
async def test_it_takes_keys_at_every_size(size: tuple[int, int]) -> None:
    async with prompt(size=size) as (app, driven):
        await driven.press(*"abc", "up", "enter")
        assert app.answers == ["abc"]
        assert len(app.drawn()) == size[1]
