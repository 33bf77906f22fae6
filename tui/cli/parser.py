"""Turns arguments into the command that they name and its options, importing no command but that one."""

from __future__ import annotations

import argparse
import os
from importlib import import_module

from tui import __version__

TYPE_CHECKING = False  # not from typing, whose import would be a tenth of `--help`
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any, NoReturn

    Run = Callable[[argparse.Namespace], int]
    """Carries a command out and returns its exit status."""


class Command:
    """A command, as the main help names it."""

    def __init__(self, module: str, arguments: str, help: str) -> None:
        self.module = module
        """The module in `tui.cli` that adds its arguments to a parser (`add`) and carries it out (`run`)."""
        self.arguments = arguments
        self.help = help
        """What it does, in part of a line."""


COMMANDS = {
    "articles": Command("articles", "[PATH ...]", "what files hold: articles, their facts and paragraphs"),
    "stories": Command("stories", "", "list the stories: title, outlets, dates, what each holds"),
    "add": Command("add", "PATH ...", "add articles to the story opened last, or to another"),
    "align": Command("align", "[PATH ...]", "links and rows of a story, as a table or JSON"),
    "show": Command("show", "[PATH ...]", "the aligned story as text, tagged passages marked"),
    "export": Command("export", "[PATH ...]", "annotations as CSV, for spreadsheets and programs"),
    "text": Command("text", "ARTICLE", "the text of an article that offsets count in"),
    "versions": Command("versions", "ARTICLE", "the texts kept of an article, and how two of them differ"),
    "tags": Command("tags", "", "list the tags, and how often they are used"),
    "tags export": Command("tags_export", "", "the tags as CSV"),
    "tags import": Command("tags_import", "FILE", "take tags from a CSV file, ours or another program's"),
    "keys": Command("keys", "", "the commands with their keys, as config.toml sets them"),
    "verify": Command("verify", "", "look whether all in the store is as it should be"),
    "backups": Command("backups", "", "list the earlier states of the store"),
    "restore": Command("restore", "[BACKUP]", "make one of them the present state; --undo takes that back"),
}
"""Every command by the words that name it, in the order of the main help."""

READ = Command(
    "read", "[PATH ...]", "open the reader: files, folders, - for standard input; with nothing, the last story"
)
"""What is done where no command is named."""

ABOUT = (
    "Shows several outlets' accounts of one event side by side, aligned by paragraph, and lets you tag passages by key."
)

EPILOG = "A file that has the name of a command is opened as ./align, ./export and so on."


class _Help(argparse.RawDescriptionHelpFormatter):
    """Help as wide as the terminal; argparse would import archives and compression only to ask for that width."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, width=_terminal_width() - 2)


class _Parser(argparse.ArgumentParser):
    def __init__(self, prog: str, **named: Any) -> None:
        super().__init__(prog, formatter_class=_Help, **named)

    def error(self, message: str) -> NoReturn:
        from articles.form import printable

        super().error(printable(message))


def chosen(argv: Sequence[str]) -> tuple[Run, argparse.Namespace]:
    """The command that the arguments name, to be called with the options beside it.

    The options for all commands may stand anywhere. Raises SystemExit where help or the version was asked for
    (status 0) and for wrong usage (2), both of which have been written.
    """
    common = _Parser(prog="newsreader", add_help=False)
    common.add_argument("--store", metavar="FILE", help="where annotations are kept (or NEWSREADER_STORE)")
    common.add_argument("--annotator", metavar="NAME", help="who tags (or NEWSREADER_ANNOTATOR; else the login name)")
    for_all, rest = common.parse_known_args(argv)
    words = next((words for words in (" ".join(rest[:2]), *rest[:1]) if words in COMMANDS), "")
    parser = _Parser(prog=f"newsreader {words}".strip(), parents=[common])
    run = _sub_parser(parser, COMMANDS[words]) if words else _main_parser(parser)
    return run, parser.parse_args(rest[len(words.split()) :], for_all)


def _sub_parser(parser: argparse.ArgumentParser, command: Command) -> Run:
    module = import_module(f"tui.cli.{command.module}")
    module.add(parser)
    run: Run = module.run
    return run


def _main_parser(parser: argparse.ArgumentParser) -> Run:
    parser.description = f"{ABOUT}\n\ncommands:\n{_named_commands()}"
    parser.epilog = EPILOG
    add_paths(parser)
    parser.add_argument("--version", action="version", version=f"newsreader {__version__}")

    def read(options: argparse.Namespace) -> int:
        run: Run = import_module(f"tui.cli.{READ.module}").run
        return run(options)

    return read


def _named_commands() -> str:
    """A line for each command: how it is called, and what it does."""
    calls = {f"newsreader {words} {command.arguments}": command.help for words, command in COMMANDS.items()}
    calls = {f"newsreader {READ.arguments}": READ.help, **{call.strip(): help_ for call, help_ in calls.items()}}
    width = max(map(len, calls))
    return "\n".join(f"  {call:{width}}   {help_}" for call, help_ in calls.items())


def add_paths(parser: argparse.ArgumentParser) -> None:
    """Add the articles that a command is about."""
    parser.add_argument("paths", nargs="*", metavar="PATH", help="a file, a folder, or - for standard input")


def add_output(parser: argparse.ArgumentParser) -> None:
    """Add the file that a command writes its data to."""
    parser.add_argument("-o", "--output", metavar="FILE", help="write to FILE instead of standard output")
    parser.add_argument("--force", action="store_true", help="write over FILE where it exists")


def _terminal_width() -> int:
    """Cells of a line, as `shutil.get_terminal_size` tells it: COLUMNS, else what the terminal says, else 80."""
    columns = os.environ.get("COLUMNS", "")
    if columns.isdecimal() and int(columns):
        return int(columns)
    try:
        return os.get_terminal_size(1).columns or 80
    except OSError:
        return 80
