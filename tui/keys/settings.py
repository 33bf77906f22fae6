"""What a person has set in config.toml: keys, theme and the like; what cannot be is told and never fatal."""

from __future__ import annotations

import os
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from annotations.codebook.codebook import Codebook
from articles import toml
from articles.errors import NewsreaderError
from articles.files import read_file
from articles.form import printable
from tui.keys.commands import COMMANDS, FROM_CODEBOOK
from tui.keys.key_names import SAME, is_sure, parse_key
from tui.keys.keymap import DEFAULT, Keymap, gives_tag, is_typed, shown_key
from tui.keys.presets import PRESETS
from tui.session.modes import MODES, MOVE, PAGE

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from tui.keys.commands import Command
    from tui.session.modes import Mode

LIKENESS_PERCENT = 60
"""How alike an unknown name and a known one are at least (rapidfuzz ratio) for a notice to suggest it."""
REPEATED_CHARACTERS = 40
"""How much of what stands in the file a notice repeats."""
DEFAULTS = "keys and theme are the program's own"
STOP, NEXT = "stop", "next"
"""What words and sentences do at a column's end: the values of `column_end`."""
_KNOWN = ("theme", "preset", "column_end", "keys", "network")

_COMMANDS = {command.id: command for command in COMMANDS}
_KEPT = {
    **{command.id: "escape" for command in COMMANDS if "escape" in command.keys},
    "quit": "ctrl+q",
}
"""Keys that a command has whatever is set: so every mode and the program can be left."""
_ANSWERS = frozenset(
    {"pick_take", "search_keep", "note_keep", "source_keep", "form_keep", "ask_keep", "confirm_yes", "choose_take"}
)
"""Commands that give a dialog's answer, by id: each has a key, since nothing else could give it."""
_FIXED = {"ctrl+c": "tells how to quit", "ctrl+q": "quits", "escape": "closes and ends what is open"}


@dataclass(frozen=True, slots=True)
class Settings:
    """What the program starts with."""

    keymap: Keymap = DEFAULT
    theme: str = ""
    """The name of a theme, which may not exist; empty where none is set."""
    goes_on: bool = False
    """Whether words and sentences go on in the next column at a column's end."""
    allow: tuple[str, ...] = ()
    """Hosts and networks that are not public and may be fetched from, as `articles.fetching.hosts.Allowed` has them."""
    notices: tuple[str, ...] = ()
    """A sentence for each thing in the file that could not be done: where, what, and what is instead."""


def default_path() -> Path:
    """Where the settings are when nobody says otherwise: the platform's folder for a user's settings."""
    import platformdirs  # imported where used: a named file needs it not

    return Path(platformdirs.user_config_dir("newsreader", appauthor=False)) / "config.toml"


def tag_keys(codebook: Codebook) -> dict[str, str]:
    """The keys that tags have, each with what it does."""
    return {tag.key: f"gives the tag {tag.name}" for tag in codebook.tags if tag.key}


def read_settings(path: Path | None = None, reserved: Mapping[str, str] | None = None, *, preset: str = "") -> Settings:
    """The settings of a file, by default of NEWSREADER_CONFIG or the user's own; never raises.

    `reserved` says what keys do that no command can have besides; by default those of the first codebook's tags.
    `preset` is one of `PRESETS` in place of the one that the file names.
    """
    reserved = tag_keys(Codebook()) if reserved is None else reserved
    named = path or os.environ.get("NEWSREADER_CONFIG")
    try:
        file = Path(named).expanduser() if named else default_path()
        if not named and not file.exists():
            return _as_it_comes(preset, reserved)
        data = _parsed(file)
    except NewsreaderError as error:
        return _as_it_comes(preset, reserved, str(error))
    except (OSError, RuntimeError):  # no home folder, or one that may not be looked into
        return _as_it_comes(preset, reserved, f"The folder for config.toml cannot be read; {DEFAULTS}")
    return settings_from(data | {"preset": preset} if preset else data, reserved, printable(file.name))


def _as_it_comes(preset: str, reserved: Mapping[str, str], *notices: str) -> Settings:
    """The settings where nothing is set: the table's or a preset's, but for keys that tags have."""
    if not preset and not any(_is_lost(key, command, reserved) for command in COMMANDS for key in command.keys):
        return Settings(notices=notices)
    settings = settings_from({"preset": preset} if preset else {}, reserved, "Keys")
    return replace(settings, notices=(*notices, *settings.notices))


def _is_lost(key: str, command: Command, reserved: Mapping[str, str]) -> bool:
    """Whether a command loses a key of the table's to a tag, whose key gives it whatever commands came later."""
    return key in reserved and command.mode.takes_tags and command.id not in FROM_CODEBOOK and not gives_tag(command)


def _parsed(file: Path) -> dict[str, object]:
    where = printable(str(file))
    try:
        data = read_file(file)
    except NewsreaderError as error:
        raise NewsreaderError(error.what, where=where, todo=DEFAULTS) from None
    return toml.parse(data, where, todo=DEFAULTS)


def settings_from(data: Mapping[str, object], reserved: Mapping[str, str], name: str = "config.toml") -> Settings:
    """The settings that the file of this name says; see `read_settings` for `reserved`."""
    notices = _Notices(name)
    theme = data.get("theme", "")
    if not isinstance(theme, str):
        notices.add("theme", "not a name in quotes", "the program's own is shown")
        theme = ""
    preset = _one_of(PRESETS, "preset", data, notices, "the keys are those of the table")
    goes_on = _one_of((STOP, NEXT), "column_end", data, notices, "words and sentences stop there") == NEXT
    table = data.get("keys", {})
    if not isinstance(table, dict):
        notices.add("keys", "not a table", "a line [keys] begins it")
        table = {}
    for other in (name for name in data if name not in _KNOWN):
        known = other in _COMMANDS
        what = "stands above [keys]" if known else "no such setting"
        there = "there are {}, {}, {}, [{}] and [{}]".format(*_KNOWN)
        notices.add(other, what, "move it below that line" if known else there)
    keymap = Keymap(_resolved(_wanted(table, reserved, notices), reserved, notices, _preset_keys(preset, reserved)))
    return Settings(keymap, theme, goes_on, _allowed(data.get("network", {}), notices), notices.sentences(keymap))


def _allowed(network: object, notices: _Notices) -> tuple[str, ...]:
    """The hosts and networks that the table [network] allows."""
    if network == {}:
        return ()
    from articles.fetching.hosts import Allowed  # imported where used: few set it

    if not isinstance(network, dict):
        notices.add("network", "not a table", "a line [network] begins it")
        return ()
    for other in (name for name in network if name != "allow"):
        notices.add(other, "no such setting of [network]", "there is allow")
    entries = network.get("allow", [])
    if not isinstance(entries, list):
        notices.add("allow", "not a list", 'write allow = ["intranet.example"]')
        return ()
    found = []
    for entry in entries:
        try:
            Allowed.of([entry])
        except (ValueError, TypeError, AttributeError):
            notices.add("allow", f"{_quoted(entry)} is no host and no network", "it allows nothing")
        else:
            found.append(entry)
    return tuple(found)


def _one_of(names: Collection[str], setting: str, data: Mapping[str, object], notices: _Notices, else_: str) -> str:
    """The value of a setting that has one of these names; empty where it has none of them."""
    value = data.get(setting, "")
    if value == "" or (isinstance(value, str) and value in names):
        return str(value)
    notices.add(setting, f"there is no {_quoted(value)}", f"there are {', '.join(names)}; {else_}")
    return ""


def _preset_keys(preset: str, reserved: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """The keys of a preset, by command, without those that tags have."""
    found = PRESETS.get(preset, {})
    return {
        id_: tuple(key for key in keys if not _why_not(key, _COMMANDS[id_], reserved)) for id_, keys in found.items()
    }


def unknown_theme(theme: str, known: Collection[str]) -> str:
    """A notice where no theme has this name; else empty."""
    if not theme or theme in known:
        return ""
    return f"Settings, theme: there is no {_quoted(theme)}; {_meant(theme, known) or 'the palette lists them'}"


class _Problem(NamedTuple):
    where: str
    what: str
    todo: str
    """What to do, or what is so instead; where it is empty, the notice names the keys of the command `where`."""


@dataclass(frozen=True, slots=True)
class _Notices:
    """Gathers what cannot be done of what a file says."""

    name: str
    problems: list[_Problem] = field(default_factory=list)

    def add(self, where: str, what: str, todo: str = "") -> None:
        """Note this about a setting."""
        self.problems.append(_Problem(where, what, todo))

    def sentences(self, keymap: Keymap) -> tuple[str, ...]:
        """All of it in words; keys are named as they are in the end."""

        def instead(command_id: str) -> str:
            keys = " ".join(map(shown_key, keymap[command_id].keys))
            return f"its keys: {keys}" if keys else "it has no key"

        return tuple(
            f"{self.name}, {_cropped(where)}: {what}; {todo or instead(where)}" for where, what, todo in self.problems
        )


def _wanted(table: Mapping[str, object], reserved: Mapping[str, str], notices: _Notices) -> dict[str, tuple[str, ...]]:
    """The keys that can be given to commands as the file says, by id; one key of a mode is for one command."""
    wanted: dict[str, tuple[str, ...]] = {}
    owners: dict[tuple[Mode, str], str] = {}
    for command_id, value in table.items():
        command = _COMMANDS.get(command_id)
        if command is None or command_id in FROM_CODEBOOK:
            notices.add(command_id, *_no_command(command_id))
            continue
        texts = [value] if isinstance(value, str) else value
        if not isinstance(texts, list):
            notices.add(command_id, "neither a key in quotes nor a list of keys")
            continue
        texts = [text for text in texts if text != ""]
        keys: list[str] = []
        for text in texts:
            key = parse_key(text) if isinstance(text, str) else None
            if key is None:
                notices.add(command_id, f"{_quoted(text)} is no key")
                continue
            why_not = _why_not(key, command, reserved)
            owner = owners.setdefault((_rivals(command.mode)[0], key), command_id) if not why_not else command_id
            if why_not or owner != command_id:
                notices.add(command_id, why_not or f"{shown_key(key)} is the key of {owner} above")
                continue
            if not is_sure(key):
                notices.add(command_id, f"not every terminal sends {key}")
            keys.append(key)
        if not texts and command_id in _ANSWERS:
            notices.add(command_id, "needs a key")
        elif keys or not texts:
            kept = _KEPT.get(command_id)
            if kept and not texts:
                notices.add(command_id, "needs a key")
            wanted[command_id] = tuple(dict.fromkeys([*keys, *([kept] if kept else [])]))
    return wanted


def _resolved(
    wanted: dict[str, tuple[str, ...]],
    reserved: Mapping[str, str],
    notices: _Notices,
    preset: Mapping[str, tuple[str, ...]],
) -> dict[str, tuple[str, ...]]:
    """Adds the commands that the file does not name, with those of their keys that nobody took; notes who lost all.

    Their keys are those of the preset, else those of the table. Which of them a tag has is always noted.
    """
    owners: dict[tuple[Mode, str], str] = {}
    for command_id, keys in wanted.items():
        command = _COMMANDS[command_id]
        for key in keys:
            owners.update(((mode, key), command_id) for mode in _rivals(command.mode))
            if command.mode is MOVE and key not in command.keys:
                for mode in _MOVED_IN:
                    owners.setdefault((mode, key), command_id)
    left: dict[str, tuple[str, ...]] = {}
    for command in COMMANDS:
        if command.id in wanted or command.id in FROM_CODEBOOK:
            continue
        keys = preset.get(command.id, command.keys)
        lost = [key for key in keys if _is_lost(key, command, reserved)]
        taken = [key for key in keys if (command.mode, key) in owners]
        left[command.id] = tuple(key for key in keys if key not in lost and key not in taken)
        for key in lost:
            notices.add(command.id, f"{shown_key(key)} {reserved[key]}")
        if taken and not left[command.id]:
            takers = ", ".join(dict.fromkeys(owners[command.mode, key] for key in taken))
            notices.add(command.id, f"{takers} took {' '.join(map(shown_key, taken))}")
    return {**left, **wanted}


_MOVED_IN = tuple(mode for mode in MODES if mode.parent is MOVE and not mode.takes_text)
"""Where a new key of a command that moves is taken from the commands that the mode has itself."""


def _rivals(mode: Mode) -> tuple[Mode, ...]:
    """The modes whose commands lose a key that is set for one of this mode."""
    return PAGE if mode in PAGE else (mode,)


def _why_not(key: str, command: Command, reserved: Mapping[str, str]) -> str:
    """Why a command cannot have a key; empty where it can."""
    if _KEPT.get(command.id) == key:
        return ""
    if key in SAME and key not in command.keys:
        return f"many terminals send {key} as {shown_key(SAME[key])}"
    if command.mode.takes_text and is_typed(key):
        return f"{shown_key(key)} is typed there"
    does = _FIXED.get(key) or (reserved.get(key) if command.mode.takes_tags else None)
    return f"{shown_key(key)} {does}" if does else ""


def _no_command(name: str) -> tuple[str, str]:
    """What to tell of a name under [keys] that stands for no command whose keys can be set."""
    if name in FROM_CODEBOOK:
        return "the keys of tags are set in the codebook", f"{DEFAULT.key('codebook')} opens it"
    if name == "theme":
        return "not a command", "put it above the line [keys]"
    return "no such command", _meant(name, _COMMANDS) or "newsreader keys lists them"


def _meant(name: str, known: Iterable[str]) -> str:
    """A question after the known name that is most like this one; empty where none is like it."""
    from rapidfuzz import fuzz, process

    found = process.extractOne(name, list(known), scorer=fuzz.ratio, score_cutoff=LIKENESS_PERCENT)
    return f"did you mean {found[0]}?" if found else ""


def _quoted(value: object) -> str:
    return f"“{_cropped(value if isinstance(value, str) else repr(value))}”"


def _cropped(text: str) -> str:
    return printable(text[:REPEATED_CHARACTERS]) + ("…" if len(text) > REPEATED_CHARACTERS else "")
