"""`newsreader add`: articles for a story that was opened before, without opening the reader."""

from __future__ import annotations

from typing import TYPE_CHECKING

from articles.errors import NewsreaderError
from articles.form import printable
from tui.cli import DONE
from tui.cli.opened_store import open_store, tell
from tui.cli.standard_output import text_output
from tui.cli.which_store import annotator, store_path

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Sequence
    from pathlib import Path
    from typing import TextIO


def add(parser: ArgumentParser) -> None:
    """Add what the command takes."""
    parser.description = (
        "Adds articles to the story opened last, or to the one that --story names; undo in the reader takes them out."
    )
    parser.add_argument(
        "paths", nargs="+", metavar="PATH", help="a file, a folder, an address, or - for standard input"
    )
    parser.add_argument("--story", metavar="ID", help="the story's id or title, as newsreader stories lists it")


def run(options: Namespace) -> int:
    """Add the articles, and say so on standard output."""
    with text_output() as out:
        add_to_story(options.paths, store_path(options), annotator(options), name=options.story, out=out)
    return DONE


def add_to_story(paths: Sequence[str], path: Path, annotator: str, *, name: str | None, out: TextIO) -> None:
    """Add what is at the paths to a story of the store, by default to that opened last. Raises NewsreaderError."""
    from annotations.anchoring.composing import compose
    from annotations.anchoring.opening import again, meant
    from annotations.library import story_called
    from tui.cli.named_pages import story_with_pages

    store = open_store(path, annotator)
    stories = store.stories()
    if not stories:
        raise NewsreaderError("there is no story to add to", todo="open one first: newsreader with files or addresses")
    record = stories[0] if name is None else story_called(store, name)
    added, told = story_with_pages(paths, store, None)
    story = meant(store, again(record, store), writes=True).story
    store.keep_story(story, record.place)
    composed = compose(store, story, added, place=record.place)
    tell([*told, *composed.notices])
    out.write(
        f"{printable(composed.what)}: “{printable(composed.story.title)}” has {len(composed.story.articles)} articles\n"
    )
    store.close()
