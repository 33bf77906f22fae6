"""Which annotation is meant, and ways to others: down the page, of the same tag, in other accounts; and bookmarks."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from annotations.bookmarks import Bookmark
from articles.model import ParagraphId
from tui.keys.keymap import DEFAULT
from tui.session.annotations import Changing, Keeper
from tui.session.cursor import Effect, Place, Selection
from tui.shown.nearest import nearest_sentence

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from annotations.codebook.codebook import Codebook
    from annotations.model import Annotation
    from articles.model import Alignment, Story
    from tui.keys.keymap import Keymap

RECENT = 5
"""Tags that the picker shows first."""


class Choosing(Changing):
    """A story with its annotations, and which of them is meant."""

    def __init__(
        self, story: Story, alignment: Alignment, codebook: Codebook, keeper: Keeper, *, keymap: Keymap = DEFAULT
    ) -> None:
        super().__init__(story, alignment, codebook, keeper, keymap=keymap)
        self.recent: tuple[str, ...] = ()
        """Ids of the tags given last, the latest first."""
        self.bookmarks: dict[ParagraphId, Bookmark] = {}
        self._meant: tuple[Place, str] | None = None
        """The annotation, by its id, that is meant among several at a place."""
        self._alike: tuple[Place, str] | None = None
        """The tag, by its id, whose annotations are gone through, and where that came to."""

    def under(self) -> list[Annotation]:
        """The annotations under the cursor, the current one first.

        That is the one whose ends move, else the one chosen with `cycle`, else the one on exactly the target, else
        the shortest over the cursor's word, else the first in its sentence.
        """
        target = self.target()
        word = self._unit_span(self.place, "word")[0]
        meant = self.book.get(self._cycled())
        under = self.book.over(
            self.place.paragraph.article, self._unit_span(self.place, "sentence") if meant else target
        )
        if meant is not None and meant not in under:
            under.append(meant)  # the cursor, with an end that moves, may have left it

        def rank(annotation: Annotation) -> tuple[bool, bool, bool, int]:
            start, end = annotation.span
            over = start <= word < end
            return annotation is not meant, annotation.span != target, not over, end - start if over else 0

        return sorted(under, key=rank)

    def current(self) -> Annotation | None:
        """The annotation that note, speaker, ends and remove work on."""
        return next(iter(self.under()), None)

    def cycle(self) -> Effect:
        """Mean the next of the annotations under the cursor; its passage is selected, so that tags are for it."""
        under = sorted(self.under(), key=_made_first)
        if not under:
            return Effect(message="No annotation under the cursor", warn=True)
        i = self.which() % len(under)
        self._meant, self._alike = (self.place, under[i].id), None
        lit = self._lit()
        self.selection = Selection(self.place, "word", under[i].span)
        cells = lit | self._lit() | {where for annotation in under for where in self.book.cells_of(annotation)}
        if len(under) == 1:
            return Effect(cells, message=f"{self.tag_names(under[0])}: the only annotation here")
        return Effect(cells, message=f"{i + 1} of {len(under)}: {self.tag_names(under[i])} · {self.key('cycle')} next")

    def end_selection(self) -> Effect:
        """Select nothing, and mean no annotation before the others."""
        effect = super().end_selection()
        self._meant = None
        return effect

    def which(self) -> int:
        """Which of the annotations under the cursor is the current one, from 1, in the order of `cycle`; 0 of none."""
        under = self.under()
        return sorted(under, key=_made_first).index(under[0]) + 1 if under else 0

    def go(self, where: ParagraphId, at: int = 0) -> Effect:
        """Put the cursor on a paragraph; which annotation was chosen is forgotten."""
        effect = super().go(where, at)
        self._meant = None
        return effect

    def annotation_step(self, by: int) -> Effect:
        """The next or previous annotation down the page, round its end; its passage is selected."""
        none = f"No annotations yet: {self.tag_keys()} tag the sentence under the cursor"
        return self._step_among(lambda _: True, by, none)

    def alike_step(self, by: int) -> Effect:
        """The next or previous annotation with the first tag of the current one, else with the tag used last.

        Further steps keep to that tag.
        """
        current = self.current()
        tags = (current.tags if current else ()) or self.recent
        if self._alike and self._alike[0] == self.place:
            tags = (self._alike[1],)
        if not tags:
            return Effect(message="Go to an annotation first: then this finds the next with the same tag", warn=True)
        name = self.codebook.tag(tags[0]).name
        effect = self._step_among(lambda annotation: tags[0] in annotation.tags, by, f"No passage is tagged {name}")
        if effect.warn:
            return effect
        self._alike = (self.place, tags[0])
        count = sum(tags[0] in annotation.tags for annotation in self.book)
        return replace(effect, message=effect.message or f"{count} tagged {name}")

    def _step_among(self, wanted: Callable[[Annotation], bool], by: int, none: str) -> Effect:
        """Go to the next or previous of the wanted annotations, paragraph by paragraph from the cursor on."""
        paragraph_ids = tuple(self.view.rank)
        here = self.view.rank[self.place.paragraph]
        current = self._at_target()
        place = (current.span, current.id) if current else ((self._unit_span(self.place, "word")[0], 0), "")
        for i in range(len(paragraph_ids) + 1):
            at = here + by * i
            where = paragraph_ids[at % len(paragraph_ids)]
            found = [a for a in self.book.on(where) if wanted(a) and self.book.end_of(a) == where]
            if i == 0:
                found = [a for a in found if ((a.span, a.id) > place if by > 0 else (a.span, a.id) < place)]
            if found:
                effect = self.go_to(found[0 if by > 0 else -1])
                return effect if 0 <= at < len(paragraph_ids) else replace(effect, message="Round the page's end")
        hidden = any(map(wanted, self.book))
        return Effect(message=f"All are hidden: {self._unhiding()}" if hidden else none, warn=True)

    def go_to(self, annotation: Annotation) -> Effect:
        """Put the cursor on an annotation and select its passage, bringing it onto the page where needed."""
        where = self.book.end_of(annotation)
        rows = self.reveal(where)
        effect = self.go(where, self.paragraph(where).to_shown(annotation.span[0]))
        self.selection = Selection(self.place, "word", annotation.span)
        self._meant = (self.place, annotation.id)
        return replace(effect, cells=effect.cells | self._lit(), rows=rows)

    # Over to the other accounts

    def propose(self) -> Effect:
        """Go to the sentence of a counterpart that comes nearest to the current passage, and select it."""
        current = self.current()
        start, end = current.span if current else self.target()
        words = self.story.articles[self.place.paragraph.article].version.text[start:end]
        paragraph_ids = self.view.counterparts(self.place.paragraph)
        if not paragraph_ids:
            return Effect(message=self._no_counterpart(), warn=True)
        found = nearest_sentence(words, [self.paragraph(other).shown for other in paragraph_ids])
        if found is None:
            return Effect(message="No sentence of the counterparts has words of this one", warn=True)
        i, at = found
        effect = self.go_over(paragraph_ids, i, at)
        if current and current.tags:
            self._use(current.tags[0])
            tag = self.codebook.tag(current.tags[0]).name
            effect = replace(effect, message=f"{self.key('repeat_tag')} tags it {tag} · {self.key('back')} back")
        return effect

    # Bookmarks

    def load_bookmarks(self, bookmarks: Iterable[tuple[Bookmark, int]]) -> frozenset[ParagraphId]:
        """Take bookmarks, each with where it stands in the open text; returns the cells that look different now."""
        numbers = {article.id: i for i, article in enumerate(self.story.articles)}
        found: dict[ParagraphId, Bookmark] = {}
        for bookmark, start in bookmarks:
            i = numbers.get(bookmark.article)
            if i is not None and 0 <= start < len(self.story.articles[i].version.text):
                found[ParagraphId(i, self.story.articles[i].paragraph_at(start).n)] = bookmark
        changed = frozenset(found.keys() ^ self.bookmarks.keys())
        self.bookmarks = found
        return changed

    def bookmark(self) -> Effect:
        """Put a bookmark on the cursor's paragraph, or take it away."""
        where = self.place.paragraph
        known = self.bookmarks.pop(where, None)
        if known is None:
            article = self.story.articles[where.article]
            self.bookmarks[where] = Bookmark(article.id, article.version.sha256, self.paragraph(where).start)
        self.keeper.bookmark(known or self.bookmarks[where], on=known is None)
        count = f"{len(self.bookmarks)} in this story, {self.key('next_bookmark')} goes to the next"
        return Effect(frozenset({where}), message="Bookmark taken away" if known else f"Bookmark put here · {count}")

    def bookmark_step(self, by: int) -> Effect:
        """The next or previous bookmark down the page, round its end."""
        row_of = self.view.row_of
        places = sorted((row_of[where], where) for where in self.bookmarks if where in row_of)
        if not places:
            none = f"No bookmarks: {self.key('bookmark')} puts one on a paragraph"
            return Effect(message=f"All are hidden: {self._unhiding()}" if self.bookmarks else none, warn=True)
        here = (row_of[self.place.paragraph], self.place.paragraph)
        rest = [place for place in places if (place > here if by > 0 else place < here)]
        _, where = (rest or places)[0 if by > 0 else -1]
        return replace(self.go(where), message="" if rest else "Round the page's end")

    def tag_names(self, annotation: Annotation) -> str:
        """The names of an annotation's tags, or `note`."""
        return ", ".join(self.codebook.tag(tag).name for tag in annotation.tags) or "note"

    def tag_keys(self) -> str:
        """The keys of the first four tags, as the status bar names them."""
        return " ".join(tag.key for tag in self.codebook.tags[:4] if tag.key) or self.key("pick_tag")

    def _at_target(self) -> Annotation | None:
        article, target = self.place.paragraph.article, self.target()
        meant = self.book.get(self._cycled())
        return meant if meant is not None and meant.span == target else self.book.at(article, target)

    def _cycled(self) -> str:
        """The id of the annotation whose ends move or that was chosen at the present place; empty where it is gone."""
        chosen = self._meant[1] if self._meant and self._meant[0] == self.place else ""
        if self.selection and self.selection.adjusts and self.selection.growing:
            chosen = self.selection.adjusts
        return chosen if self.book.get(chosen) else ""

    def _lit(self) -> frozenset[ParagraphId]:
        """The cells on which cursor, selection or the annotation that was chosen show."""
        meant = self.book.get(self._cycled())
        return super()._lit().union(self.book.cells_of(meant) if meant is not None else ())

    def _use(self, tag_id: str) -> None:
        self.recent = (tag_id, *(tag for tag in self.recent if tag != tag_id))[:RECENT]


def _made_first(annotation: Annotation) -> str:
    return annotation.id
