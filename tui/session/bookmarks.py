"""The bookmarks of the open story."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotations.bookmarks import Bookmark
from articles.model import ParagraphId
from tui.session.effect import Effect

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tui.session.cursor import Cursor
    from tui.session.desk import Desk
    from tui.session.keeper import Keeper
    from tui.session.search import Search


class Bookmarks:
    """Holds the bookmarks of a desk's articles."""

    def __init__(self, desk: Desk, cursor: Cursor, search: Search, keeper: Keeper) -> None:
        self._desk, self._cursor, self._search, self._keeper = desk, cursor, search, keeper
        self._by_paragraph: dict[ParagraphId, Bookmark] = {}
        self._found: list[tuple[Bookmark, int]] = []
        """The bookmarks with their places in the open texts, in code points."""

    def __contains__(self, where: ParagraphId) -> bool:
        """Whether a paragraph has a bookmark."""
        return where in self._by_paragraph

    def __iter__(self) -> Iterator[ParagraphId]:
        """The paragraphs that have a bookmark."""
        return iter(self._by_paragraph)

    def __len__(self) -> int:
        return len(self._by_paragraph)

    def load(self, bookmarks: Iterable[tuple[Bookmark, int]]) -> frozenset[ParagraphId]:
        """Take over bookmarks, each with its place in the open text in code points.

        Returns the paragraphs that look different now.
        """
        self._found = list(bookmarks)
        return self.retell()

    def retell(self) -> frozenset[ParagraphId]:
        """Find the paragraphs in which the bookmarks stand now; returns those that look different."""
        articles = self._desk.story.articles
        numbers = {article.id: i for i, article in enumerate(articles)}
        found: dict[ParagraphId, Bookmark] = {}
        for bookmark, start in self._found:
            i = numbers.get(bookmark.article)
            if i is not None and 0 <= start < len(articles[i].version.text):
                found[ParagraphId(i, articles[i].paragraph_at(start).n)] = bookmark
        changed = frozenset(found.keys() ^ self._by_paragraph.keys())
        self._by_paragraph = found
        return changed

    def turn(self) -> Effect:
        """Put a bookmark on the cursor's paragraph, or take the one there away."""
        desk, where = self._desk, self._desk.place.paragraph
        removed = self._by_paragraph.pop(where, None)
        if removed is None:
            article = desk.story.articles[where.article]
            added = Bookmark(article.id, article.version.sha256, desk.paragraph(where).start)
            self._by_paragraph[where] = added
            self._found.append((added, added.start))
        else:
            self._found = [one for one in self._found if one[0] != removed]
        self._keeper.bookmark(removed or added, on=removed is None)
        count = f"{len(self)} in this story, {desk.key('next_bookmark')} goes to the next"
        return Effect(frozenset({where}), message="Bookmark taken away" if removed else f"Bookmark put here · {count}")

    def step(self, by: int) -> Effect:
        """Go to the next (`by` 1) or previous (-1) bookmark down the page, and at its end start over."""
        desk, row_of = self._desk, self._desk.shown.row_of
        places = sorted((row_of[where], where) for where in self._by_paragraph if where in row_of)
        if not places:
            none = f"No bookmarks: {desk.key('bookmark')} puts one on a paragraph"
            return Effect(message=f"All are hidden: {self._search.unhiding()}" if len(self) else none, warn=True)
        here = (row_of[desk.place.paragraph], desk.place.paragraph)
        rest = [place for place in places if (place > here if by > 0 else place < here)]
        _, where = (rest or places)[0 if by > 0 else -1]
        return self._cursor.go(where)._replace(message="" if rest else "Round the page's end")
