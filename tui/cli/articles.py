"""`newsreader articles`: what files hold, as JSON for programs, or as a list for people."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from articles.form import printable
from articles.model import Kind
from tui.cli import DONE
from tui.cli.opened_store import opened_store, tell
from tui.cli.parser import add_paths
from tui.cli.progress import watched
from tui.cli.standard_output import text_output
from tui.cli.which_store import store_path
from tui.cli.which_story import which_story

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from articles.model import Article
    from articles.read import Found


def add(parser: ArgumentParser) -> None:
    """Add what the command takes."""
    parser.description = (
        "Lists the articles that files, folders or addresses hold, without opening the reader; without PATH, those of"
        " the story opened last."
    )
    add_paths(parser)
    parser.add_argument("--json", action="store_true", help="JSON instead of a list")


def run(options: Namespace) -> int:
    """Write what the files hold to standard output."""
    found = _found(options.paths) if options.paths else _of_the_last_story(store_path(options))
    with text_output() as out:
        if options.json:
            out.writelines(_json(found))
        else:
            tell(found.notices)
            out.writelines(f"{line.rstrip()}\n" for line in as_list(found))
    return DONE


def _found(paths: Sequence[str]) -> Found:
    from articles.read import read_articles
    from tui.system.fetching import fetch_as_set

    with watched() as watch:
        return read_articles(paths, watch=watch, pages=fetch_as_set)


def _of_the_last_story(store: Path) -> Found:
    """The articles of the story opened last, as a person put them right."""
    from annotations.anchoring.amendments import sought_amendments
    from articles.read import Found

    with opened_store(store) as opened:
        meant = which_story((), opened)
        story = sought_amendments(opened, meant.story).put_right(meant.story)
        return Found(story.title, story.articles, meant.notices)


def _json(found: Found) -> Iterator[str]:
    """What `as_data` gives as JSON, one article after another: there may be thousands."""
    yield '{"articles": ['
    for number, article in enumerate(found.articles):
        yield (", " if number else "") + json.dumps(_article(article), ensure_ascii=False)
    yield f'], "notices": {json.dumps(list(found.notices), ensure_ascii=False)}}}\n'


def as_data(found: Found) -> dict[str, Any]:
    """Articles and notices as plain values; a fact that no file tells is None."""
    return {"articles": [_article(article) for article in found.articles], "notices": list(found.notices)}


def _article(article: Article) -> dict[str, Any]:
    facts = {fact: article.told(fact) or None for fact in ("outlet", "title", "date", "byline", "source")}
    return {
        "id": article.id,
        **facts,
        "format": article.format,
        "fetched": article.fetched or None,
        "origins": dict(article.origins),
        "notices": list(article.notices),
        "paragraphs": [
            {"n": p.n, "kind": p.kind.value, "start": p.start, "end": p.end, "text": p.shown}
            for p in article.paragraphs
        ],
    }


def as_list(found: Found) -> Iterator[str]:
    """Three or four lines for each article: title, facts, what it holds, notices."""
    for number, article in enumerate(found.articles, 1):
        facts = (article.told("outlet"), article.date, article.byline, article.told("source"))
        shown = [p for p in article.paragraphs if p.kind is not Kind.BOILERPLATE]
        words = sum(len(p.shown.split()) for p in shown)
        folded = len(article.paragraphs) - len(shown)
        yield f"{number:4}  {printable(article.told('title') or '(no title)')}"
        yield f"      {printable(' · '.join(filter(None, facts)))}"
        yield f"      {article.format} · {len(shown)} paragraphs, {words:,} words · {folded} folded"
        for notice in article.notices:
            yield f"      {printable(notice)}"
