"""Keys that a person has set work wherever their commands do, and the help names what works."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from textual.widgets import OptionList

from annotations.ids import new_id
from tests.stories import COURIER, POST, story
from tests.ui.opened import Open, reader
from tui.keys.keymap import DEFAULT, Keymap
from tui.keys.settings import Settings, settings_from
from tui.screens.compare import CompareRow
from tui.screens.help import Help
from tui.screens.note import EditNote
from tui.session.modes import (
    ABOUT,
    AMEND,
    ASK,
    CHOOSE,
    CODEBOOK,
    COLUMNS,
    COMPARE,
    CONFIRM,
    CORRECT,
    EVERYWHERE,
    FACTS,
    HELP,
    HELP_FILTER,
    LIST,
    LIST_FILTER,
    MESSAGES,
    MODES,
    MOVE,
    NOTE,
    PICK,
    PICK_FILTER,
    PROGRESS,
    READ,
    SEARCH,
    SOURCE,
    STORIES,
    STORIES_FILTER,
    TAG_COLOUR,
    TAG_FORM,
    VERSIONS,
)
from tui.widgets.field import Field
from tui.widgets.line_list import LineList
from tui.widgets.note_area import NoteArea
from tui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from pathlib import Path

    from tui.keys.commands import Command
    from tui.session.modes import Mode

FREE = "f5"
"""A key that no command has."""

OPENED_BY: list[tuple[Mode, list[str]]] = [
    (LIST, ["L"]),
    (LIST_FILTER, ["L", "/"]),
    (CODEBOOK, ["K"]),
    (COMPARE, ["enter"]),
    (PICK, ["T"]),
    (PICK, [":"]),
    (PICK_FILTER, ["f"]),
    (SEARCH, ["/"]),
    (NOTE, ["a"]),
    (SOURCE, ["s"]),
    (TAG_FORM, ["K", "e"]),
    (TAG_COLOUR, ["K", "e", "down", "down"]),
    (ASK, ["E"]),
    (CONFIRM, ["K", "x"]),
    (CHOOSE, ["L", "G", "a"]),
    (FACTS, ["i"]),
    (ABOUT, ["i"]),
    (VERSIONS, ["f6"]),
    (HELP, ["?"]),
    (MESSAGES, ["!"]),
    (HELP_FILTER, ["?", "/"]),
    (STORIES, ["ctrl+o"]),
    (STORIES_FILTER, ["ctrl+o", "/"]),
]
BY_ITSELF = {PROGRESS}
"""Modes of dialogs that open when something takes long."""
ALWAYS = (LIST, CODEBOOK, NOTE, FACTS, PICK_FILTER, CHOOSE, MESSAGES, HELP_FILTER, STORIES)
"""Modes whose commands are tried one by one in the short form too: each sort of dialog, and what is new."""
every_dialog = pytest.mark.parametrize(
    ("mode", "keys"),
    [pytest.param(mode, keys, marks=() if mode in ALWAYS else pytest.mark.long) for mode, keys in OPENED_BY],
    ids=[f"{mode.name} by {' '.join(keys)}" for mode, keys in OPENED_BY],
)


def with_keys(keys: dict[str, object]) -> Settings:
    settings = settings_from({"keys": keys}, {})
    assert settings.notices == ()
    return settings


def reachable(mode: Mode) -> list[Command]:
    """The commands that a mode's screen has an action for: its own, those of the modes around it, those that move."""
    own = [around for around in mode.chain if around in (mode, MOVE) or around.takes_text]
    return [c for c in DEFAULT.commands if c.mode in own and DEFAULT.keys_in(mode, c)]


async def open_dialog(of: Open, mode: Mode, keys: list[str]) -> None:
    """Open the dialog of a mode; some ask the store before they are there, one is there in blind mode only."""
    if (mode is ABOUT) != (of.session.desk.shown.blind is not None):
        of.app.reader.run(lambda session: session.display.turn_blind(7 if mode is ABOUT else None))
    await of.press(*keys)
    await of.until(lambda: of.app.mode is mode)


def annotated_by_ben(of: Open) -> None:
    """Have the words of the one annotation that there is annotated by another person too."""
    (mine,) = of.session.annotations.book
    of.session.annotations.load([replace(mine, id=new_id(), annotator="ben")])


async def back(of: Open) -> None:
    """To the page, whatever is open."""
    for _ in range(6):
        if of.app.screen is of.app.reader:
            return
        await of.press("escape")
    raise AssertionError(of.app.screen)


@every_dialog
async def test_each_command_of_a_dialog_is_run_by_the_key_that_is_set_for_it(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mode: Mode, keys: list[str]
) -> None:
    monkeypatch.chdir(tmp_path)  # one of the commands writes an export
    async with reader(path, story(POST, COURIER, POST)) as of:
        ran: list[tuple[str, bool]] = []
        run = of.app.run_command

        async def recorded(command: Command) -> bool:
            ran.append((command.id, False))
            done = await run(command)
            ran[-1] = (command.id, done)
            return done

        monkeypatch.setattr(of.app, "run_command", recorded)
        await of.press("j", "c")
        annotated_by_ben(of)
        wrong = []
        for command in reachable(mode):
            if of.app.mode is not mode:
                of.app.keymap = DEFAULT
                await back(of)
                await open_dialog(of, mode, keys)
            ran.clear()
            of.app.keymap = Keymap({command.id: (FREE,)})
            await of.press(FREE)
            if ran[:1] != [(command.id, command.id != "source_complete_at_end")]:
                wrong.append((command.id, list(ran)))
        assert wrong == []


def test_every_mode_of_the_page_that_gives_no_tags_says_what_ends_it() -> None:
    silent = [mode for mode in MODES if not mode.takes_tags and (mode.is_within(READ) or mode.activity)]
    assert {COLUMNS, CORRECT, AMEND} <= set(silent)
    assert [mode for mode in silent if not (mode.activity and DEFAULT.key(mode.ended_by))] == []


def test_every_mode_with_a_dialog_is_opened_here() -> None:
    opened = {mode for mode, _ in OPENED_BY}
    of_dialogs = [mode for mode in MODES if not (mode.is_within(READ) or mode.activity or mode in (MOVE, EVERYWHERE))]
    assert [mode.name for mode in of_dialogs if mode not in opened | BY_ITSELF] == [], "each needs a line in OPENED_BY"


# The commands that move


async def test_a_key_set_for_down_goes_down_in_lists_and_the_tables_keys_do_not(path: Path) -> None:
    async with reader(path, story(), settings=with_keys({"down": "f3", "up": "f4", "last": "f5"})) as of:
        await of.press("c", "f3", "c", "f3", "c")
        for opens in ("L", "K"):
            await of.press(opens, "g")
            shown = of.app.screen.query_one(LineList)
            seen = []
            for key in ("f3", "f3", "f4", "j", "down", "f5", "G", "g"):
                await of.press(key)
                seen.append(shown.cursor)
            end = shown.count - 1
            assert seen == [1, 2, 1, 1, 1, end, end, 0], opens
            await back(of)


async def test_it_goes_down_in_pickers_too_beside_the_arrow(path: Path) -> None:
    keys = {"down": ["n", "f3"], "page_down": "f5"}
    async with reader(path, story(), settings=settings_from({"keys": keys}, {})) as of:
        for opens in ("T", ":", "f"):
            await of.press(opens, "f3", "down")
            assert of.app.screen.query_one(OptionList).highlighted == 2, opens
            await of.press("f5", "n")
            assert of.app.screen.query_one(Field).value == "n", "a letter is typed"
            await back(of)


async def test_it_goes_to_the_next_row_of_a_comparison_and_down_a_sheet(path: Path) -> None:
    async with reader(path, story(), size=(40, 10), settings=with_keys({"down": "f3", "last": "f5"})) as of:
        row = of.session.desk.shown.row_of[of.session.desk.place.paragraph]
        await of.press("enter", "f3", "j")
        assert isinstance(of.app.screen, CompareRow)
        assert of.app.screen._row == row + 2
        await back(of)
        for opens in ("?", "i"):
            of.app.reader.run(lambda session: session.display.turn_blind(7))  # in which facts are only shown
            await of.press(opens, "f3", "j")
            sheet = of.app.screen.query_one(Sheet)
            assert sheet.scroll_offset.y == 1, opens
            await of.press("f5")
            assert sheet.scroll_offset.y == sheet.max_scroll_y > 1
            await back(of)


async def test_a_list_says_which_keys_move_in_it(path: Path) -> None:
    async with reader(path, story(), settings=with_keys({"up": "f4"})) as of:
        await of.press("c", "L", "?")
        assert isinstance(of.app.screen, Help)
        rows = DEFAULT.help_rows("Move", LIST)
        assert [keys for keys, _ in rows] == ["j ↓", "k ↑", "space pgdn ctrl+d", "pgup ctrl+u", "g home", "G end"]
        drawn = "\n".join(strip.text for strip in of.app.screen._compositor.render_strips())
        assert "f4" in drawn
        assert "Go up by one line, entry or row." in drawn
        assert "k ↑" not in drawn


# What is typed


async def test_keys_typed_ahead_of_a_dialog_do_in_it_what_was_set(path: Path) -> None:
    keys: dict[str, object] = {"note_keep": "f2", "source_keep": "f2", "pick_take": "f2", "list_filter_keep": "f2"}
    async with reader(path, story(), settings=with_keys(keys)) as of:
        await of.press("a", *"see DW", "f2", "s", *"Wang", "f2", "T", *"thr", "f2")
        (made,) = of.session.annotations.book
        assert (made.note, made.speaker, made.tags) == ("see DW", "Wang", ("threat",))
        await of.press("L", "/", *"tag:claim", "f2", "escape", "x", "escape")
        assert of.app.screen is of.app.reader
        assert len(of.session.annotations.book) == 0


async def test_enter_breaks_the_line_of_a_note_that_another_key_keeps(path: Path) -> None:
    async with reader(path, story(), settings=with_keys({"note_keep": "f2"})) as of:
        await of.press("a", *"one", "enter", *"two", "f2")
        assert [annotation.note for annotation in of.session.annotations.book] == ["one\ntwo"]


async def test_letters_and_the_keys_that_edit_stay_with_the_text(path: Path) -> None:
    settings = with_keys({"help": ["h", "ctrl+w", "home"], "quit": "ctrl+u", "page_down": "ctrl+a"})
    async with reader(path, story(), settings=settings) as of:
        for opens in ("T", "/", "a", "s", "f"):
            await of.press(opens, *"hq?:", "home", "ctrl+w", "ctrl+a", "x")
            assert of.app.screen is not of.app.reader
            field = of.app.screen.query(Field)
            text = field.first().value if field else of.app.screen.query_one(NoteArea).text
            assert text == "xhq?:", opens
            await back(of)


async def test_escape_leaves_every_dialog_whatever_is_set(path: Path) -> None:
    leaving = {c.id: "f9" for c in DEFAULT.commands if "escape" in c.keys and not READ.is_within(c.mode)}
    settings = settings_from({"keys": {**leaving, "down": "enter", "compare": "W"}}, {})
    async with reader(path, story(), settings=settings) as of:
        await of.press("g", "c")
        annotated_by_ben(of)
        for mode, keys in OPENED_BY:
            await open_dialog(of, mode, ["W"] if mode is COMPARE else keys)
            await back(of)


# The help of every mode


@pytest.mark.long
async def test_f1_names_the_keys_of_where_one_is_and_leads_back(path: Path) -> None:
    async with reader(path, story()) as of:
        await of.press("c")
        annotated_by_ben(of)
        for mode, keys in OPENED_BY:
            if mode in (HELP, HELP_FILTER):
                continue
            await open_dialog(of, mode, keys)
            before = of.app.screen
            await of.press("f1")
            assert isinstance(of.app.screen, Help)
            assert of.app.screen._of is mode
            await of.press("f1")
            assert of.app.screen is before
            assert of.app.mode is mode
            await back(of)


async def test_a_note_under_the_help_is_kept_when_the_terminal_goes(path: Path) -> None:
    async with reader(path, story()) as of:
        await of.press("a", *"half a note", "f1")
        assert isinstance(of.app.screen, Help)
        assert isinstance(of.app.screen_stack[-2], EditNote)
        of.app._hang_up()
        await of.until(lambda: bool(len(of.session.annotations.book)))
        assert [annotation.note for annotation in of.session.annotations.book] == ["half a note"]
