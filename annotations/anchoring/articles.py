"""Recognises an opened article as one that was opened before with another text."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from annotations.store.errors import StoreError

if TYPE_CHECKING:
    from annotations.store.records import ArticleRecord
    from annotations.store.store import Store
    from articles.model import Article, Story

SAME_WORDS_SHARE = 0.5
"""The least share of an article's words that a later text of it still has."""


def with_known_ids(store: Store, story: Story) -> Story:
    """The story with the ids of articles that were opened before from the same paths with another text.

    That may have been in another story, of which a file was opened here too. A text that has little in common with
    the one before is another article. Raises StoreError.
    """
    known = store.articles()
    if all(article.id in known for article in story.articles) or not story.paths:
        return story
    earlier: dict[tuple[str, str], ArticleRecord] = {}
    # What comes last counts: the stories of just these paths before others, those opened last before older ones.
    for before in sorted(store.stories(), key=lambda kept: (kept.paths == story.paths, kept.opened, kept.id)):
        shared = {Path(path).name for path in {*before.paths} & {*story.paths}}
        for there in (known[id_] for id_ in before.articles if id_ in known):
            if before.paths == story.paths or there.source in shared:
                earlier[there.outlet, there.source] = there
    taken = {article.id for article in story.articles}
    articles = []
    for article in story.articles:
        record = earlier.get((article.outlet, article.source))
        if article.id not in known and record and record.id not in taken and _goes_on(store, record, article):
            article = replace(article, id=record.id)
        articles.append(article)
    return story._replace(articles=tuple(articles))


def _goes_on(store: Store, record: ArticleRecord, article: Article) -> bool:
    """Whether an article's text is one that the article of the record was changed to."""
    if article.version.sha256 in {version.sha256 for version in record.versions}:
        return True
    for version in reversed(record.versions):
        try:
            words = set(store.version_text(version.sha256).casefold().split())
        except StoreError:
            continue
        shared = words & set(article.version.text.casefold().split())
        return len(shared) >= SAME_WORDS_SHARE * len(words)
    return True  # no text is left to compare with: its passages are found by their own words, or are orphans
