"""The desk: the open story, what is shown of it, where the cursor stands, and what is selected."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from articles.model import ParagraphId
from tui.shown import steps
from tui.shown.rows import ShownRows

if TYPE_CHECKING:
    from collections.abc import Callable

    from articles.model import Alignment, Paragraph, Story
    from tui.shown.comparison import Lexicon

Span = tuple[int, int]
"""A half-open range of code points of a version's text."""


class Place(NamedTuple):
    """Where the cursor stands."""

    paragraph: ParagraphId
    at: int
    """The shown character of the paragraph; the cursor's word and sentence are those at this character."""


class Growing(NamedTuple):
    """A selection from the word or sentence at one place to that at the cursor."""

    anchor: Place
    unit: steps.Unit

    @property
    def grows(self) -> bool:
        """Whether the selection grows when the cursor moves."""
        return True

    def span(self, desk: Desk) -> Span:
        """The span from the anchor's unit to the cursor's."""
        one, other = desk.unit_span(self.anchor, self.unit), desk.unit_span(desk.place, self.unit)
        return min(one[0], other[0]), max(one[1], other[1])


class Fixed(NamedTuple):
    """A selection of a passage, which stays when the cursor moves."""

    anchor: Place
    passage: Span

    @property
    def grows(self) -> bool:
        """False: it stays as it is."""
        return False

    def span(self, desk: Desk) -> Span:
        """The passage that was selected."""
        return self.passage


class MovingEnds(NamedTuple):
    """A selection that is to become an annotation's new passage."""

    anchor: Place
    unit: steps.Unit
    annotation: str
    """The id of the annotation."""
    before: Span
    """The annotation's passage before its ends began to move."""
    words: Span
    """That passage, widened to whole words."""

    @property
    def grows(self) -> bool:
        """True: the cursor moves one of its ends."""
        return True

    def span(self, desk: Desk) -> Span:
        """The span from the anchor to the cursor; an end that is still on its first word stays exactly where it was."""
        start, end = Growing(self.anchor, self.unit).span(desk)
        return (
            self.before[0] if start == self.words[0] else start,
            self.before[1] if end == self.words[1] else end,
        )


Selection = Growing | Fixed | MovingEnds


class Desk:
    """The one mutable value, which the parts of a session share and change."""

    def __init__(self, story: Story, alignment: Alignment, key: Callable[[str], str]) -> None:
        self.story = story
        """The story with its outlets and headlines: all that is kept and exported comes from here."""
        self.shown = ShownRows(story, alignment)
        if not self.shown.rows:
            self.shown = replace(self.shown, folded=False)
        self.place = Place(next(ParagraphId(a, order[0]) for a, order in enumerate(self.shown.order) if order), 0)
        self.selection: Selection | None = None
        self.meant: tuple[Place, str] | None = None
        """The place and the id of the annotation that the person chose there, among several."""
        self.stopped: Place | None = None
        """Where the cursor stayed when it was to go beyond a column's end or beginning; None once it has moved."""
        self.moves = 0
        """How often the cursor was put somewhere. What holds only until the cursor moves is stored with this number."""
        self.key = key
        """Gives the first key of a command, by the command's id, as the person has set it."""

    # What may be shown of the story

    @property
    def covered_story(self) -> Story:
        """The story as it may be shown: in blind mode without anything that reveals the outlets."""
        return self.shown.covered_story

    def covered(self, text: str) -> str:
        """A text, of the person or of an article, as it may be shown: in blind mode with outlets' names covered."""
        return self.shown.blind.covered(text) if self.shown.blind else text

    @cached_property
    def lexicon(self) -> Lexicon:
        """What is known of the story's words, for comparisons (15 ms, once)."""
        from articles.names import Names  # imported where used: the start is quicker
        from articles.wording import common_words
        from tui.shown.comparison import Lexicon

        return Lexicon(common_words(self.story), Names(self.story))

    def paragraph(self, where: ParagraphId) -> Paragraph:
        """The paragraph at an address."""
        return self.shown.paragraph(where)

    def no_link(self, where: ParagraphId) -> str:
        """Says to which outlets a paragraph has no link, which is all that is known: they may tell it otherwise."""
        linked = {link.other(where).article for link in self.shown.links.get(where, ())}
        others = [article for article in self.shown.columns.order if article not in linked | {where.article}]
        outlets = ", ".join(self.covered_story.articles[article].outlet for article in others)
        return f"No link to {outlets}" if outlets else "There is no other account to be linked with"

    # Spans

    def target(self) -> Span:
        """The span that a tag would be given to: the selection, else the cursor's sentence."""
        return self.unit_span(self.place, "sentence") if self.selection is None else self.selection.span(self)

    def unit_span(self, place: Place, unit: steps.Unit) -> Span:
        """The span of the word or sentence at a place."""
        paragraph = self.paragraph(place.paragraph)
        return paragraph.to_span(*steps.unit_at(paragraph.shown, place.at, unit))

    def unbroken(self, one: ParagraphId, other: ParagraphId) -> bool:
        """Whether everything between two shown paragraphs of an article is shown, and between them, on the page."""
        if one.article != other.article:
            return False
        order = self.shown.order[one.article]
        i, j = sorted((order.index(one.n), order.index(other.n)))
        first, last = sorted((one.n, other.n))
        return order[i : j + 1] == tuple(range(first, last + 1))

    def lit(self) -> frozenset[ParagraphId]:
        """The paragraphs on which the cursor or the selection shows."""
        lit = {self.place.paragraph}
        if self.selection:
            start, end = self.target()
            number = self.place.paragraph.article
            article = self.story.articles[number]
            first, last = article.paragraph_at(start).n, article.paragraph_at(end - 1).n
            lit.update(ParagraphId(number, n) for n in range(first, last + 1))
        return frozenset(lit)

    def retell(self, story: Story) -> Place:
        """Go on with another state of the story, of the same texts; nothing is selected or chosen then.

        Returns where the cursor's character stands in it; rows and place are still those of the story as it was.
        """
        (article, n), at = self.place
        old = self.story.articles[article].paragraph(n)
        new = story.articles[article].paragraph_at(old.to_text(at))
        self.story, self.selection, self.meant, self.stopped = story, None, None, None
        self.moves += 1
        self.__dict__.pop("lexicon", None)
        return Place(ParagraphId(article, new.n), min(new.to_shown(old.to_text(at)), len(new.shown) - 1))

    # What shows

    def reveal(self, where: ParagraphId) -> bool:
        """Show a paragraph if a fold, a filter or its column hides it; returns whether the rows have changed."""
        hidden = not self.shown.shows(where)
        if hidden:
            self.shown = self.shown.revealing(where)
        return hidden

    def turn_to(self, shown: ShownRows) -> None:
        """Show other rows, at least one. A cursor that is not among them goes to the nearest row of its column.

        If its column has none, it goes to another column. A selection that is no longer shown whole ends.
        """
        lit = self.lit()
        self.shown = shown
        if not all(map(shown.shows, lit)):
            self.selection = None
        if not shown.shows(self.place.paragraph):
            row = shown.index_of(shown.number_of[self.place.paragraph])
            articles = (self.place.paragraph.article, *range(len(self.story.articles)))
            nearest = (shown.nearest(article, row) for article in articles)
            self.place = Place(next(where for where in nearest if where), 0)
