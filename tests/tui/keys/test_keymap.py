"""Which key runs which command."""

from __future__ import annotations

import pytest

from tests.each import for_each
from tui.keys.commands import CODEBOOK, COMMANDS, ENDS, FROM_CODEBOOK, GROUPS, LIST, READ, SELECT, Command
from tui.keys.keymap import DEFAULT, Keymap, shown_key, taken


def found(keymap: Keymap, mode: str, key: str, character: str | None = None) -> str:
    command = keymap.find(mode, key, character)
    return command.id if command else ""


@for_each("command", [c for c in COMMANDS if c.id not in FROM_CODEBOOK], lambda command: command.id)
def test_each_key_of_the_table_runs_its_command_in_its_mode(command: Command) -> None:
    assert [found(DEFAULT, command.mode, key) for key in command.keys] == [command.id] * len(command.keys)


@pytest.mark.parametrize(
    ("mode", "key", "character", "command_id"),
    [
        (READ, "full_stop", ".", "repeat_tag"),
        (READ, "question_mark", "?", "help"),
        (READ, "Z", "Z", "redo"),
        (READ, "space", " ", "page_down"),
        (READ, "o", "o", "cycle"),
        (SELECT, "o", "o", "other_end"),
        (ENDS, "o", "o", "ends_other"),
        (SELECT, "w", "w", "word_on"),
        (ENDS, "escape", None, "ends_leave"),
        (SELECT, "escape", None, "end_selection"),
        (LIST, "w", "w", ""),
        (LIST, "question_mark", "?", "help"),
        (CODEBOOK, "colon", ":", "palette"),
        (LIST, "q", "q", "list_close"),
        (LIST, "ctrl+q", None, "quit"),
        (READ, "c", "c", ""),
        (LIST, "c", "c", ""),
        (READ, "f9", None, ""),
    ],
)
def test_a_key_means_what_its_mode_says_else_the_mode_around_it(
    mode: str, key: str, character: str | None, command_id: str
) -> None:
    assert found(DEFAULT, mode, key, character) == command_id


def test_other_keys_take_the_place_of_the_tables() -> None:
    keymap = Keymap({"undo": ("U", "f5"), "copy": ()})
    assert [found(keymap, READ, key) for key in ("U", "f5", "z", "y")] == ["undo", "undo", "", ""]
    assert keymap["undo"].title == "Undo"
    assert (keymap.key("undo"), keymap.key("copy"), keymap.key("down")) == ("U", "", "j")
    assert found(DEFAULT, READ, "z") == "undo"


def test_keys_are_shown_as_a_person_knows_them() -> None:
    assert [shown_key(key) for key in ("down", "escape", "shift+right", "j")] == ["↓", "esc", "shift+→", "j"]


def test_a_mode_tells_its_own_commands_first_and_those_it_is_within() -> None:
    assert DEFAULT.groups(READ) == GROUPS[READ]
    assert DEFAULT.groups(SELECT) == ("While selecting", *GROUPS[READ])
    assert DEFAULT.groups(LIST) == ("In the list", "Program")
    assert [command.id for command in DEFAULT.of_mode(SELECT)] == ["other_end"]


def test_in_a_mode_only_the_keys_are_told_that_run_a_command_there() -> None:
    keymap = Keymap({"other_end": ("z",)})
    text = keymap["undo"].help
    assert ("z ctrl+z", text) in keymap.help_rows("Tag", READ)
    assert ("ctrl+z", text) in keymap.help_rows("Tag", SELECT)
    assert keymap.keys_in(SELECT, keymap["undo"]) == ("ctrl+z",)
    assert keymap["cycle"].help not in [text for _, text in DEFAULT.help_rows("Tag", SELECT)]


def test_a_command_without_a_key_is_told_all_the_same() -> None:
    keymap = Keymap({"undo": ()})
    assert ("", keymap["undo"].help) in keymap.help_rows("Tag", READ)


def test_the_tags_keys_are_those_of_the_codebook_where_they_are_known() -> None:
    assert DEFAULT.help_rows("Tag")[0][0] == "c d t u"
    assert DEFAULT.help_rows("Tag", READ, ["C", "d", "5"])[0][0] == "C d 5"


def test_digits_share_a_row_but_for_those_with_other_keys() -> None:
    def rows(keymap: Keymap) -> list[str]:
        return [keys for keys, text in keymap.help_rows("Tag", READ) if "number" in text]

    assert rows(DEFAULT) == ["1 … 9"]
    assert rows(Keymap({"tag_1": ("f5",)})) == ["f5", "2 3 4 5 6 7 8 9"]
    assert rows(Keymap({f"tag_{n}": () for n in range(1, 10)})) == [""] * 9


def test_a_tags_key_that_a_command_of_the_page_has_is_known() -> None:
    command = taken(DEFAULT, "z")
    assert command
    assert command.id == "undo"
    assert taken(DEFAULT, "c") is None
