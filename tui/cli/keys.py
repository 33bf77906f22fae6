"""`newsreader keys`: the commands by the names that the settings know them by, with the keys they have."""

from __future__ import annotations

from typing import TYPE_CHECKING, TextIO

from tui.keys.commands import FROM_CODEBOOK

if TYPE_CHECKING:
    from tui.keys.settings import Settings

HEAD = ("where", "command", "keys", "does")


def run(out: TextIO, settings: Settings) -> None:
    """Write a line for each command: its mode, its id, its keys as the settings name them, and what it does."""
    rows = [
        HEAD,
        *(
            (
                command.mode.name,
                command.id,
                "(the codebook)" if command.id in FROM_CODEBOOK else " ".join(command.keys) or "(none)",
                command.help,
            )
            for command in settings.keymap.commands
        ),
    ]
    widths = [max(len(row[i]) for row in rows) for i in range(len(HEAD) - 1)]
    for *cells, does in rows:
        out.write("  ".join([*(f"{cell:{width}}" for cell, width in zip(cells, widths, strict=True)), does]) + "\n")
