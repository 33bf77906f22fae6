"""Any keys in any mode, typed a few milliseconds apart: nothing ends the program, and each mode has its help."""

from __future__ import annotations

import asyncio
from random import Random
from typing import TYPE_CHECKING

import pytest
from textual import events
from textual.keys import _character_to_key

from annotations.codebook.codebook import Codebook
from tests.each import for_each
from tests.stories import COURIER, POST, story
from tests.ui.opened import Open, reader
from tui.app import Newsreader
from tui.keys.commands import COMMANDS
from tui.keys.keymap import DEFAULT
from tui.keys.palette_entries import COMMAND, entries
from tui.screens.help import heading
from tui.screens.note import EditNote
from tui.session.modes import MODES, Mode

if TYPE_CHECKING:
    from pathlib import Path

LATE = ("L", "/", "?", ":")
"""Each opens a dialog, or gives the keys to a field, after the next key has come."""
TYPED = ("a", "c", "é", "7", "escape", "escape", "enter", "backspace")
TURNS = 12
"""A key comes after at most so many turns of the event loop: while a dialog opens, when it is there, when it goes."""


@pytest.fixture
def harmless_commands(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The keys end nothing on purpose, and what they write is nobody's."""
    monkeypatch.setattr(Newsreader, "action_quit", lambda _: None)
    monkeypatch.setattr(EditNote, "action_note_editor", lambda _: None)
    monkeypatch.chdir(tmp_path)


def keys_in_no_order(random: Random, count: int) -> list[str]:
    every = sorted({key for command in COMMANDS for key in command.keys})
    return [random.choice((random.choice(every), random.choice(LATE), random.choice(TYPED))) for _ in range(count)]


async def typed(of: Open, keys: list[str], random: Random) -> None:
    for key in keys:
        name = _character_to_key(key) if len(key) == 1 else key
        of.app.post_message(events.Key(name, key if len(key) == 1 else None))
        for _ in range(random.randrange(TURNS)):
            await asyncio.sleep(0)
    await of.settle()


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.usefixtures("harmless_commands")
async def test_any_keys_in_any_mode_end_nothing(path: Path, seed: int, full: bool) -> None:
    for run in range(3 if full else 1):
        random = Random(100 * run + seed)
        async with reader(path, story(POST, COURIER, POST), size=(100, 24)) as of:
            await typed(of, keys_in_no_order(random, 300 if full else 60), random)
            assert of.app.is_running
            assert of.app._exception is None
            for _ in range(6):
                await of.press("escape")
            assert of.app.screen is of.app.reader


@pytest.mark.usefixtures("harmless_commands")
async def test_keys_that_open_over_each_other_end_nothing(path: Path, full: bool) -> None:
    random = Random(0)
    async with reader(path, story(), size=(80, 24)) as of:
        await typed(of, [key for _ in range(60 if full else 6) for key in (*random.sample(LATE, 4), "escape")], random)
        assert of.app.is_running
        assert of.app._exception is None


@for_each("mode", MODES)
def test_each_mode_has_a_help_and_a_palette(mode: Mode) -> None:
    assert heading(mode)
    assert any(DEFAULT.help_rows(group, mode) for group in DEFAULT.groups(mode))
    found = entries(DEFAULT, mode, Codebook(), ["a theme"])
    assert {entry.value for entry in found if entry.kind == COMMAND} >= {"help"}
