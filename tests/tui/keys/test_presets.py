"""On the keyboards of the presets every command can be reached without AltGr."""

from __future__ import annotations

from annotations.codebook.codebook import Codebook
from tests.each import for_each
from tui.keys.commands import COMMANDS, FROM_CODEBOOK
from tui.keys.presets import PRESETS, UNHANDY
from tui.keys.settings import Settings, settings_from, tag_keys
from tui.session.modes import PAGE

TAGS = tag_keys(Codebook())


def with_preset(preset: str, **keys: object) -> Settings:
    return settings_from({"preset": preset, "keys": keys}, TAGS)


def unhandy(preset: str, key: str) -> bool:
    """Whether a key needs AltGr or waits for another one; those with a name are on every keyboard."""
    return key.split("+")[-1] in UNHANDY[preset] if key != "+" else "+" in UNHANDY[preset]


@for_each("preset", PRESETS)
def test_every_command_that_has_keys_has_one_without_altgr(preset: str) -> None:
    keymap = with_preset(preset).keymap
    out_of_reach = {c.id: c.keys for c in keymap.commands if c.keys and all(unhandy(preset, key) for key in c.keys)}
    assert out_of_reach == {}


@for_each("preset", PRESETS)
def test_the_key_that_is_shown_is_one_of_those(preset: str) -> None:
    keymap = with_preset(preset).keymap
    assert {c.id: c.keys[0] for c in keymap.commands if c.keys and unhandy(preset, c.keys[0])} == {}


@for_each("preset", PRESETS)
def test_a_preset_takes_no_key_that_does_something_else(preset: str) -> None:
    settings = with_preset(preset)
    assert settings.notices == ()
    for id_, keys in PRESETS[preset].items():
        command = settings.keymap[id_]
        assert [settings.keymap.find(command.mode, key, key) for key in keys] == [command] * len(keys)
        others = [c for c in COMMANDS if c.id != id_ and c.id not in FROM_CODEBOOK and c.mode in (*PAGE, command.mode)]
        assert [c.id for c in others if set(c.keys) & set(keys)] == []


def test_own_keys_go_before_those_of_a_preset() -> None:
    settings = with_preset("de", next_annotation="A", list="-")
    assert settings.notices == ()
    keys = {id_: settings.keymap[id_].keys for id_ in ("next_annotation", "previous_annotation", "list", "undo")}
    assert keys == {
        "next_annotation": ("A",),
        "previous_annotation": ("[",),
        "list": ("-",),
        "undo": ("z", "ctrl+z"),
    }


def test_a_tags_key_is_not_taken_by_a_preset() -> None:
    settings = settings_from({"preset": "fr"}, {**TAGS, "+": "gives the tag plus"})
    assert settings.keymap["next_annotation"].keys == ("]",)


def test_a_preset_that_there_is_not_is_told() -> None:
    for name in ("dvorak", 3, ["de"]):
        settings = settings_from({"preset": name}, TAGS)
        (told,) = settings.notices
        assert told.startswith("config.toml, preset: there is no “")
        assert told.endswith("; there are de, es, fr; the keys are those of the table")
        assert settings.keymap["next_annotation"].keys == ("]",)
