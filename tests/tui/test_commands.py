"""The table of commands."""

from __future__ import annotations

from collections import Counter

import pytest

from annotations.codebook import DEFAULT_TAGS
from tests.stories import session
from tui.app import Newsreader
from tui.commands import BY_ID, COMMANDS, GROUPS, Command, help_rows, markdown_table, shown_key, shown_keys
from tui.reading import Effect
from tui.screens.reader import Reader

UNSURE = ("ctrl+h", "ctrl+i", "ctrl+j", "ctrl+m")
"""In many terminals backspace, tab, line feed and enter."""

each = pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.id)


def test_no_two_commands_have_the_same_id() -> None:
    assert len(BY_ID) == len(COMMANDS)


def test_no_key_runs_two_commands() -> None:
    counts = Counter(key for command in COMMANDS for key in command.keys)
    assert [key for key, count in counts.items() if count > 1] == []


@each
def test_a_command_has_keys_title_help_and_group(command: Command) -> None:
    assert command.keys
    assert 1 <= len(command.title.split()) <= 3
    assert command.help.endswith(".")
    assert command.group in GROUPS


@each
def test_a_command_can_be_reached_in_every_terminal(command: Command) -> None:
    assert not any(key.startswith("alt+") or "+alt" in key for key in command.keys)
    assert not all(key in UNSURE for key in command.keys)


@each
def test_a_command_does_something_or_its_screen_has_an_action_for_it(command: Command) -> None:
    where = Newsreader if command.group == "Program" else Reader
    assert command.does or callable(getattr(where, f"action_{command.id}", None))


@each
def test_what_a_command_does_gives_an_effect(command: Command) -> None:
    if command.does:
        assert isinstance(command.does(session()), Effect)


def test_each_group_of_the_help_has_commands() -> None:
    assert all(help_rows(group) for group in GROUPS)


@each
def test_the_help_tells_of_every_command(command: Command) -> None:
    rows = help_rows(command.group)
    if command.id.removeprefix("tag_").isdigit():
        assert any(keys == "1 … 9" for keys, _ in rows)
    else:
        assert (shown_keys(command), command.help) in rows


def test_the_keys_of_the_four_tags_are_those_of_the_codebook() -> None:
    assert {tag.key: BY_ID[f"tag_{tag.id}"].keys for tag in DEFAULT_TAGS} == {t.key: (t.key,) for t in DEFAULT_TAGS}


def test_the_digits_are_tags_by_number() -> None:
    of = session()
    effect = BY_ID["tag_4"].does
    assert effect
    effect(of)
    assert next(iter(of.book)).tags == ("unverified",)


def test_keys_are_shown_as_a_person_knows_them() -> None:
    assert [shown_key(key) for key in ("down", "escape", "shift+right", "j")] == ["↓", "esc", "shift+→", "j"]


def test_the_table_for_readers_has_a_row_for_each_group_and_each_row_of_the_help() -> None:
    rows = markdown_table().splitlines()
    assert len(rows) == 2 + len(GROUPS) + sum(len(help_rows(group)) for group in GROUPS)
    assert all(row.count("|") == 3 for row in rows)
