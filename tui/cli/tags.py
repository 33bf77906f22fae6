"""`newsreader tags`: the codebook as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING, TextIO

from annotations.codebook.codebook import Tag
from articles.form import printable
from tui.cli import DONE
from tui.cli.opened_store import opened_store
from tui.cli.standard_output import text_output
from tui.cli.table import lines
from tui.cli.which_store import store_path

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from pathlib import Path

    from annotations.store.store import Uses

HEAD = ("key", "name", "colour", "annotations", "articles", "definition")

_NUMBERS = (HEAD.index("annotations"), HEAD.index("articles"))


def add(parser: ArgumentParser) -> None:
    """Add what the command takes."""
    parser.description = "Lists the tags in the order of the codebook, and how many annotations and articles have them."


def run(options: Namespace) -> int:
    """List the tags on standard output."""
    store = store_path(options)
    with text_output() as out:
        list_tags(store=store, out=out)
    return DONE


def list_tags(*, store: Path, out: TextIO) -> None:
    """Write a line for each tag in the order of the codebook, then for those that are used and not in it.

    Raises NewsreaderError. Makes nothing where there is no store.
    """
    from annotations.store.store import Uses

    with opened_store(store) as opened:
        codebook, uses = opened.codebook, opened.uses()
    strays = [Tag(id_, id_, definition="not in the codebook") for id_ in sorted(uses) if codebook.by_id(id_) is None]
    table = [HEAD, *(_row(tag, uses.get(tag.id, Uses(0, 0))) for tag in (*codebook.tags, *strays))]
    out.writelines(f"{line}\n" for line in lines(table, _NUMBERS))


def _row(tag: Tag, used: Uses) -> tuple[str, ...]:
    cells = (tag.key, tag.name, tag.colour, str(used.annotations), str(used.articles), tag.definition)
    return tuple(map(printable, cells))
