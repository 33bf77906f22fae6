"""Which key runs which command."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from annotations.codebook.codebook import DEFAULT_TAGS, Codebook
from tests.each import for_each
from tui.keys.commands import COMMANDS, FROM_CODEBOOK, Command
from tui.keys.keymap import DEFAULT, Keymap, shown_key, taken
from tui.keys.settings import settings_from, tag_keys
from tui.session.modes import CODEBOOK, CORRECT, ENDS, EVERYWHERE, LIST, MODES, MOVE, NOTE, READ, SELECT, TAG_FORM, Mode


def found(keymap: Keymap, mode: Mode, key: str, character: str | None = None) -> str:
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
    mode: Mode, key: str, character: str | None, command_id: str
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
    assert DEFAULT.groups(READ) == ("Move", "Select", "Tag", "Find", "Story", "Program")
    assert DEFAULT.groups(SELECT) == ("While selecting", *DEFAULT.groups(READ))
    assert DEFAULT.groups(LIST) == ("In the list", "Move", "Program")
    assert DEFAULT.groups(NOTE) == ("In a note", "Program")


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
    assert DEFAULT.help_rows("Tag", READ, ["Q", "d", "5", "C"])[0][0] == "Q d 5", "C is a command of the page"


def test_digits_share_a_row_but_for_those_with_other_keys() -> None:
    def rows(keymap: Keymap) -> list[str]:
        return [keys for keys, text in keymap.help_rows("Tag", READ) if "digit" in text]

    assert rows(DEFAULT) == ["1 … 9"]
    assert rows(Keymap({"tag_1": ("f5",)})) == ["f5", "2 3 4 5 6 7 8 9"]
    assert rows(Keymap({f"tag_{n}": () for n in range(1, 10)})) == [""] * 9


def test_a_tags_key_that_a_command_of_the_page_has_is_known() -> None:
    command = taken(DEFAULT, "z")
    assert command
    assert command.id == "undo"
    assert taken(DEFAULT, "c") is None


# What the help and the hints tell

KEYS = sorted({*(key for command in COMMANDS for key in command.keys), *"123456789", "f5", "ctrl+f5", "ctrl+e"})
SETTINGS = st.dictionaries(
    st.sampled_from([command.id for command in COMMANDS]), st.lists(st.sampled_from(KEYS), max_size=3), max_size=8
)


@given(SETTINGS)
@example({})
@example({"down": ["down"]})
@example({"correct_confirm": ["4", "v"]})
@example({"ends_leave": ["7"], "other_end": ["1"]})
@example({"down": ["f5"], "list_sort": ["j"], "help": ["ctrl+e"], "tag_3": []})
def test_in_every_mode_the_help_tells_exactly_the_keys_that_work_there(keys: dict[str, list[str]]) -> None:
    keymap = settings_from({"keys": keys}, tag_keys(Codebook())).keymap
    for mode in (mode for mode in MODES if mode not in (MOVE, EVERYWHERE)):  # nobody is in these two
        rows = [row for group in keymap.groups(mode) for row in keymap.help_rows(group, mode)]
        told = [key for shown, _ in rows for key in shown.replace("1 … 9", " ".join("123456789")).split()]
        tags = [tag.key for tag in DEFAULT_TAGS if mode.takes_tags and not keymap.find(mode, tag.key)]
        works = [shown_key(key) for key in KEYS if keymap.find(mode, key)]
        assert sorted(told) == sorted([*works, *tags]), mode


def test_hints_stand_in_their_order_with_keys_that_work_in_the_mode() -> None:
    assert DEFAULT.hint_line(TAG_FORM) == "enter keeps all · esc leaves it · tab ↓ ↑ other line · ← → colour"
    keymap = Keymap({"form_keep": ("f2",), "colour_next": (), "form_previous": ("f3", "up")})
    assert keymap.hint_line(TAG_FORM) == "f2 keeps all · esc leaves it · tab ↓ f3 other line · ← colour"
    assert DEFAULT.hints(LIST, without=("list_stands", "list_does_not"))[0] == ("enter", "goes there")
    assert ("z", "undo") in DEFAULT.hints(READ)
    assert ("ctrl+z", "undo") in Keymap({"correct_link": ("z",)}).hints(CORRECT)


def test_a_line_names_commands_with_what_is_said_of_them() -> None:
    words = ("ask_keep", "writes it"), ("ask_leave", "does not")
    assert DEFAULT.line(*words) == "enter writes it · esc does not"
    assert Keymap({"ask_keep": ()}).line(*words) == "esc does not"


def test_a_command_that_moves_is_called_otherwise_off_the_page() -> None:
    down = DEFAULT["down"]
    assert down.named(READ) == down.named(SELECT) == ("Next paragraph", "Go to the next paragraph of this column.")
    assert down.named(LIST) == ("Down by one", "Go down by one line, entry or row.")
    assert DEFAULT["help"].named(LIST) == (DEFAULT["help"].title, DEFAULT["help"].help)
