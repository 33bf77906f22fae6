"""Keys as people write them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from textual._ansi_sequences import ANSI_SEQUENCES_KEYS
from textual.keys import Keys

from tests.each import for_each
from tui.keys.commands import COMMANDS
from tui.keys.key_names import _SURE, NAMES, is_sure, parse_key
from tui.keys.keymap import shown_key

SENT = {key.value for keys in ANSI_SEQUENCES_KEYS.values() if isinstance(keys, tuple) for key in keys}
"""The names that Textual gives to what terminals send."""


@for_each(
    "written, key",
    [
        ("u", "u"),
        ("U", "U"),
        ("?", "?"),
        ("+", "+"),
        ("é", "é"),
        ("e\u0301", "é"),
        ("日", "日"),
        (" ", "space"),
        ("space", "space"),
        ("Tab", "tab"),
        ("esc", "escape"),
        ("Return", "enter"),
        ("pgdn", "pagedown"),
        ("PageUp", "pageup"),
        ("del", "delete"),
        ("↓", "down"),
        ("F5", "f5"),
        ("ctrl+n", "ctrl+n"),
        ("Ctrl + N", "ctrl+n"),
        ("ctrl+shift+n", "ctrl+shift+n"),
        ("ctrl+1", "ctrl+1"),
        ("ctrl+]", "ctrl+right_square_bracket"),
        ("ctrl+\\", "ctrl+backslash"),
        ("shift+u", "U"),
        ("shift+U", "U"),
        ("shift+é", "É"),
        ("shift+Left", "shift+left"),
        ("shift+ctrl+left", "ctrl+shift+left"),
        ("ctrl+pgdn", "ctrl+pagedown"),
        ("shift+tab", "shift+tab"),
        ("alt+y", "alt+y"),
        ("alt+Y", "alt+y"),
        ("ctrl+enter", "ctrl+enter"),
    ],
)
def test_a_key_is_taken_as_people_write_it(written: str, key: str) -> None:
    assert parse_key(written) == key


@for_each(
    "written",
    [
        "",
        "foo",
        "f13",
        "zz",
        "z ctrl+z",
        "z,ctrl+z",
        "ctrl",
        "ctrl+",
        "+n",
        "ctrl+ctrl+n",
        "super+n",
        "ctrl+foo",
        "ctrl+é",
        "ctrl+/",
        "ctrl++",
        "++",
        "alt+é",
        "alt+?",
        "shift+1",
        "shift+ß",
        "shift+日",
        "\n",
        "\x1b",
        "\x1b[A",
        "\u0301",
        "\u200b",
        "\u00a0",
        "\ud800",
    ],
)
def test_what_no_key_sends_is_none(written: str) -> None:
    assert parse_key(written) is None


@for_each("name", sorted(NAMES))
def test_a_name_is_taken_as_the_help_shows_it(name: str) -> None:
    assert parse_key(name) == parse_key(shown_key(name)) == name


def test_the_keys_of_the_table_can_be_written_and_are_sent_by_every_terminal() -> None:
    keys = [key for command in COMMANDS for key in command.keys]
    assert [key for key in keys if parse_key(key) != key] == []
    unsure = [(command.id, key) for command in COMMANDS for key in command.keys if not is_sure(key)]
    assert unsure == [("note_line", "shift+enter")], "ctrl+j does the same in every terminal"


@for_each("key", sorted(_SURE - {"ctrl+i", "ctrl+m", "ctrl+h"}))
def test_terminals_send_what_is_taken_for_sure(key: str) -> None:
    assert key in SENT | {"shift+tab", "escape", "space", "tab"}


@for_each("key", ["alt+y", "ctrl+1", "ctrl+enter", "ctrl+space", "ctrl+shift+n", "shift+enter"])
def test_what_some_terminals_do_not_send_is_known(key: str) -> None:
    assert parse_key(key) == key
    assert not is_sure(key)


@given(st.text(max_size=12) | st.sampled_from([key.value for key in Keys]))
def test_a_key_once_named_stays_as_it_is(written: str) -> None:
    key = parse_key(written)
    assert key is None or key == parse_key(key)
