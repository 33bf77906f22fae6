"""A store and files beside it, opened one sitting after the other."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from annotations.changes import Change, Edit
from annotations.clock import now
from annotations.ids import new_id
from annotations.model import Annotation, Passage
from articles.model import article_id
from articles.read import read_story

if TYPE_CHECKING:
    from pathlib import Path

    from annotations.store.store import Store
    from articles.model import Article, Story

PIER = """\
Pier of Lanville closed

March 3, 2021

The pier of Lanville was closed on Wednesday, the port said. Nobody was hurt.

A storm had torn planks from the deck on Monday night. Divers looked at the posts on Tuesday and found two broken.

The port wants to open the pier again in May. The work costs 400,000 crowns, of which the town pays half.
"""

SHUT = """\
Lanville pier shut after storm

4 March 2021

Lanville has closed its pier. The port said on Wednesday that no person had been hurt.

Two broken posts were found by divers on Tuesday. The deck had lost planks in the storm of the night to Tuesday.
"""

SCHOOL = """\
New school for Elmton

The council of Elmton met for four hours on Friday and voted for a new school in the north of the town.

Parents had asked for it for years, as their children now ride to Lanville by bus.
"""


def tagged(of: Article, words: str, tag: str = "claim", annotator: str = "ana") -> Annotation:
    """An annotation of the first place with these words."""
    start = of.version.text.index(words)
    passage = Passage.of(of, start, start + len(words))
    return Annotation(new_id(), passage, (tag,), annotator=annotator, created=now(), modified=now())


def tag(store: Store, of: Article, words: str, tag: str = "claim") -> Annotation:
    """Tag these words in the store."""
    made = tagged(of, words, tag)
    store.apply(Change(f"{tag} added", (Edit(None, made),), new_id()))
    return made


def named_by_outlet(story: Story) -> Story:
    """The story as builds opened it whose ids were made of the outlet and the text, and that kept no paths."""
    articles = (
        replace(article, id=article_id(article.version.sha256, article.outlet), path="") for article in story.articles
    )
    return story._replace(articles=tuple(articles))


def keep_as_before(store: Store, *paths: Path) -> Story:
    """Open files as such builds did; returns the story."""
    story = named_by_outlet(read_story([str(path) for path in paths]))
    store.keep_story(story)
    return story


def listing(folder: Path, **outlets: str) -> None:
    """Write the `story.toml` of a folder: file names without their ending, and outlets."""
    entries = (f'[[article]]\nfile = "{name}.txt"\noutlet = "{outlet}"\n' for name, outlet in outlets.items())
    (folder / "story.toml").write_text("\n".join(entries))
