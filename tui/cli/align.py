"""`newsreader align`: the links and rows of a story as JSON for programs, or as a table for people."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, TextIO

from annotations.anchoring.known_story import known_story
from articles.align import align, counterparts
from articles.model import Kind, ParagraphId
from tui.cli import DONE
from tui.cli.opened_store import opened_store, tell
from tui.cli.parser import add_paths
from tui.cli.standard_output import text_output
from tui.cli.which_store import store_path
from tui.cli.which_story import which_story

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from articles.model import Alignment, Link, Story

FIRST_WORDS_CHARACTERS = 60
"""Characters of a paragraph that the table shows."""


def add(parser: ArgumentParser) -> None:
    """Add what the command takes."""
    parser.description = "Aligns the articles and writes their links and rows; without PATH, of the story opened last."
    add_paths(parser)
    parser.add_argument("--json", action="store_true", help="JSON instead of a table")
    parser.add_argument("--computed", action="store_true", help="as it was computed, without your corrections")


def run(options: Namespace) -> int:
    """Write the alignment to standard output."""
    with text_output() as out:
        write_alignment(
            options.paths, store=store_path(options), computed=options.computed, as_json=options.json, out=out
        )
    return DONE


def write_alignment(paths: Sequence[str], *, store: Path, computed: bool, as_json: bool, out: TextIO) -> None:
    """Align the articles at `paths`, with none the story opened last, and write links and rows to `out`.

    They are as a person corrected them, with `computed` as they were found; articles are as a person put them right.
    Raises NewsreaderError where the articles or the store cannot be read.
    """
    with opened_store(store) as opened:
        meant = which_story(paths, opened)
        tell(meant.notices)
        known = known_story(opened, meant.story)
        story = known.story
        alignment = align(story)
        if not computed:
            tell(filter(None, [known.told_lost]))
            alignment = known.aligned(alignment)
    if as_json:
        out.write(json.dumps(as_data(story, alignment), ensure_ascii=False) + "\n")
    else:
        out.writelines(f"{line.rstrip()}\n" for line in as_table(story, alignment))


def as_data(story: Story, alignment: Alignment) -> dict[str, Any]:
    """Articles, links and rows as plain values: articles counted from 0, paragraphs by their numbers, from 1."""
    return {
        "articles": [
            {
                "id": article.id,
                "outlet": article.outlet,
                "title": article.title,
                "paragraphs": [
                    {"n": p.n, "kind": p.kind.value, "start": p.start, "end": p.end, "text": p.shown}
                    for p in article.paragraphs
                ],
            }
            for article in story.articles
        ],
        "links": [
            {"a": list(link.a), "b": list(link.b), "score": round(link.score, 4), "strength": strength(link)}
            for link in alignment.links
        ],
        "rows": [[list(cell) for cell in row.cells] for row in alignment.rows],
    }


def strength(link: Link) -> str:
    """`strong` or `weak`."""
    return "strong" if link.strong else "weak"


def as_table(story: Story, alignment: Alignment) -> Iterator[str]:
    """The lines of the table: the articles, then row by row the paragraphs, then the links, strongest first."""
    linked = counterparts(alignment)
    names = [f"{i} {article.outlet}" for i, article in enumerate(story.articles, start=1)]
    width = max(map(len, names), default=0)
    yield story.title
    yield ""
    for i, (name, article) in enumerate(zip(names, story.articles, strict=True)):
        with_link = sum(where.article == i for where in linked)
        note = ", opens the rows" if i == alignment.pivot and len(names) > 1 else ""
        count = f"{len(article.paragraphs)} paragraphs, {with_link} linked{note}"
        yield f"  {name:{width}}  {count}: {first_words(article.title)}"
    if len(names) < 2:
        yield "  Two articles or more are needed to align."
    yield ""
    yield f"{len(alignment.rows)} rows"
    for number, row in enumerate(alignment.rows, start=1):
        head = f"{number:4}"
        for i, cell in enumerate(row.cells):
            for n in cell:
                paragraph = story.articles[i].paragraph(n)
                kind = "" if paragraph.kind is Kind.BODY else f"({paragraph.kind}) "
                mark = "moved: " if ParagraphId(i, n) in row.moved else ""
                yield f"{head}  {names[i]:{width}} {n:4}  {mark}{kind}{first_words(paragraph.shown)}"
                head = "    "
    yield ""
    yield f"{len(alignment.links)} links"
    for link in sorted(alignment.links, key=lambda link: (-link.score, link)):
        ends = " - ".join(f"{names[where.article]} {where.n}" for where in (link.a, link.b))
        yield f"  {link.score:.2f}  {strength(link):6}  {ends}"


def first_words(text: str) -> str:
    """The beginning of a text, cut between words where it can be."""
    if len(text) <= FIRST_WORDS_CHARACTERS:
        return text
    cut = text[:FIRST_WORDS_CHARACTERS]
    return (cut[: cut.rfind(" ")] if " " in cut else cut) + " …"
