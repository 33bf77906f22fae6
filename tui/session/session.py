"""One sitting with a story: puts together the parts that do what a person wants. It knows no widths or colours."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from articles.align import align, aligned_again, is_large
from articles.amended import reads_the_same
from articles.model import ParagraphId
from articles.rows import unaligned
from tui.page.columns import Columns
from tui.page.marks import Mark
from tui.session.amendments import Amendments
from tui.session.annotations import Annotations
from tui.session.bookmarks import Bookmarks
from tui.session.changes import Changes
from tui.session.columns_mode import ColumnsMode
from tui.session.correcting import Correcting
from tui.session.cursor import Cursor
from tui.session.decisions import Decisions
from tui.session.desk import Desk, MovingEnds, Place
from tui.session.display import Display
from tui.session.ends import Ends
from tui.session.jumps import Jumps
from tui.session.lettering import Lettering
from tui.session.meant import Meant
from tui.session.messages import Messages
from tui.session.modes import AMEND, COLUMNS, CORRECT, ENDS, LETTERS, READ, SELECT
from tui.session.putting_right import PuttingRight
from tui.session.row_filter import RowFilter
from tui.session.search import Search
from tui.session.shelf import Shelf
from tui.session.tagging import Tagging
from tui.session.tags import Tags
from tui.shown import steps

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from annotations.codebook.codebook import Codebook
    from annotations.model import Annotation
    from articles.model import Alignment, Paragraph, Story
    from tui.session.effect import Effect
    from tui.session.facts import Facts
    from tui.session.keeper import Keeper
    from tui.session.kept_for_outlets import KeptForOutlets
    from tui.session.modes import Mode
    from tui.shown.rows import ShownRows

LAYOUTS = ("rows", "flow")
"""The names of the layouts in the kept place."""


class Session:
    """The parts of a sitting with a story."""

    def __init__(
        self,
        story: Story,
        alignment: Alignment,
        codebook: Codebook,
        keeper: Keeper,
        annotator: str = "",
        *,
        key: Callable[[str], str],
        messages: Messages | None = None,
    ) -> None:
        """Open a story with its computed links. `key` gives the first key of a command by the command's id.

        `messages` are those of the sitting, where it began with another story.
        """
        self.messages = messages or Messages()
        self.desk = desk = Desk(story, alignment, key)
        self.cursor = cursor = Cursor(desk)
        self.columns = ColumnsMode(desk, cursor)
        self.search = Search(desk, cursor)
        self.annotations = annotations = Annotations(desk, keeper, annotator)
        self.tags = tags = Tags(desk, codebook)
        self.row_filter = RowFilter(desk, self.search, annotations.on, tags.name)
        self.display = Display(desk, self.columns, self.search, self.row_filter)
        self.decisions = decisions = Decisions(desk, self.display, alignment)
        self.amendments = amendments = Amendments(desk, self._retell)
        self.changes = changes = Changes(desk, cursor, (amendments, decisions, annotations, tags), keeper)
        self.meant = meant = Meant(desk, annotations, tags)
        self.jumps = Jumps(desk, cursor, self.search, annotations, tags, meant)
        self.bookmarks = Bookmarks(desk, cursor, self.search, keeper)
        self.ends = ends = Ends(desk, annotations, changes, meant, self.jumps)
        self.tagging = Tagging(desk, annotations, tags, changes, meant, ends, self._refusal_to_tag)
        self.letters = Lettering(desk, cursor)
        self.shelf = Shelf(changes)
        self.correcting = Correcting(desk, cursor, changes, decisions, annotator)
        self.putting_right = PuttingRight(desk, cursor, changes, amendments, annotator)
        self.align_anew: Callable[[], object] = lambda: None
        """Called when a large story was put right, whose links are to be computed in a worker."""

    @cached_property
    def facts(self) -> Facts:
        """Puts right facts of articles."""
        from tui.session.facts import Facts  # imported where used: the start is quicker

        return Facts(self.desk, self.changes, self.amendments, self.annotations.annotator)

    @cached_property
    def for_outlets(self) -> KeptForOutlets:
        """Keeps rules for outlets."""
        from tui.session.kept_for_outlets import KeptForOutlets  # imported where used, as above

        putting_right, annotator = self.putting_right, self.annotations.annotator
        return KeptForOutlets(self.desk, self.changes, self.amendments, putting_right, annotator)

    def run(self, action: Callable[[Session], Effect]) -> Effect:
        """Run an action; returns its effect, with the paragraphs added on which cursor and selection show or showed."""
        desk = self.desk
        before, lit = (desk.place, desk.selection, desk.meant, self.letters.active), self.lit()
        effect = action(self)
        if (desk.place, desk.selection, desk.meant, self.letters.active) != before or not effect.cells.isdisjoint(lit):
            effect = effect._replace(cells=effect.cells | lit | self.lit())
        return effect

    @property
    def mode(self) -> Mode:
        """The mode, which decides what the keys mean."""
        if self.columns.chosen is not None:
            return COLUMNS
        if self.letters.active:
            return LETTERS
        selection = self.desk.selection
        if not selection or not selection.grows:
            return AMEND if self.putting_right.active else CORRECT if self.correcting.active else READ
        return ENDS if isinstance(selection, MovingEnds) else SELECT

    def end_selection(self) -> Effect:
        """Select nothing; if nothing or only what was found is selected, end the search."""
        ends_search = self.search.hits is not None and (self.desk.selection is None or self.search.is_selected)
        cleared = self.cursor.end_selection()
        return self.search.end() if ends_search else cleared

    def _refusal_to_tag(self) -> str:
        mode = self.mode
        return "" if mode.takes_tags else f"{mode.activity}: {self.desk.key(mode.ended_by)} ends it, then tag"

    # What shows

    def lit(self) -> frozenset[ParagraphId]:
        """The paragraphs on which the cursor, the selection, the chosen annotation or letters show."""
        return self.desk.lit() | self.meant.cells() | self.letters.cells()

    def marks(self, where: ParagraphId) -> tuple[Mark, ...]:
        """The marks of a paragraph: annotations, longest first, then search hits, cursor and selection."""
        desk, place = self.desk, self.desk.place
        paragraph = desk.paragraph(where)
        on_it = self.annotations.on(where)
        found = [Mark(*span, "tag", a.tags) for a in on_it if (span := _shown_span(paragraph, a.span))]
        found.sort(key=lambda mark: mark.start - mark.end)
        noted = [_shown_span(paragraph, a.span) for a in on_it if a.note and a.tags and a.span[0] >= paragraph.start]
        found += [Mark(span[0], span[0] + 1, "note") for span in noted if span]
        matches, at_cursor = self.search.matches_on(where)
        found += [Mark(*span, "found" if span == at_cursor else "match") for span in matches]
        if where in self.bookmarks:
            found.append(Mark(0, 1, "bookmark"))
        if self.correcting.active and (firmness := self.correcting.firmness(where)):
            found.append(Mark(0, 1, firmness))
        if where == place.paragraph:
            found.append(Mark(*steps.unit_at(paragraph.shown, place.at, "sentence"), "sentence"))
            found.append(Mark(*steps.unit_at(paragraph.shown, place.at, "word"), "word"))
        if where.article == place.paragraph.article:
            under = self.meant.under() if where == place.paragraph or self.meant.chosen() else []
            if len(under) > 1 and (span := _shown_span(paragraph, under[0].span)):
                found.append(Mark(*span, "meant"))
            if desk.selection and (span := _shown_span(paragraph, desk.target())):
                found.append(Mark(*span, "selected"))
        return (*found, *self.letters.marks(where))

    def align(self, alignment: Alignment) -> Effect:
        """Take over links and rows that were computed meanwhile; decisions are applied, cursor and selection stay."""
        return self.decisions.align(alignment)

    def _retell(self, story: Story) -> None:
        """Go on with another state of the story, of the same texts: other facts, kinds and numbers of paragraphs."""
        desk, decisions, before = self.desk, self.decisions, self.desk.story
        computed, is_aligned = decisions.computed, decisions.is_aligned
        anew = not reads_the_same(before, story)
        if anew:
            again = aligned_again(story, before, computed) if is_aligned else None
            is_aligned = again is not None or not is_large(story)
            computed = again or (align(story) if is_aligned else unaligned(story))
        place = desk.retell(story)
        alignment = decisions.retell(computed, is_aligned=is_aligned)
        self.annotations.retell()
        self.display.retell(alignment, place)
        self.bookmarks.retell()
        self.jumps.retell()
        self.correcting.retell()
        if anew and not is_aligned:
            self.align_anew()

    def take_in(self, annotations: Iterable[Annotation], codebook: Codebook) -> Effect:
        """Take over what the store holds now, with what other windows changed."""
        effect = self.annotations.take_in(annotations)
        self.tags.codebook = codebook
        return effect

    # What is kept

    def kept_place(self) -> dict[str, Any]:
        """The cursor's place, in a form that survives another cleaning of the text, and the arrangement of the page."""
        desk, shown = self.desk, self.desk.shown
        where = desk.place.paragraph
        kept: dict[str, Any] = {
            "article": desk.story.articles[where.article].id,
            "version": desk.story.articles[where.article].version.sha256,
            "offset": desk.paragraph(where).to_text(desk.place.at),
        }
        if shown.blind:
            kept["blind"] = shown.blind.seed
        ids = [article.id for article in desk.story.articles]
        for name, columns in (("columns", shown.arranged), ("columns_told", self.columns.aside)):
            if columns is not None:
                kept[name] = columns.record(ids)
        if shown.flows:
            kept["layout"] = LAYOUTS[1]
        if shown.collapsed:
            kept["collapsed"] = True
        return kept

    def restore(self, kept: object) -> None:
        """Restore what `kept_place` made; what cannot be read or found is ignored."""
        if not isinstance(kept, dict):
            return
        if type(seed := kept.get("blind")) is int:
            self.display.turn_blind(seed)
        self._restore_cursor(kept)
        desk = self.desk
        ids = [article.id for article in desk.story.articles]
        shown = desk.shown.turned(flows=kept.get("layout") == LAYOUTS[1], collapsed=kept.get("collapsed") is True)
        if "columns" in kept:
            shown = _if_any(shown, shown.columns.recalled(kept["columns"], ids))
        if shown.blind and "columns_told" in kept:
            self.columns.aside = Columns.of(range(len(ids))).recalled(kept["columns_told"], ids)
        desk.turn_to(shown)

    def _restore_cursor(self, kept: dict[str, Any]) -> None:
        offset = kept.get("offset")
        if not isinstance(offset, int):
            return
        for i, article in enumerate(self.desk.story.articles):
            if article.id == kept.get("article") and article.paragraphs:
                paragraph = article.paragraph_at(offset)
                where = ParagraphId(i, paragraph.n)
                if self.desk.shown.shows(where):
                    self.desk.place = Place(where, min(paragraph.to_shown(offset), len(paragraph.shown) - 1))


def _if_any(shown: ShownRows, columns: Columns) -> ShownRows:
    """The rows in an arrangement of the columns; with all columns shown if there would be no text otherwise."""
    arranged = shown.turned(arranged=columns)
    return arranged if any(arranged.order) else shown.turned(arranged=columns.whole())


def _shown_span(paragraph: Paragraph, span: tuple[int, int]) -> tuple[int, int] | None:
    """The part of a span of the version's text that a paragraph shows, in shown characters; None if it shows none."""
    if span[1] <= paragraph.start or span[0] >= paragraph.end:
        return None
    start, end = paragraph.to_shown(span[0]), paragraph.to_shown(span[1])
    return (start, end) if start < end else None
