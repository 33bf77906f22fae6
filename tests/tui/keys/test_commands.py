"""The table of commands."""

from __future__ import annotations

from collections import Counter

from annotations.codebook.codebook import DEFAULT_TAGS, Codebook
from tests.each import for_each
from tests.stories import session
from tui.app import Newsreader
from tui.keys.commands import CODEBOOK, COMMANDS, COMPARE, FROM_CODEBOOK, GROUPS, LIST, WITHIN, Command, markdown_table
from tui.keys.keymap import DEFAULT, shown_key
from tui.keys.palette_entries import entries
from tui.screens.annotation_list import AnnotationList
from tui.screens.codebook import EditCodebook
from tui.screens.compare import CompareRow
from tui.screens.reader import Reader
from tui.session.cursor import Effect

UNSURE = ("ctrl+h", "ctrl+i", "ctrl+j", "ctrl+m")
"""In many terminals backspace, tab, line feed and enter."""

SCREENS = {LIST: AnnotationList, CODEBOOK: EditCodebook, COMPARE: CompareRow}

each = for_each("command", COMMANDS, lambda command: command.id)


def test_no_two_commands_have_the_same_id() -> None:
    assert len({command.id for command in COMMANDS}) == len(COMMANDS)


def test_no_key_runs_two_commands_of_a_mode() -> None:
    counts = Counter((command.mode, key) for command in COMMANDS for key in command.keys)
    assert [key for key, count in counts.items() if count > 1] == []


@each
def test_a_command_has_keys_or_the_palette_title_help_group_and_mode(command: Command) -> None:
    assert command.keys or any(entry.value == command.id for entry in entries(DEFAULT, command.mode, Codebook()))
    assert 1 <= len(command.title.split()) <= 3
    assert command.help.endswith(".")
    assert command.group in GROUPS[command.mode]


@each
def test_a_command_can_be_reached_in_every_terminal(command: Command) -> None:
    assert not any(key.startswith("alt+") or "+alt" in key for key in command.keys)
    assert not command.keys or not all(key in UNSURE for key in command.keys)


@each
def test_a_command_does_something_or_a_screen_has_an_action_for_it(command: Command) -> None:
    where = Newsreader if command.group == "Program" else SCREENS.get(command.mode, Reader)
    from_codebook = command.id in FROM_CODEBOOK and callable(getattr(where, "give", None))
    assert command.does or from_codebook or callable(getattr(where, f"action_{command.id}", None))


@each
def test_what_a_command_does_gives_an_effect(command: Command) -> None:
    if command.does:
        assert isinstance(command.does(session()), Effect)


def test_every_mode_has_groups_and_each_group_commands() -> None:
    assert {command.mode for command in COMMANDS} == set(GROUPS)
    assert WITHIN.keys() | set(WITHIN.values()) <= set(GROUPS)
    assert all(DEFAULT.help_rows(group) for groups in GROUPS.values() for group in groups)


@each
def test_the_help_tells_of_every_command(command: Command) -> None:
    rows = DEFAULT.help_rows(command.group)
    if command.id.removeprefix("tag_").isdigit():
        assert any(keys == "1 … 9" for keys, _ in rows)
    else:
        assert (" ".join(map(shown_key, command.keys)), command.help) in rows


def test_the_keys_of_the_four_tags_are_those_of_the_codebook() -> None:
    for command_id in FROM_CODEBOOK:
        assert DEFAULT[command_id].keys == tuple(tag.key for tag in DEFAULT_TAGS)


def test_the_digits_are_tags_by_number() -> None:
    of = session()
    effect = DEFAULT["tag_4"].does
    assert effect
    effect(of)
    assert next(iter(of.book)).tags == ("unverified",)


def test_the_table_for_readers_has_a_row_for_each_group_and_each_row_of_the_help() -> None:
    rows = markdown_table().splitlines()
    groups = [group for mode in GROUPS.values() for group in mode]
    assert len(rows) == 2 + len(groups) + sum(len(DEFAULT.help_rows(group)) for group in groups)
    assert all(row.count("|") == 3 for row in rows)
