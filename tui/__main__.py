"""The command line. Imports Textual only to open the reader."""

from __future__ import annotations

import argparse
import contextlib
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from articles.errors import NewsreaderError
from tui import __version__

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from typing import TextIO

    from annotations.store.records import StoryRecord
    from annotations.store.store import Store
    from articles.model import Story

DONE, FAILED, USAGE, INTERRUPTED = 0, 1, 2, 130

DESCRIPTION = """\
Shows several outlets' accounts of one event side by side, aligned by paragraph, and lets you tag passages by key.

commands:
  newsreader [PATH ...]          open the reader: files, folders, - for standard input; with nothing, the last story
  newsreader align [PATH ...]    links and rows of a story, as a table or JSON
  newsreader show [PATH ...]     the aligned story as text, tagged passages marked
  newsreader export [PATH ...]   annotations as CSV
  newsreader tags                list the tags, and how often they are used
  newsreader tags export         the tags as CSV
  newsreader tags import FILE    take tags from a CSV file, ours or another program's
  newsreader keys                the commands with their keys, as config.toml sets them
  newsreader verify              look whether all in the store is as it should be
  newsreader backups             list the earlier states of the store
  newsreader restore [BACKUP]    make one of them the present state; --undo takes that back"""

EPILOG = "A file that has the name of a command is opened as ./align, ./export and so on."


def main(argv: Sequence[str] | None = None) -> int:
    """Run `newsreader` and return its exit status: 0 done, 1 could not do it, 2 wrong usage."""
    _fill_closed_streams()
    try:
        options = _parse(list(sys.argv[1:] if argv is None else argv))
        run: Callable[[argparse.Namespace], int] = options.run
        return run(options)
    except NewsreaderError as error:
        return _fail(str(error))
    except BrokenPipeError:
        return FAILED
    except KeyboardInterrupt:
        return INTERRUPTED
    except Exception as error:
        if os.environ.get("NEWSREADER_DEBUG"):
            raise
        return _fail(f"an error of the program's own: {type(error).__name__}: {error}; NEWSREADER_DEBUG=1 shows more")
    finally:
        for stream in (sys.stdout, sys.stderr):
            _drop_unless_taken(stream)


def _fail(message: str) -> int:
    from articles.form import one_line

    with contextlib.suppress(OSError):  # a terminal that was closed: nobody is there to be told
        print(f"newsreader: {one_line(message)}", file=sys.stderr)
    return FAILED


def _fill_closed_streams() -> None:
    """Where a standard stream is closed (`>&-`), take its number, so that no file gets it.

    Reading from it ends at once and messages are dropped; writing data to it fails, as it must.
    """
    for name, mode, flags in (("stdin", "r", os.O_RDONLY), ("stdout", "w", os.O_RDONLY), ("stderr", "w", os.O_WRONLY)):
        if getattr(sys, name) is None:
            stream = os.fdopen(os.open(os.devnull, flags), mode, closefd=False)
            setattr(sys, name, stream)
            setattr(sys, f"__{name}__", stream)  # which Textual takes


def _drop_unless_taken(stream: TextIO) -> None:
    """Drop what a closed terminal or pipe or a full disk does not take; the interpreter would fail on it at its end."""
    try:
        stream.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


@contextlib.contextmanager
def _output() -> Iterator[None]:
    """Have all of it written to standard output, or say why that cannot be."""
    try:
        yield
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        what = (error.strerror or "failed").lower()
        raise NewsreaderError(f"cannot be written: {what}", where="standard output", todo="write to a file") from None


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        from articles.form import printable

        super().error(printable(message))


def _parse(argv: list[str]) -> argparse.Namespace:
    common = _Parser(prog="newsreader", add_help=False)
    common.add_argument("--store", type=Path, metavar="FILE", help="where annotations are kept (or NEWSREADER_STORE)")
    common.add_argument("--annotator", metavar="NAME", help="who tags (or NEWSREADER_ANNOTATOR; else the login name)")
    known, rest = common.parse_known_args(argv)
    command = next((name for name in (" ".join(rest[:2]), *rest[:1]) if name in _COMMANDS), "")
    parser = _Parser(
        prog=f"newsreader {command}".strip(),
        description=_COMMANDS[command][0],
        epilog="" if command else EPILOG,
        parents=[common],
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    if command in ("", "align", "show", "export"):
        parser.add_argument("paths", nargs="*", metavar="PATH", help="a file, a folder, or - for standard input")
    if not command:
        parser.add_argument("--version", action="version", version=f"newsreader {__version__}")
    if command == "align":
        parser.add_argument("--json", action="store_true", help="JSON instead of a table")
    if command == "show":
        parser.add_argument("--width", type=int, metavar="N", help="cells of a line; else those of the terminal")
        parser.add_argument("--all", action="store_true", help="with boilerplate, which is folded else")
    if command == "export":
        parser.add_argument("--format", default="csv", help="csv (the default)")
        parser.add_argument("--tag", action="append", default=[], metavar="T", help="only this tag; may be repeated")
        parser.add_argument("--plain", action="store_true", help="no byte order mark and no guard against formulas")
    if command in ("export", "tags export"):
        parser.add_argument("-o", "--output", metavar="FILE", help="write to FILE instead of standard output")
        parser.add_argument("--force", action="store_true", help="write over FILE where it exists")
    if command == "tags import":
        parser.add_argument("file", metavar="FILE", help="a CSV file with a column name, or - for standard input")
    if command == "restore":
        which = parser.add_mutually_exclusive_group()
        which.add_argument("backup", nargs="?", metavar="BACKUP", help="its number in the list, or a file; else 1")
        which.add_argument("--undo", action="store_true", help="take back the last restore")
    options = parser.parse_args(rest[len(command.split()) :])
    options.store = known.store or _path_in_environment() or None
    options.annotator = known.annotator if known.annotator is not None else _login()
    options.run = _COMMANDS[command][1]
    return options


def _path_in_environment() -> Path | None:
    named = os.environ.get("NEWSREADER_STORE")
    return Path(named) if named else None


def _login() -> str:
    name = os.environ.get("NEWSREADER_ANNOTATOR")
    if name is not None:
        return name
    import getpass

    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return ""


def _store_path(options: argparse.Namespace) -> Path:
    if options.store:
        return Path(options.store).expanduser()
    from annotations.store.store import default_path

    return default_path()


def _align(options: argparse.Namespace) -> int:
    from tui.cli import align

    _utf_8()
    with _output():
        align.run(options.paths, as_json=options.json, out=sys.stdout)
    return DONE


def _show(options: argparse.Namespace) -> int:
    from annotations.store.store import Store
    from tui.cli import show

    _utf_8()
    opened = Store.open(_store_path(options))
    try:
        story, _ = _story(options.paths, opened)
        with _output():
            show.run(story, opened, width=options.width, whole=options.all, out=sys.stdout, told=sys.stderr)
    finally:
        opened.let_go()
    return DONE


def _export(options: argparse.Namespace) -> int:
    from tui.cli import export

    with _output():
        export.run(
            options.paths,
            store=_store_path(options),
            format=options.format,
            output=options.output,
            tags=options.tag,
            plain=options.plain,
            force=options.force,
            out=sys.stdout.buffer,
        )
    return DONE


def _tags(options: argparse.Namespace) -> int:
    from tui.cli import tags

    _utf_8()
    with _output():
        tags.list_tags(store=_store_path(options), out=sys.stdout)
    return DONE


def _export_tags(options: argparse.Namespace) -> int:
    from tui.cli import tags

    store, output = _store_path(options), options.output
    with _output():
        tags.export_tags(store=store, output=output, force=options.force, out=sys.stdout.buffer)
    return DONE


def _import_tags(options: argparse.Namespace) -> int:
    from tui.cli import tags

    _utf_8()
    store, annotator = _store_path(options), options.annotator
    with _output():
        tags.import_tags(options.file, store=store, annotator=annotator, out=sys.stdout, notes=sys.stderr)
    return DONE


def _keys(options: argparse.Namespace) -> int:
    from annotations.store.store import Store
    from tui.cli import keys
    from tui.keys.settings import read_settings, tag_keys

    _utf_8()
    store = Store.open(_store_path(options))
    settings = read_settings(reserved=tag_keys(store.codebook))
    store.let_go()
    for notice in settings.notices:
        print(f"newsreader: {notice}", file=sys.stderr)
    with _output():
        keys.run(sys.stdout, settings)
    return DONE


def _verify(options: argparse.Namespace) -> int:
    from tui.cli import verify

    _utf_8()
    with _output():
        well = verify.run(store=_store_path(options), out=sys.stdout)
    return DONE if well else FAILED


def _backups(options: argparse.Namespace) -> int:
    from tui.cli import backups

    _utf_8()
    with _output():
        backups.list_backups(store=_store_path(options), out=sys.stdout)
    return DONE


def _restore(options: argparse.Namespace) -> int:
    from tui.cli import backups

    _utf_8()
    store, annotator = _store_path(options), options.annotator
    with _output():
        if options.undo:
            backups.undo_restore(store=store, annotator=annotator, out=sys.stdout)
        else:
            backups.restore_backup(options.backup or "1", store=store, annotator=annotator, out=sys.stdout)
    return DONE


def _read(options: argparse.Namespace) -> int:
    import gc

    gc.disable()  # what a start makes stays: to go through it for garbage takes a tenth of the start
    try:
        return _open(options)
    finally:
        gc.enable()


def _open(options: argparse.Namespace) -> int:
    from annotations.store.store import Store

    if not sys.stdout.isatty():
        raise NewsreaderError(
            "the reader needs a terminal", todo="newsreader show, align and export write to a file or a pipe"
        )
    opened = Store.open(_store_path(options), options.annotator)
    story, place = _story(options.paths, opened)
    if not sys.stdin.isatty():
        _keys_from_terminal()
    if not sys.stderr.isatty():
        setattr(sys, "__stderr__", sys.stdout)  # noqa: B010 (typed as final) -- where Textual draws
    from tui.keys.settings import read_settings, tag_keys
    from tui.opening import open_reader

    settings = read_settings(reserved=tag_keys(opened.codebook))
    return open_reader(story, opened, place=place, annotator=options.annotator, settings=settings)


def _story(paths: list[str], store: Store) -> tuple[Story, object]:
    """The story to open and the place where it was left: what is named, else the last one, at first the seeds."""
    from annotations.anchoring.articles import recognised
    from articles.read import read_story, seed_story

    stories = store.stories()
    if paths:
        story = recognised(store, read_story(paths))
    elif not stories:
        story = seed_story()
    else:
        story = _again(stories[0], store)
    return story, next((record.place for record in stories if record.id == story.id), None)


def _again(record: StoryRecord, store: Store) -> Story:
    """A story as it is now where its files can be read, else as it was when it was opened last."""
    from annotations.anchoring.articles import recognised
    from articles.read import read_story

    if not record.paths or "-" in record.paths:
        return store.story(record)
    try:
        return recognised(store, read_story(record.paths))
    except NewsreaderError:
        return store.story(record)


def _keys_from_terminal() -> None:
    """Standard input held an article or is a file: keys come from the terminal itself."""
    try:
        terminal = os.open("/dev/tty", os.O_RDONLY)
    except OSError as error:
        raise NewsreaderError("the reader needs a terminal for its keys", todo="start it in one") from error
    os.dup2(terminal, 0)
    os.close(terminal)


def _utf_8() -> None:
    """Write UTF-8 whatever the locale: article text is more than ASCII."""
    reconfigure = getattr(sys.stdout, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(encoding="utf-8", errors="replace")


_COMMANDS: dict[str, tuple[str, Callable[[argparse.Namespace], int]]] = {
    "": (DESCRIPTION, _read),
    "align": ("Aligns the articles and writes their links and rows; without PATH, of the seeds.", _align),
    "show": ("Writes the aligned story as text; without PATH, of the story opened last.", _show),
    "export": ("Writes the annotations of the store, or only those of the articles named.", _export),
    "tags": ("Lists the tags in the order of the codebook, and how many annotations and articles have them.", _tags),
    "tags export": ("Writes the tags as CSV.", _export_tags),
    "tags import": (
        "Adds the tags of a CSV file and changes those that have the id or the name of one: all of them, or none.",
        _import_tags,
    ),
    "keys": ("Writes the commands with their ids and keys, for config.toml.", _keys),
    "verify": (
        "Looks at all that the store keeps: a line for each finding, and status 1 if any. Writes nothing.",
        _verify,
    ),
    "backups": ("Lists the earlier states of the store, the newest first.", _backups),
    "restore": ("Makes a backup the present state of the store, which is backed up first.", _restore),
}


if __name__ == "__main__":
    sys.exit(main())
