"""The settings of a person: what is taken from config.toml, and what is told of the rest."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from annotations.codebook.codebook import Codebook, Tag
from tui.keys.commands import COMMANDS, FROM_CODEBOOK
from tui.keys.keymap import DEFAULT, Keymap, shown_key
from tui.keys.settings import _COMMANDS, default_path, read_settings, settings_from, tag_keys, unknown_theme
from tui.session.modes import COMPARE, EVERYWHERE, LIST, MODES, MOVE, READ

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tui.keys.settings import Settings

TAGS = tag_keys(Codebook())


@pytest.fixture
def config(tmp_path: Path) -> Path:
    return tmp_path / "config.toml"


def with_keys(keys: Mapping[str, object], reserved: Mapping[str, str] = TAGS) -> Settings:
    return settings_from({"keys": keys}, reserved)


def notices(keys: Mapping[str, object]) -> list[str]:
    """Without the file's name, which each begins with."""
    told = with_keys(keys).notices
    assert all(notice.startswith("config.toml, ") for notice in told)
    return [notice.removeprefix("config.toml, ") for notice in told]


def changed(settings: Settings) -> dict[str, tuple[str, ...]]:
    """The commands whose keys are not those of the table."""
    return {now.id: now.keys for now, command in zip(settings.keymap.commands, COMMANDS, strict=True) if now != command}


# The file


def test_without_a_file_all_is_as_it_comes_and_nothing_is_told() -> None:
    settings = read_settings()
    assert (settings.keymap, settings.theme, settings.notices) == (DEFAULT, "", ())


def test_the_file_stands_in_the_users_folder_for_settings(clean_environment: Path) -> None:
    assert default_path().parts[-2:] == ("newsreader", "config.toml")
    assert clean_environment in default_path().parents
    default_path().parent.mkdir(parents=True)
    default_path().write_text('[keys]\nundo = "U"\n')
    assert changed(read_settings()) == {"undo": ("U",)}


def test_the_environment_names_another_file(config: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    config.write_text('theme = "newsreader-light"\n')
    monkeypatch.setenv("NEWSREADER_CONFIG", str(config))
    assert read_settings().theme == "newsreader-light"
    monkeypatch.setenv("NEWSREADER_CONFIG", "")
    assert read_settings().theme == ""


def test_keys_and_theme_are_taken_whatever_the_file_was_written_with(config: Path) -> None:
    config.write_bytes(
        b"\xef\xbb\xbf"
        + b'theme = "nord"\r\n[keys]\r\nundo = "U"\r\ncounterpart = ["tab", "ctrl+n"]\r\ncopy = ""\r\nabout = []\r\n'
    )
    settings = read_settings(config)
    assert settings.theme == "nord"
    assert settings.notices == ()
    assert changed(settings) == {"undo": ("U",), "counterpart": ("tab", "ctrl+n"), "copy": (), "about": ()}


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"[keys]\nundo = \n", "not valid TOML: Invalid value (at line 2, column 8)"),
        (b"[keys]\nundo = 'U'\nundo = 'x'\n", "line 3"),
        (b"a = " + b"[" * 20_000, "not valid TOML: nested too deep"),
        (b"a = " + b"9" * 5_000, "not valid TOML: a number with thousands of digits"),
        (b"#" * (1 << 16) + b"\n", "longer than 64 KiB"),
        (b"undo = '\xff'\n", "not valid TOML: not UTF-8"),
        (b"a = \x1b[31m", "not valid TOML"),
    ],
)
def test_a_file_that_cannot_be_understood_changes_nothing_and_is_told(config: Path, content: bytes, what: str) -> None:
    config.write_bytes(content)
    settings = read_settings(config)
    assert (settings.keymap, settings.theme) == (DEFAULT, "")
    (notice,) = settings.notices
    assert notice.startswith(f"{config}: ")
    assert what in notice
    assert notice.endswith("; keys and theme are the program's own")
    assert notice.isprintable()


def test_what_is_no_file_is_told(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for name, what in (("missing", "no such file"), ("", "a folder"), ("pipe", "a pipe"), ("a\x1bb\n", "no such file")):
        (notice,) = read_settings(tmp_path / name).notices
        assert what in notice
        assert notice.isprintable()


@pytest.mark.parametrize("named", ["~nobody-of-this-name/config.toml", "a\0b", "x" * 5_000])
def test_a_name_that_cannot_be_one_is_told(named: str) -> None:
    assert len(read_settings(Path(named)).notices) == 1


@given(st.binary(max_size=200) | st.text("[]{}=\"'.,#\n abz0123456789-:", max_size=80).map(str.encode))
def test_no_bytes_are_too_much(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    file = tmp_path_factory.getbasetemp() / "any.toml"
    file.write_bytes(content)
    assert read_settings(file).keymap[COMMANDS[0].id]


# What stands in it


@pytest.mark.parametrize(
    ("data", "notice"),
    [
        ({"theme": 3}, "theme: not a name in quotes; the program's own is shown"),
        ({"keys": "U"}, "keys: not a table; a line [keys] begins it"),
        ({"colour": "red"}, "colour: no such setting; there are theme, preset, column_end, [keys] and [network]"),
        ({"column_end": "on"}, "column_end: there is no “on”; there are stop, next; words and sentences stop there"),
        ({"undo": "U"}, "undo: stands above [keys]; move it below that line"),
        ({"keys": {"theme": "nord"}}, "theme: not a command; put it above the line [keys]"),
        ({"\x1b[31m" * 20: 1}, "\\x1b[31m\\x1b[31m"),
    ],
)
def test_settings_that_there_are_not_are_told(data: dict[str, object], notice: str) -> None:
    settings = settings_from(data, TAGS)
    assert changed(settings) == {}
    assert settings.theme == ""
    (told,) = settings.notices
    assert told.startswith(f"config.toml, {notice}")
    assert told.isprintable()


@pytest.mark.parametrize(
    ("command_id", "notice"),
    [
        ("undoo", "undoo: no such command; did you mean undo?"),
        ("select-words", "select-words: no such command; did you mean select_words?"),
        ("Undo", "Undo: no such command; did you mean undo?"),
        ("qqqqqqqq", "qqqqqqqq: no such command; newsreader keys lists them"),
        ("", ": no such command; newsreader keys lists them"),
        ("tag", "tag: the keys of tags are set in the codebook; K opens it"),
        ("list_tag", "list_tag: the keys of tags are set in the codebook; K opens it"),
    ],
)
def test_an_unknown_command_is_told_with_the_one_most_like_it(command_id: str, notice: str) -> None:
    assert notices({command_id: "f5"}) == [notice]
    assert changed(with_keys({command_id: "f5"})) == {}


@pytest.mark.parametrize(
    ("value", "notice", "keys"),
    [
        (3, "neither a key in quotes nor a list of keys", ("z", "ctrl+z")),
        (True, "neither a key in quotes nor a list of keys", ("z", "ctrl+z")),
        ({"key": "U"}, "neither a key in quotes nor a list of keys", ("z", "ctrl+z")),
        ("foo", "“foo” is no key", ("z", "ctrl+z")),
        ("z,ctrl+z", "“z,ctrl+z” is no key", ("z", "ctrl+z")),
        ([3], "“3” is no key", ("z", "ctrl+z")),
        (["foo", "U"], "“foo” is no key", ("U",)),
        ("\x1b[A", "“\\x1b[A” is no key", ("z", "ctrl+z")),
        ("c", "c gives the tag claim", ("z", "ctrl+z")),
        (["d", "U"], "d gives the tag denial", ("U",)),
        ("ctrl+c", "ctrl+c tells how to quit", ("z", "ctrl+z")),
        ("Ctrl+Q", "ctrl+q quits", ("z", "ctrl+z")),
        ("esc", "esc closes and ends what is open", ("z", "ctrl+z")),
        ("ctrl+i", "many terminals send ctrl+i as tab", ("z", "ctrl+z")),
        ("ctrl+m", "many terminals send ctrl+m as enter", ("z", "ctrl+z")),
        ("ctrl+j", "many terminals send ctrl+j as enter", ("z", "ctrl+z")),
        ("ctrl+h", "many terminals send ctrl+h as backspace", ("z", "ctrl+z")),
        ("ctrl+[", "many terminals send ctrl+[ as esc", ("z", "ctrl+z")),
        ("alt+y", "not every terminal sends alt+y", ("alt+y",)),
        (["ctrl+1", "U"], "not every terminal sends ctrl+1", ("ctrl+1", "U")),
    ],
)
def test_a_key_that_cannot_be_is_told_and_the_command_keeps_what_it_has(
    value: object, notice: str, keys: tuple[str, ...]
) -> None:
    settings = with_keys({"undo": value})
    shown = " ".join("esc" if key == "escape" else key for key in keys)
    assert settings.notices == (f"config.toml, undo: {notice}; its keys: {shown}",)
    assert settings.keymap["undo"].keys == keys


def test_a_key_named_twice_is_one() -> None:
    settings = with_keys({"undo": ["U", "shift+u", "U", ""]})
    assert (settings.notices, changed(settings)) == ((), {"undo": ("U",)})


def test_keys_of_the_users_own_tags_are_theirs() -> None:
    own = tag_keys(Codebook((Tag("quote", "quotation", "Q"), Tag("bare", "without a key"))))
    assert own == {"Q": "gives the tag quotation"}
    assert with_keys({"undo": "Q"}, own).notices == (
        "config.toml, undo: Q gives the tag quotation; its keys: z ctrl+z",
    )
    assert changed(with_keys({"undo": "c"}, own)) == {"undo": ("c",)}
    assert with_keys({"list_sort": "Q"}, own).keymap["list_sort"].keys == ("o",)


def test_a_tags_key_is_not_silenced_by_a_command_that_came_later_and_that_is_told(config: Path) -> None:
    tags = tag_keys(Codebook((*Codebook().tags, Tag("slant", "slant", "M"), Tag("spin", "spin", "?"))))
    for settings in (settings_from({}, tags, "Keys"), read_settings(reserved=tags)):
        assert settings.keymap["bookmark"].keys == ()
        assert settings.keymap["help"].keys == ("f1",)
        assert settings.notices == (
            "Keys, bookmark: M gives the tag slant; it has no key",
            "Keys, help: ? gives the tag spin; its keys: f1",
        )
    config.write_text('[keys]\nbookmark = "f5"\n')
    assert read_settings(config, tags).keymap["bookmark"].keys == ("f5",)
    config.write_text("[keys\n")
    assert read_settings(config, tags).keymap["bookmark"].keys == ()


def test_tags_have_no_keys_in_the_codebook_so_commands_there_can_have_theirs() -> None:
    settings = with_keys({"tags_add": "c"})
    assert (settings.notices, changed(settings)) == ((), {"tags_add": ("c",)})


# Two commands, one key


def test_a_key_that_is_set_is_taken_from_the_command_that_had_it() -> None:
    settings = with_keys({"copy": "z"})
    assert changed(settings) == {"copy": ("z",), "undo": ("ctrl+z",)}
    assert settings.notices == ()


def test_who_is_left_without_a_key_is_told() -> None:
    assert notices({"copy": ["z", "ctrl+z"]}) == ["undo: copy took z ctrl+z; it has no key"]
    assert notices({"copy": "z", "about": "ctrl+z"}) == ["undo: copy, about took z ctrl+z; it has no key"]
    assert with_keys({"copy": ["z", "ctrl+z"]}).keymap.key("undo") == ""


def test_two_commands_can_swap_their_keys() -> None:
    settings = with_keys({"undo": "Z", "redo": "z"})
    assert (settings.notices, changed(settings)) == ((), {"undo": ("Z",), "redo": ("z",)})


def test_of_two_that_are_set_to_a_key_the_first_has_it() -> None:
    settings = with_keys({"undo": "U", "redo": "shift+u", "copy": ["U", "f5"]})
    assert changed(settings) == {"undo": ("U",), "copy": ("f5",)}
    assert settings.notices == (
        "config.toml, redo: U is the key of undo above; its keys: Z ctrl+y",
        "config.toml, copy: U is the key of undo above; its keys: f5",
    )


def test_who_keeps_its_own_keys_may_have_lost_them_too() -> None:
    assert notices({"about": "y", "copy": "y"}) == [
        "copy: y is the key of about above; it has no key",
        "copy: about took y; it has no key",
    ]


def test_other_modes_may_use_the_key_for_something_else() -> None:
    settings = with_keys({"list_sort": "j", "other_end": "i", "tags_merge": "o"})
    assert settings.notices == ()
    assert settings.keymap.find(READ, "j") == DEFAULT["down"]


# Commands that move, and what is typed


def test_a_new_key_of_a_command_that_moves_is_taken_from_the_commands_of_lists_too() -> None:
    settings = with_keys({"down": ["n", "down"]})
    assert [settings.keymap.find(mode, "n") for mode in (READ, LIST)] == [settings.keymap["down"]] * 2
    assert changed(settings) == {"down": ("n", "down"), "next_match": (), "list_does_not": ()}
    assert [notice.partition(", ")[2] for notice in settings.notices] == [
        "next_match: down took n; it has no key",
        "list_does_not: down took n; it has no key",
    ]


def test_keys_that_it_keeps_are_taken_from_nobody_and_what_a_list_sets_comes_first() -> None:
    settings = with_keys({"down": ["j", "down", "f3"], "list_sort": "f3"})
    assert (settings.notices, changed(settings)) == ((), {"down": ("j", "down", "f3"), "list_sort": ("f3",)})
    assert settings.keymap.find(LIST, "f3") == settings.keymap["list_sort"]
    assert settings.keymap.find(COMPARE, "j") == DEFAULT["compare_next"]
    assert settings.keymap.find(COMPARE, "f3") == settings.keymap["down"]


def test_a_key_of_the_page_is_taken_from_what_works_everywhere() -> None:
    assert changed(with_keys({"copy": "j", "undo": "?"})) == {
        "copy": ("j",),
        "undo": ("?",),
        "down": ("down",),
        "help": ("f1",),
    }


@pytest.mark.parametrize(
    "command_id", ["pick_take", "note_keep", "search_later", "form_next", "colour_next", "ask_keep"]
)
@pytest.mark.parametrize("key", ["n", "?", "space", "backspace"])
def test_where_something_is_typed_no_command_has_what_types(command_id: str, key: str) -> None:
    shown = " ".join(map(shown_key, DEFAULT[command_id].keys))
    assert notices({command_id: key}) == [f"{command_id}: {key} is typed there; its keys: {shown}"]
    assert changed(with_keys({command_id: [key, "f2"]}))[command_id] == ("f2",)


def test_a_key_that_is_like_another_can_be_kept_by_the_command_that_has_it() -> None:
    settings = with_keys({"note_line": ["ctrl+j", "f2"]})
    assert (settings.notices, changed(settings)) == ((), {"note_line": ("ctrl+j", "f2")})


# What must stay


@pytest.mark.parametrize("command_id", ["list_close", "tags_close", "ends_leave", "end_selection"])
@pytest.mark.parametrize("value", ["", [], "f5"])
def test_escape_closes_whatever_is_set(command_id: str, value: object) -> None:
    settings = with_keys({command_id: value})
    assert settings.keymap[command_id].keys == ((value, "escape") if value == "f5" else ("escape",))
    told = () if value else (f"config.toml, {command_id}: needs a key; its keys: esc",)
    assert settings.notices == told


def test_ctrl_q_quits_whatever_is_set() -> None:
    assert with_keys({"quit": "Q"}).keymap["quit"].keys == ("Q", "ctrl+q")
    assert with_keys({"quit": ["ctrl+q"]}).keymap["quit"].keys == ("ctrl+q",)


LETTERS = [*"acdjknqxyG?:/1 ", "space", "backspace"]
"""Keys that write or erase a character."""


def assert_usable(keymap: Keymap, reserved: Mapping[str, str]) -> None:
    """No key runs two commands in a mode, none is another's, and every mode can be left."""
    counts = Counter(
        (command.mode, key) for command in keymap.commands if command.id not in FROM_CODEBOOK for key in command.keys
    )
    assert [key for key, count in counts.items() if count > 1] == []
    table = {(command.mode, key) for command in COMMANDS for key in command.keys}
    assert not [key for mode, key in counts if mode.takes_tags and key in reserved and (mode, key) not in table]
    assert not any(key == "ctrl+c" for _, key in counts)
    for mode in MODES:
        quits, leaves = keymap.find(mode, "ctrl+q"), keymap.find(mode, "escape")
        assert quits
        assert quits.id == "quit"
        assert leaves or mode in (MOVE, EVERYWHERE), mode
        assert not leaves or "escape" in DEFAULT[leaves.id].keys
        assert not [key for key in LETTERS if mode.takes_text and keymap.find(mode, key, key)]


VALUES: st.SearchStrategy[Any] = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=8)
    | st.dates()
    | st.times()
    | st.datetimes(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=5,
)
IDS = st.sampled_from([command.id for command in COMMANDS])
KEYS = st.sampled_from(
    ["", "c", "z", "Z", "o", "q", "U", "tab", "esc", "ctrl+q", "ctrl+c", "ctrl+z", "ctrl+i", "alt+x", "f1", "1", "?"]
)
TABLES = st.dictionaries(IDS | st.text(max_size=8), KEYS | st.lists(KEYS | VALUES, max_size=4) | VALUES, max_size=12)


@given(
    st.fixed_dictionaries({}, optional={"theme": VALUES, "keys": TABLES | VALUES})
    | st.dictionaries(IDS | st.text(max_size=8), VALUES, max_size=4),
    st.sampled_from([TAGS, {}, {"z": "gives the tag zeal"}]),
)
@example({"keys": {"quit": "z", "list_close": ["z", "ctrl+q"], "list_undo": "esc"}}, TAGS)
def test_whatever_stands_there_the_keys_can_be_used(data: dict[str, Any], reserved: Mapping[str, str]) -> None:
    settings = settings_from(data, reserved)
    assert_usable(settings.keymap, reserved)
    assert isinstance(settings.theme, str)
    assert all(notice.isprintable() and len(notice) < 500 for notice in settings.notices)


def test_the_table_itself_can_be_used() -> None:
    assert_usable(DEFAULT, TAGS)


# The theme


def test_a_theme_that_there_is_not_is_told_with_the_one_most_like_it() -> None:
    known = ("newsreader-dark", "newsreader-light")
    assert unknown_theme("", known) == ""
    assert unknown_theme("newsreader-light", known) == ""
    assert (
        unknown_theme("newsreader-lihgt", known)
        == "Settings, theme: there is no “newsreader-lihgt”; did you mean newsreader-light?"
    )
    assert unknown_theme("\x1bqq", known) == "Settings, theme: there is no “\\x1bqq”; the palette lists them"


def test_a_command_that_gives_an_answer_keeps_a_key() -> None:
    answers = ("pick_take", "search_keep", "note_keep", "source_keep", "form_keep", "ask_keep", "confirm_yes")
    settings = with_keys(dict.fromkeys(answers, ""))
    assert [settings.keymap[id_].keys for id_ in answers] == [_COMMANDS[id_].keys for id_ in answers]
    assert [notice for notice in settings.notices if "needs a key" not in notice] == []
    assert len(settings.notices) == len(answers)
    assert with_keys({"pick_take": "f5"}).keymap["pick_take"].keys == ("f5",)


def test_what_words_and_sentences_do_at_a_columns_end_can_be_set() -> None:
    told = {end: settings_from({"column_end": end}, TAGS) for end in ("stop", "next", "")}
    assert {end: settings.goes_on for end, settings in told.items()} == {"stop": False, "next": True, "": False}
    assert all(settings.notices == () for settings in told.values())


def test_a_preset_that_is_asked_for_goes_before_the_one_of_the_file_and_holds_without_a_file(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_text('preset = "nowhere"\n[keys]\nundo = "U"\n', encoding="utf-8")
    settings = read_settings(file, TAGS, preset="es")
    assert settings.notices == ()
    assert (settings.keymap["undo"].keys, settings.keymap["next_annotation"].keys) == (("U",), ("+", "]"))
    settings = read_settings(tmp_path / "missing.toml", TAGS, preset="es")
    assert (len(settings.notices), settings.keymap["next_annotation"].keys) == (1, ("+", "]"))
