"""`newsreader versions`: the texts that are kept of an article, and how the last two differ."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from annotations.anchoring.versions import kept_versions
from articles.errors import NewsreaderError
from articles.form import printable
from articles.versions_difference import difference
from tui.cli import DONE
from tui.cli.opened_store import opened_store
from tui.cli.standard_output import text_output
from tui.cli.table import lines
from tui.cli.which_store import store_path
from tui.shown.versions import as_text, sections

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Iterator, Sequence

    from annotations.anchoring.versions import KeptVersion
    from annotations.codebook.codebook import Codebook

HEAD = ("version", "fetched", "opened", "words", "tagged", "text_sha256")
NUMBERS = (HEAD.index("version"), HEAD.index("words"), HEAD.index("tagged"))
HASH_DIGITS = 12


def add(parser: ArgumentParser) -> None:
    """Add what the command takes."""
    parser.description = (
        "Lists the texts that are kept of an article, and how two of them differ, headline and figures\n"
        "first: what went stands in [- and -], what came in {+ and +}."
    )
    parser.add_argument(
        "article", metavar="ARTICLE", help="its id, its outlet or title if no other has it, its file or its address"
    )
    parser.add_argument(
        "--compare", nargs=2, type=int, metavar=("N", "M"), help="the numbers of two versions; else the last two"
    )
    parser.add_argument("--json", action="store_true", help="JSON instead of text")


def run(options: Namespace) -> int:
    """Write the versions of the article that is named, and how two differ, to standard output."""
    from tui.cli.text import named_article  # imported where used: a command loads no other before it is carried out

    with opened_store(store_path(options)) as store, text_output() as out:
        codebook = store.codebook
        id_, outlet = named_article(store, options.article)
        versions = kept_versions(store, id_)
        pair = _pair(versions, options.compare, outlet)
        if options.json:
            out.write(json.dumps(as_data(versions, pair), ensure_ascii=False) + "\n")
        else:
            out.writelines(f"{printable(line)}\n" for line in as_lines(versions, pair, codebook))
    return DONE


def _pair(
    versions: Sequence[KeptVersion], wanted: Sequence[int] | None, outlet: str
) -> tuple[KeptVersion, KeptVersion] | None:
    """The two versions to compare; None where there are not two. Raises NewsreaderError where one is not there."""
    if not wanted:
        return (versions[-2], versions[-1]) if len(versions) > 1 else None
    by_number = {version.number: version for version in versions}
    missing = [number for number in wanted if number not in by_number]
    if missing:
        there = ", ".join(map(str, by_number)) or "none"
        raise NewsreaderError(f"no version {missing[0]}", where=printable(outlet), todo=f"there are: {there}")
    old, new = (by_number[number] for number in wanted)
    return old, new


def as_lines(
    versions: Sequence[KeptVersion], pair: tuple[KeptVersion, KeptVersion] | None, codebook: Codebook
) -> Iterator[str]:
    """A table of the versions, the last one first; then how two differ."""
    rows = [
        (
            str(version.number),
            version.record.fetched or "-",
            version.record.added,
            str(version.words),
            str(len(version.annotations)),
            version.record.sha256[:HASH_DIGITS],
        )
        for version in reversed(versions)
    ]
    yield from lines([HEAD, *rows], NUMBERS)
    if pair is not None:
        yield ""
        yield f"from version {pair[0].number} to version {pair[1].number}:"
        yield ""
        yield from list(as_text(sections(*pair, codebook))) or ["nothing of the article differs"]


def as_data(versions: Sequence[KeptVersion], pair: tuple[KeptVersion, KeptVersion] | None) -> dict[str, Any]:
    """The versions, the first one first, and the difference of two, as plain values."""
    data: dict[str, Any] = {
        "versions": [
            {
                "version": version.number,
                "text_sha256": version.record.sha256,
                "original_sha256": version.record.original or None,
                "fetched": version.record.fetched or None,
                "opened": version.record.added,
                "words": version.words,
                "annotations": [annotation.id for annotation in version.annotations],
            }
            for version in versions
        ],
        "difference": None,
    }
    if pair is not None:
        found = difference(pair[0].article, pair[1].article)
        data["difference"] = {
            "from": pair[0].number,
            "to": pair[1].number,
            "changes": [
                {
                    "how": change.how.value,
                    "moved": change.moved,
                    "kind": change.kind.value,
                    "old_paragraph": change.old.n if change.old else None,
                    "new_paragraph": change.new.n if change.new else None,
                    "old": change.old.shown if change.old else None,
                    "new": change.new.shown if change.new else None,
                    "figures": [list(figure) for figure in change.figures],
                }
                for change in found.told
            ],
        }
    return data
