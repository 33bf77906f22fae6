"""`newsreader stories`: the stories of the store, for people as a list, for programs as JSON."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, TextIO

from articles.form import printable
from tui.cli import DONE
from tui.cli.opened_store import opened_store
from tui.cli.standard_output import text_output
from tui.cli.table import counted
from tui.cli.which_store import store_path

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from pathlib import Path

    from annotations.library import ListedStory


def add(parser: ArgumentParser) -> None:
    """Add what the command takes."""
    parser.description = (
        "Lists the stories that were opened, the last one first: title, outlets, dates, and how many articles and"
        " annotations each has."
    )
    parser.add_argument("--json", action="store_true", help="JSON instead of a list")


def run(options: Namespace) -> int:
    """List the stories on standard output."""
    with text_output() as out:
        list_stories(store=store_path(options), out=out, as_json=options.json)
    return DONE


def list_stories(*, store: Path, out: TextIO, as_json: bool = False) -> None:
    """Write the stories of the store, those put away last; makes nothing where there is no store.

    Raises NewsreaderError.
    """
    from annotations.library import library
    from tui.look.status import shown_time
    from tui.shown.library import shown_days

    with opened_store(store) as opened:
        stories = library(opened)
    if as_json:
        out.write(json.dumps({"stories": [as_data(story) for story in stories]}, ensure_ascii=False) + "\n")
        return
    for story in sorted(stories, key=lambda story: bool(story.archived)):
        facts = [", ".join(story.outlets), shown_days(story.dates)]
        counts = [counted(story.articles, "article"), counted(story.annotations, "annotation")]
        opened_at = f"opened {shown_time(story.record.opened)}"
        archived = ["archived"] if story.archived else []
        out.write(f"{printable(story.title or '(no title)')}\n")
        out.write(f"    {printable(' · '.join(filter(None, facts)))}\n")
        out.write(f"    {' · '.join([*counts, *archived, printable(opened_at), story.id])}\n")
    if not stories:
        out.write("no stories yet: newsreader with files or addresses opens one, and keeps it\n")


def as_data(story: ListedStory) -> dict[str, Any]:
    """A story as plain values; `archived` is None where it is not put away."""
    return {
        "id": story.id,
        "title": story.title,
        "outlets": list(story.outlets),
        "dates": list(story.dates),
        "articles": story.articles,
        "annotations": story.annotations,
        "opened": story.record.opened,
        "archived": story.archived or None,
    }
