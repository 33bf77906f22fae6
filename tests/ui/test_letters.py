"""Letters on the words in view, in the application."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from articles.model import ParagraphId
from tests.stories import story
from tests.ui.opened import WIDE, Open, reader
from tui.session.modes import LETTERS, READ

if TYPE_CHECKING:
    from pathlib import Path

MOST_KEYS = 7
"""For any span, without the key of the tag."""


def labels(of: Open) -> dict[tuple[ParagraphId, int], str]:
    """The letters on each word."""
    shown = of.session.desk.shown.rank
    return {(where, mark.start): mark.text for where in shown for mark in of.session.marks(where) if mark.text}


def label(of: Open, where: ParagraphId, word: str) -> str:
    return labels(of)[where, of.session.desk.paragraph(where).shown.index(word)]


@pytest.mark.parametrize("size", [WIDE, (80, 24), (40, 10)])
async def test_any_words_on_the_screen_are_selected_by_few_keys(path: Path, size: tuple[int, int]) -> None:
    async with reader(path, size=size) as of:
        lines = 0
        while True:
            words = {(word.paragraph, word.at) for word in of.app.reader._control.words_in_view()}
            await of.press("W")
            found = labels(of)
            assert found.keys() == words
            assert len(words) > 20
            assert 1 + sum(sorted(map(len, found.values()))[-2:]) <= MOST_KEYS
            of.drawn()
            await of.press("escape")
            if of.page.scroll_offset.y == lines > 0:
                break
            lines = of.page.scroll_offset.y
            await of.press("space")


async def test_two_words_by_letters_then_a_tag_and_what_is_typed_is_no_command(path: Path) -> None:
    async with reader(path, story()) as of:
        await of.press("W")
        assert of.app.mode is LETTERS
        first, last = label(of, ParagraphId(0, 2), "Then"), label(of, ParagraphId(0, 3), "Troops")
        await of.press("?", ":", "1")
        assert of.message().startswith("No word has these letters")
        await of.press(first[0], "backspace", *first, *last, "c")
        assert [a.passage.exact for a in of.session.annotations.book] == ["Then he left.\n\nTroops"]
        await of.press("escape")
        assert of.app.mode is READ


async def test_letters_are_drawn_over_words_and_nothing_moves(path: Path) -> None:
    async with reader(path, story()) as of:
        before = of.drawn()
        await of.press("W")
        here = of.drawn()
        text = label(of, ParagraphId(0, 2), "minister").capitalize()
        assert any(f"{text}nister"[: len(text) + 6] in line for line in here)
        assert [len(line) for line in here] == [len(line) for line in before]
        await of.press("escape")
        assert of.drawn() == before
