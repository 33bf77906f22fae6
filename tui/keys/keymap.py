"""Which key runs which command in which mode: the table of commands as this person has set it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.keys.commands import COMMANDS, FROM_CODEBOOK
from tui.session.modes import READ

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from tui.keys.commands import Command
    from tui.session.modes import Mode

_GLYPHS = {
    "down": "↓", "up": "↑", "left": "←", "right": "→", "pagedown": "pgdn", "pageup": "pgup", "escape": "esc",
    "shift+right": "shift+→", "shift+left": "shift+←", "shift+down": "shift+↓", "shift+up": "shift+↑",
    "delete": "del",
}  # fmt: skip

_EDITING = frozenset(
    {
        *("delete", "left", "right", "home", "end", "shift+left", "shift+right", "shift+home", "shift+end"),
        *("ctrl+left", "ctrl+right", "ctrl+shift+left", "ctrl+shift+right"),
        *(f"ctrl+{letter}" for letter in "adefkuvwxyz"),
    }
)
"""Keys that change a text or move in it: where one is typed, commands of the modes around it do not have them."""


def shown_key(key: str) -> str:
    """A key as a person knows it: `↓` for `down`, `esc` for `escape`."""
    return _GLYPHS.get(key, key)


def is_typed(key: str) -> bool:
    """Whether a key writes or erases a character where something is typed, so that it can be no command there."""
    return len(key) == 1 or key in ("space", "backspace")


class Keymap:
    """The commands with their keys."""

    def __init__(self, keys: Mapping[str, tuple[str, ...]] | None = None) -> None:
        """The table's commands; those named in `keys`, by id, with these keys in place of the table's."""
        changed = keys or {}
        self.commands = tuple(command._replace(keys=changed.get(command.id, command.keys)) for command in COMMANDS)
        self._by_id = {command.id: command for command in self.commands}
        self._by_key: dict[Mode, dict[str, Command]] = {}
        """The command of each key, for the modes that were asked for so far."""

    def __getitem__(self, command_id: str) -> Command:
        """The command with this id."""
        return self._by_id[command_id]

    def find(self, mode: Mode, key: str, character: str | None = None) -> Command | None:
        """The command of a key, by its name or the character that it types.

        That is one of the mode, else of its parent, and so on. Where something is typed no character is a command.
        """
        commands = self._by_key.get(mode)
        if commands is None:
            commands = self._by_key[mode] = self._commands_in(mode)
        found = commands.get(character) if character else None
        return found or commands.get(key)

    def _commands_in(self, mode: Mode) -> dict[str, Command]:
        """The command of each key in a mode, those of its parents among them."""
        found: dict[str, Command] = {}
        for around in reversed(mode.chain):
            barred = _EDITING if mode.takes_text and not around.takes_text else ()
            for command in self.commands:
                if command.mode is around and command.id not in FROM_CODEBOOK:
                    keys = (key for key in command.keys if not (mode.takes_text and is_typed(key)))
                    found.update((key, command) for key in keys if key not in barred)
        return found

    def key(self, command_id: str) -> str:
        """The first key of a command, as a person knows it; empty where it was left without one."""
        keys = self._by_id[command_id].keys
        return shown_key(keys[0]) if keys else ""

    def keys_in(self, mode: Mode, command: Command) -> tuple[str, ...]:
        """The keys of a command that run it in a mode, where others may have taken them."""
        return tuple(key for key in command.keys if self.find(mode, key) is command)

    def line(self, *words: tuple[str, str]) -> str:
        """Commands, by id, each with what is said of its first key: `enter keeps it · esc leaves it`."""
        return " · ".join(f"{self.key(id_)} {word}" for id_, word in words if self.key(id_))

    def _is_left_to_tags(self, mode: Mode, key: str) -> bool:
        """Whether a key that a tag has gives it: a digit gives the tag that has it, whatever number that is."""
        command = self.find(mode, key)
        return command is None or gives_tag(command)

    # Hints

    def hints(self, mode: Mode, *, without: Collection[str] = ()) -> list[tuple[str, str]]:
        """The keys that are needed most in a mode and what each does, in order; not those of the ids in `without`.

        Commands that have no key there are not named.
        """
        named = [(hint, command) for command in self.commands for hint in command.hints if hint.mode is mode]
        found: list[tuple[str, str]] = []
        for hint, command in sorted(named, key=lambda pair: pair[0].order):
            keys = self.keys_in(mode if mode.is_within(command.mode) else command.mode, command)[: hint.keys]
            if keys and command.id not in without:
                shown = " ".join(map(shown_key, keys))
                if found and found[-1][1] == hint.word:
                    shown = f"{found.pop()[0]} {shown}"
                found.append((shown, hint.word))
        return found

    def hint_line(self, mode: Mode, *, without: Collection[str] = (), words: Mapping[str, str] | None = None) -> str:
        """The hints of a mode in one line, as dialogs show them; `words` are to be said in place of some hints' own."""
        return " · ".join(f"{key} {(words or {}).get(word, word)}" for key, word in self.hints(mode, without=without))

    # Help

    def groups(self, mode: Mode) -> tuple[str, ...]:
        """The headings of a mode's help: its own, those of its parent, and so on."""
        return tuple(dict.fromkeys(heading for around in mode.chain for heading in around.headings))

    def under(self, group: str, mode: Mode | None = None) -> Iterator[Command]:
        """The commands under a heading, in a mode only those that can be run in it."""
        for command in self.commands:
            if command.heading == group and (mode is None or mode.is_within(command.mode)):
                yield command

    def help_rows(self, group: str, mode: Mode | None = None, tags: Sequence[str] = ()) -> list[tuple[str, str]]:
        """The keys and the sentence of each command of a group; the digits share one row.

        With a mode only the keys that run it there, without one those of the table. `tags` are the tags' keys, where
        they are known.
        """
        rows = []
        own_digits = (command for command in self.commands if _is_own_digit(command))
        digits = [command.keys[0] for command in own_digits if mode is None or self.keys_in(mode, command)]
        for command in self.under(group, mode):
            text = command.named(mode or READ)[1]
            if command.id in FROM_CODEBOOK:
                keys = tuple(tags) or command.keys
                if mode is not None:
                    keys = tuple(key for key in keys if mode.takes_tags and self._is_left_to_tags(mode, key))
            else:
                keys = self.keys_in(mode, command) if mode else command.keys
            if _is_own_digit(command):
                if command.keys == tuple(digits[:1]):
                    shown = "1 … 9" if len(digits) == 9 else " ".join(digits)
                    rows.append((shown, "Give the tag that has this digit, or take it off."))
            elif keys or not command.keys:
                rows.append((" ".join(map(shown_key, keys)), text))
        return rows


def _is_own_digit(command: Command) -> bool:
    """Whether it is one of the nine that tag by a digit, with that digit as its only key."""
    return command.id.startswith("tag_") and command.keys == (command.id.removeprefix("tag_"),)


DEFAULT = Keymap()
"""The table as it stands."""


def taken(keymap: Keymap, key: str) -> Command | None:
    """The command of the page that a tag's key would stand in the way of."""
    command = keymap.find(READ, key, key)
    return None if command is None or gives_tag(command) else command


def gives_tag(command: Command) -> bool:
    """Whether it is one of the nine commands that give the tag of a digit."""
    return command.id.removeprefix("tag_").isdigit()
