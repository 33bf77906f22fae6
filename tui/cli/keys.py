"""`newsreader keys`: the commands by the names that the settings know them by, with the keys they have."""

from __future__ import annotations

from typing import TYPE_CHECKING, TextIO

from tui.cli import DONE
from tui.cli.opened_store import opened_store, tell
from tui.cli.standard_output import text_output
from tui.cli.table import lines
from tui.cli.which_store import store_path
from tui.keys.commands import FROM_CODEBOOK
from tui.keys.presets import PRESETS
from tui.keys.settings import read_settings, tag_keys

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from tui.keys.settings import Settings

HEAD = ("where", "command", "keys", "does")


def add(parser: ArgumentParser) -> None:
    """Add what the command takes."""
    parser.description = "Writes the commands with their ids and keys, for config.toml."
    layouts = ", ".join(PRESETS)
    parser.add_argument(
        "--preset",
        choices=tuple(PRESETS),
        default="",
        help=f"with the keys for a keyboard layout ({layouts}), as `preset` in config.toml gives them",
    )


def run(options: Namespace) -> int:
    """Write the commands to standard output, and what is wrong with the settings to standard error."""
    with opened_store(store_path(options)) as store:
        settings = read_settings(reserved=tag_keys(store.codebook), preset=options.preset)
    tell(settings.notices)
    with text_output() as out:
        write_keys(out, settings)
    return DONE


def write_keys(out: TextIO, settings: Settings) -> None:
    """Write a line for each command: its mode, its id, its keys as the settings name them, and what it does."""
    rows = [
        (
            command.mode.name,
            command.id,
            "(the codebook)" if command.id in FROM_CODEBOOK else " ".join(command.keys) or "(none)",
            command.help,
        )
        for command in settings.keymap.commands
    ]
    out.writelines(f"{line}\n" for line in lines([HEAD, *rows]))
