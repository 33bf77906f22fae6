"""The picker of filters, by itself."""

from __future__ import annotations

from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from textual.widgets import OptionList, Static

import tui
from tests.ui.opened import Driven
from tui.look.theme import DARK, THEMES
from tui.screens.pick_filter import PickedFilter, PickFilter, narrowed
from tui.shown.filters import Choice, Filter
from tui.system.type_ahead import TypeAhead

if TYPE_CHECKING:
    from collections.abc import AsyncIterator


CHOICES = [
    Choice(Filter("tagged"), "tagged rows", 5),
    Choice(Filter("untagged"), "untagged rows", 26),
    Choice(Filter("outlet", 0), "rows with Łódź [b] News", 12),
    Choice(Filter("tag", "claim"), "rows tagged claim", 3),
]


class Filtering(TypeAhead, inherit_bindings=False):
    """A picker over an empty page."""

    CSS_PATH = str(Path(tui.__file__).parent / "reader.tcss")

    def __init__(self, *, hides: bool, present: Filter | None) -> None:
        super().__init__()
        self.hides, self.present = hides, present
        self.answers: list[PickedFilter | None] = []
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = DARK

    async def talk(self) -> None:
        self.answers.append(await self.ask(PickFilter(CHOICES, len, hides=self.hides, present=self.present)))

    @property
    def options(self) -> list[str]:
        return [str(option.prompt) for option in self.screen.query_one(OptionList).options]

    @property
    def hint(self) -> str:
        return str(self.screen.query_one(".hint", Static).render())


@asynccontextmanager
async def picker(
    *, hides: bool = True, present: Filter | None = None, size: tuple[int, int] = (80, 24)
) -> AsyncIterator[tuple[Filtering, Driven]]:
    app = Filtering(hides=hides, present=present)
    async with app.run_test(size=size) as pilot:
        app.converse(app.talk())
        driven = Driven(pilot)
        await driven.until(lambda: isinstance(app.screen, PickFilter))
        await driven.settle()
        yield app, driven


async def test_one_key_counts_strong_links_only_and_back(monkeypatch: pytest.MonkeyPatch) -> None:
    by_links = [Choice(Filter("alone"), "alone", 3), Choice(Filter("alone", strong=True), "alone, weak not counted", 7)]
    monkeypatch.setattr("tests.ui.test_pick_filter.CHOICES", [*CHOICES[:1], *by_links])
    async with picker() as (app, driven):
        assert app.options == ["      5  tagged rows", "      3  alone"]
        await driven.press("ctrl+t")
        assert app.options == ["      5  tagged rows", "      7  alone, weak not counted"]
        assert "counts weak links too" in app.hint
        await driven.press("ctrl+t", "ctrl+t", "down", "enter")
        assert app.answers == [PickedFilter(Filter("alone", strong=True), hides=True)]


def test_all_words_narrow_down_whatever_their_accents() -> None:
    assert [choice.rows for choice in narrowed(CHOICES, "LODZ with")] == [12]
    assert [choice.rows for choice in narrowed(CHOICES, "tagged")] == [5, 26, 3]
    assert narrowed(CHOICES, "  ") == CHOICES


async def test_filters_are_listed_with_the_rows_that_each_picks() -> None:
    async with picker() as (app, driven):
        assert app.options[0] == "      5  tagged rows"
        assert app.options[2] == "     12  rows with Łódź [b] News"
        await driven.press("down", "down", "down", "up", "up", "enter")
        assert app.answers == [PickedFilter(Filter("untagged"), hides=True)]


async def test_letters_narrow_down_and_offer_the_rows_with_this_text() -> None:
    async with picker() as (app, driven):
        await driven.press(*"clai")
        assert app.options == ["      3  rows tagged claim", "      4  rows with “clai”"]
        await driven.press("down", "enter")
        assert app.answers == [PickedFilter(Filter("text", "clai"), hides=True)]


async def test_what_matches_no_filter_is_a_text() -> None:
    async with picker() as (app, driven):
        await driven.press(*" nu  [b", "enter")
        assert app.answers == [PickedFilter(Filter("text", "nu [b"), hides=True)]


async def test_tab_turns_hiding_into_dimming_and_back() -> None:
    async with picker() as (app, driven):
        assert app.hint == "enter hides the other rows · tab turns to dimming · esc closes"
        await driven.press("tab")
        assert app.hint == "enter dims the other rows · tab turns to hiding · esc closes"
        await driven.press("tab", "tab", "enter")
        assert app.answers == [PickedFilter(Filter("tagged"), hides=False)]


async def test_the_filter_that_is_on_is_ticked_and_marked_so_that_enter_applies_it_again() -> None:
    async with picker(hides=False, present=Filter("tag", "claim")) as (app, driven):
        assert [option.startswith("✓") for option in app.options] == [False, False, False, True]
        await driven.press("enter")
        assert app.answers == [PickedFilter(Filter("tag", "claim"), hides=False)]


async def test_a_text_that_is_on_is_listed_first() -> None:
    async with picker(present=Filter("text", "talks")) as (app, driven):
        assert app.options[0] == "✓     5  rows with “talks”"
        await driven.press("enter")
        assert app.answers == [PickedFilter(Filter("text", "talks"), hides=True)]


async def test_escape_picks_nothing() -> None:
    async with picker() as (app, driven):
        await driven.press("x", "tab", "escape")
        assert app.answers == [None]


@pytest.mark.parametrize("size", [(40, 10), (20, 5), (4, 4), (1, 1)], ids=str)
async def test_it_takes_keys_at_every_size(size: tuple[int, int]) -> None:
    async with picker(size=size) as (app, driven):
        await driven.press("down", "up", "tab", *"[b]", "enter")
        assert app.answers == [PickedFilter(Filter("outlet", 0), hides=False)]
