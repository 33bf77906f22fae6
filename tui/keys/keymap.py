"""Which key runs which command in which mode: the table of commands as this person has set it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.keys.commands import COMMANDS, FROM_CODEBOOK, GROUPS, READ, WITHIN

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tui.keys.commands import Command

_GLYPHS = {
    "down": "↓", "up": "↑", "left": "←", "right": "→", "pagedown": "pgdn", "pageup": "pgup", "escape": "esc",
    "shift+right": "shift+→", "shift+left": "shift+←", "shift+down": "shift+↓", "shift+up": "shift+↑",
    "delete": "del",
}  # fmt: skip

EVERYWHERE = "Program"
"""The group of commands that work in dialogs with keys too."""


def shown_key(key: str) -> str:
    """A key as a person knows it: `↓` for `down`, `esc` for `escape`."""
    return _GLYPHS.get(key, key)


class Keymap:
    """The commands with their keys."""

    def __init__(self, keys: Mapping[str, tuple[str, ...]] | None = None) -> None:
        """The table's commands; those named in `keys`, by id, with these keys in place of the table's."""
        changed = keys or {}
        self.commands = tuple(command._replace(keys=changed.get(command.id, command.keys)) for command in COMMANDS)
        self._by_id = {command.id: command for command in self.commands}
        self._by_key = {
            (command.mode, key): command
            for command in self.commands
            if command.id not in FROM_CODEBOOK
            for key in command.keys
        }

    def __getitem__(self, command_id: str) -> Command:
        """The command with this id."""
        return self._by_id[command_id]

    def find(self, mode: str, key: str, character: str | None = None) -> Command | None:
        """The command of a key, by its name or the character that it types.

        That is one of the mode, else of the mode that it is within, else one that works everywhere.
        """
        for name in (character, key):
            found = self._by_key.get((mode, name)) if name else None
            if found is not None:
                return found
        if mode == READ:
            return None
        found = self.find(WITHIN.get(mode, READ), key, character)
        return found if mode in WITHIN or (found and found.group == EVERYWHERE) else None

    def key(self, command_id: str) -> str:
        """The first key of a command, as a person knows it; empty where it was left without one."""
        keys = self._by_id[command_id].keys
        return shown_key(keys[0]) if keys else ""

    def of_mode(self, mode: str) -> tuple[Command, ...]:
        """The commands that a mode has itself."""
        return tuple(command for command in self.commands if command.mode == mode)

    def help_rows(self, group: str, mode: str = "", tags: Sequence[str] = ()) -> list[tuple[str, str]]:
        """The keys and the sentence of each command of a group; the digits share one row.

        With a mode only the keys that run it there. `tags` are the tags' keys, where they are known.
        """
        rows = []
        digits = [command.keys[0] for command in self.commands if command.keys == (command.id.removeprefix("tag_"),)]
        for command in self.commands:
            if command.group != group:
                continue
            if command.keys == tuple(digits[:1]):
                shown = "1 … 9" if len(digits) == 9 else " ".join(digits)
                rows.append((shown, "Tag with that number of the codebook, or take it off."))
            elif command.keys != (command.id.removeprefix("tag_"),):
                keys = self.keys_in(mode, command) if mode else command.keys
                if command.id in FROM_CODEBOOK:
                    keys = tuple(tags) or command.keys
                if keys or not command.keys:
                    rows.append((" ".join(map(shown_key, keys)), command.help))
        return rows

    def keys_in(self, mode: str, command: Command) -> tuple[str, ...]:
        """The keys of a command that run it in a mode, where others may have taken them."""
        return tuple(key for key in command.keys if self.find(mode, key) is command)

    def groups(self, mode: str) -> tuple[str, ...]:
        """The headings of a mode's help: its own, those of the mode that it is within, what works everywhere."""
        if mode == READ:
            return GROUPS[READ]
        return GROUPS[mode] + (self.groups(WITHIN[mode]) if mode in WITHIN else (EVERYWHERE,))


DEFAULT = Keymap()
"""The table as it stands."""


def taken(keymap: Keymap, key: str) -> Command | None:
    """The command of the page that a tag's key would stand in the way of."""
    return keymap.find(READ, key, key)
