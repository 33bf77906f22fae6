"""Cursor and selection on the shown rows of a story; knows no widths, widgets or annotations.

Every action returns an `Effect` that says which cells look different now and what to tell the person.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from articles.model import ParagraphId
from articles.values import dataclass
from tui.keys.keymap import DEFAULT
from tui.shown import steps
from tui.shown.blind import Blind
from tui.shown.rows import View

if TYPE_CHECKING:
    from articles.model import Alignment, Paragraph, Story
    from tui.keys.keymap import Keymap


class Place(NamedTuple):
    """Where the cursor stands."""

    paragraph: ParagraphId
    at: int
    """The shown character of the paragraph that it stands on; its word and sentence are those there."""


class Selection(NamedTuple):
    """What is selected: from one place's word or sentence to the cursor's, or a passage given outright."""

    anchor: Place
    unit: steps.Unit
    span: tuple[int, int] | None = None
    """An annotation's passage, in code points of the version; such a selection does not grow with the cursor."""
    adjusts: str = ""
    """The id of the annotation whose ends it moves, if any."""

    @property
    def growing(self) -> bool:
        """Whether moving the cursor moves its end."""
        return self.span is None


class Jump(NamedTuple):
    """A way from a paragraph to its counterparts, one after another."""

    origin: Place
    paragraph_ids: tuple[ParagraphId, ...]
    i: int


@dataclass(frozen=True, slots=True)
class Effect:
    """What an action changed on the screen."""

    cells: frozenset[ParagraphId] = frozenset()
    moved: bool = False
    """The cursor is elsewhere: bring it into view."""
    rows: bool = False
    """The rows are other ones: lay the page out anew."""
    message: str = ""
    warn: bool = False
    """The message says that something could not be done."""


NOTHING = Effect()
BROKEN = "A passage cannot reach over what is hidden or stands elsewhere"


class Reading:
    """Where a person is in a story, and what is selected."""

    def __init__(self, story: Story, alignment: Alignment, keymap: Keymap = DEFAULT) -> None:
        self.story = story
        self.keymap = keymap
        self.view = View(story, alignment)
        if not self.view.rows:
            self.view = replace(self.view, folded=False)
        self.selection: Selection | None = None
        self._jump: Jump | None = None
        self.place = Place(next(ParagraphId(a, order[0]) for a, order in enumerate(self.view.order) if order), 0)

    @property
    def told(self) -> Story:
        """The story as it may be shown; what is kept and exported comes from `story`."""
        return self.view.told

    def covered(self, text: str) -> str:
        """A text of the person's own or of an article as it may be shown: in blind mode without outlets' names."""
        return self.view.blind.covered(text) if self.view.blind else text

    def key(self, command_id: str) -> str:
        """The first key of a command, as this person has set it."""
        return self.keymap.key(command_id)

    # The page

    def align(self, alignment: Alignment) -> Effect:
        """Take links and rows that arrived later; cursor and selection stay."""
        self._turn_to(replace(self.view, alignment=alignment))
        return Effect(rows=True)

    def fold(self) -> Effect:
        """Show the boilerplate, or fold it away again."""
        count = self.view.boilerplate
        if not count:
            return Effect(message="This story has no boilerplate")
        view = replace(self.view, folded=not self.view.folded)
        self._turn_to(view if view.rows else replace(view, folded=False))
        lines = f"{count} line{'s' if count > 1 else ''} of boilerplate"
        said = f"{lines} {'folded' if self.view.folded else 'shown'} · {self.key('fold')} turns it"
        return Effect(rows=True, moved=True, message=said)

    def turn_blind(self, seed: int | None) -> Effect:
        """Hide who wrote what and shuffle the columns by a seed, or, without one, show it again as it was."""
        self.view = replace(self.view, blind=None if seed is None else Blind(self.story, seed))
        ends = f"{self.key('palette')} {self.keymap['blind'].title} ends it"
        said = "Outlets are shown again" if seed is None else f"Blind: outlets hidden, columns shuffled · {ends}"
        return Effect(rows=True, moved=True, message=said)

    def reveal(self, where: ParagraphId) -> bool:
        """Bring a paragraph onto the page where a fold or a filter hides it; whether there are other rows now."""
        hidden = not self.view.shows(where)
        if hidden:
            self.view = self.view.revealing(where)
        return hidden

    def _turn_to(self, view: View) -> None:
        """Show other rows, at least one; where the cursor's is not among them, it goes to the nearest of its column.

        Without any there, to that of another. A selection ends where a part of it is not shown any more.
        """
        lit = self._lit()
        self.view = view
        if not all(map(view.shows, lit)):
            self.selection = None
        if not view.shows(self.place.paragraph):
            row = view.index_of(view.number_of[self.place.paragraph])
            paragraph_ids = [
                view.nearest(a, row) for a in (self.place.paragraph.article, *range(len(self.story.articles)))
            ]
            self.place = Place(next(where for where in paragraph_ids if where), 0)

    def paragraph(self, where: ParagraphId) -> Paragraph:
        """The paragraph that an end names."""
        return self.view.paragraph(where)

    def kept_place(self) -> dict[str, Any]:
        """Where the cursor is, in a form that survives another cleaning of the text."""
        article = self.story.articles[self.place.paragraph.article]
        place: dict[str, Any] = {
            "article": article.id,
            "offset": self.paragraph(self.place.paragraph).to_text(self.place.at),
        }
        if self.view.blind:
            place["blind"] = self.view.blind.seed
        return place

    def restore(self, place: object) -> None:
        """Put the cursor where `kept_place` said it was; a place that is no longer there is ignored."""
        if not isinstance(place, dict):
            return
        if type(seed := place.get("blind")) is int:
            self.turn_blind(seed)
        if not isinstance(place.get("offset"), int):
            return
        for i, article in enumerate(self.story.articles):
            if article.id == place.get("article") and article.paragraphs:
                paragraph = article.paragraph_at(place["offset"])
                if self.view.shows(ParagraphId(i, paragraph.n)):
                    at = paragraph.to_shown(place["offset"])
                    self.place = Place(ParagraphId(i, paragraph.n), min(at, len(paragraph.shown) - 1))

    # Moving

    def go(self, where: ParagraphId, at: int = 0) -> Effect:
        """Put the cursor on a paragraph, which is revealed where it is hidden; a selection ends."""
        rows = self.reveal(where)
        before = self._lit()
        self.place = Place(where, at)
        self.selection = None
        return Effect(before | self._lit(), moved=True, rows=rows)

    def paragraph_step(self, by: int) -> Effect:
        """Next or previous paragraph of this column; while selecting, sentence."""
        if self.selecting:
            return self.step("sentence", by)
        article, n = self.place.paragraph
        order = self.view.order[article]
        i = order.index(n) + by
        if 0 <= i < len(order):
            return self.go(ParagraphId(article, order[i]))
        if by < 0 and self.place.at:
            return self.go(self.place.paragraph)
        return _edge(by)

    def column_step(self, by: int) -> Effect:
        """The column to the left or right, in this row or the nearest above; while selecting, word."""
        if self.selecting:
            return self.step("word", by)
        row = self.view.row_of[self.place.paragraph]
        shown = self.view.columns.shown
        i = shown.index(self.place.paragraph.article)
        for article in shown[i + 1 :] if by > 0 else reversed(shown[:i]):
            where = self.view.nearest(article, row)
            if where:
                return self.go(where)
        return Effect(message="This is the last column" if by > 0 else "This is the first column")

    def step(self, unit: steps.Unit, by: int) -> Effect:
        """Next or previous word or sentence, over the paragraph's end too; a growing selection grows."""
        where = self.place.paragraph
        at = steps.step(self.paragraph(where).shown, self.place.at, unit, by)
        if at is None:
            order = self.view.order[where.article]
            i = order.index(where.n) + by
            if not 0 <= i < len(order):
                return _edge(by)
            following = ParagraphId(where.article, order[i])
            if self.selecting and not self._unbroken(where, following):
                return Effect(message=BROKEN, warn=True)
            where = following
            shown = self.paragraph(where).shown
            at = steps.landings(shown, unit)[0 if by > 0 else -1]
        if not self.selecting:
            return self.go(where, at)
        before = self._lit()
        self.place = Place(where, at)
        return Effect(before | self._lit(), moved=True)

    def go_to_row(self, row: int) -> Effect:
        """Go to the column's paragraph on the row with this number, or the nearest one above it."""
        where = self.view.nearest(self.place.paragraph.article, self.view.index_of(row))
        assert where is not None, "the cursor's column is never empty"
        return self.go(where)

    def last(self) -> Effect:
        """The column's last paragraph."""
        article = self.place.paragraph.article
        return self.go(ParagraphId(article, self.view.order[article][-1]))

    def counterpart(self) -> Effect:
        """The best counterpart of this paragraph; again, the next best, and after the last back to where it began."""
        jump = self._jump
        if jump and jump.paragraph_ids[jump.i] == self.place.paragraph:
            jump = jump._replace(i=jump.i + 1)
            if jump.i == len(jump.paragraph_ids):
                return self.back()
        else:
            jump = Jump(self.place, self.view.counterparts(self.place.paragraph), 0)
            if not jump.paragraph_ids:
                return Effect(message=self._no_counterpart(), warn=True)
        effect = self.go(jump.paragraph_ids[jump.i])
        self._jump = jump
        outlet = self.told.articles[jump.paragraph_ids[jump.i].article].outlet
        more = f" · {self.key('counterpart')} goes to the next" if jump.i + 1 < len(jump.paragraph_ids) else ""
        said = f"Counterpart {jump.i + 1} of {len(jump.paragraph_ids)}: {outlet}{more} · {self.key('back')} back"
        return replace(effect, message=said)

    def _no_counterpart(self) -> str:
        hidden = self.view.hidden_counterparts(self.place.paragraph)
        if not hidden:
            return "No counterpart of this paragraph was found"
        outlets = ", ".join(self.told.articles[article].outlet for article in hidden)
        return f"Counterparts are in columns that are hidden: {outlets} · {self.key('columns')} shows them"

    def go_over(self, paragraph_ids: tuple[ParagraphId, ...], i: int, at: int) -> Effect:
        """Go to character `at` of one of the cursor's counterparts; `back` comes back from there too."""
        origin = self.place
        effect = self.go(paragraph_ids[i], at)
        self._jump = Jump(origin, paragraph_ids, i)
        return effect

    def back(self) -> Effect:
        """Back to where the first jump to a counterpart began, wherever the cursor went since."""
        if not self._jump:
            said = f"No jump to come back from: {self.key('counterpart')} goes to a counterpart"
            return Effect(message=said, warn=True)
        origin, self._jump = self._jump.origin, None
        return self.go(*origin)

    # Selecting

    @property
    def selecting(self) -> bool:
        """Whether moving the cursor makes a selection grow."""
        return self.selection is not None and self.selection.growing

    def select(self, unit: steps.Unit) -> Effect:
        """Begin selecting words or sentences at the cursor; the same again ends it, the other unit takes over."""
        if self.selection and self.selection.growing:
            if self.selection.unit == unit:
                return self.end_selection()
            before = self._lit()
            self.selection = self.selection._replace(unit=unit)
            return Effect(before | self._lit())
        before = self._lit()
        self.selection = Selection(self.place, unit)
        return Effect(before | self._lit())

    def extend(self, unit: steps.Unit, by: int) -> Effect:
        """Select the word or sentence under the cursor; when selecting already, one more in that direction."""
        return self.step(unit, by) if self.selecting else self.select(unit)

    def select_to(self, anchor: Place, place: Place) -> Effect:
        """Select the words from one place to another of the same article, as the mouse does."""
        if not self._unbroken(anchor.paragraph, place.paragraph):
            return Effect(message=BROKEN, warn=True)
        before = self._lit()
        self.place = place
        self.selection = Selection(anchor, "word")
        return Effect(before | self._lit())

    def other_end(self) -> Effect:
        """Let the cursor move the selection's other end."""
        if not self.selection or not self.selection.growing:
            keys = f"{self.key('select_words')} selects words, {self.key('select_sentences')} sentences"
            return Effect(message=f"Nothing is being selected: {keys}", warn=True)
        before = self._lit()
        self.place, anchor = self.selection.anchor, self.place
        self.selection = self.selection._replace(anchor=anchor)
        return Effect(before | self._lit(), moved=True)

    def end_selection(self) -> Effect:
        """Select nothing."""
        before = self._lit()
        self.selection = None
        return Effect(before)

    def target(self) -> tuple[int, int]:
        """The span that a tag would get, in code points of the version: the selection, else the cursor's sentence."""
        if self.selection is None:
            return self._unit_span(self.place, "sentence")
        if self.selection.span:
            return self.selection.span
        one = self._unit_span(self.selection.anchor, self.selection.unit)
        other = self._unit_span(self.place, self.selection.unit)
        return min(one[0], other[0]), max(one[1], other[1])

    def _unit_span(self, place: Place, unit: steps.Unit) -> tuple[int, int]:
        paragraph = self.paragraph(place.paragraph)
        return paragraph.to_span(*steps.unit_at(paragraph.shown, place.at, unit))

    def _unbroken(self, one: ParagraphId, other: ParagraphId) -> bool:
        """Whether the text between two shown paragraphs of an article stands between them on the page too."""
        order = self.view.order[one.article]
        i, j = sorted((order.index(one.n), order.index(other.n)))
        first, last = sorted((one.n, other.n))
        return order[i : j + 1] == tuple(range(first, last + 1))

    def _lit(self) -> frozenset[ParagraphId]:
        """The cells on which cursor or selection show."""
        lit = {self.place.paragraph}
        if self.selection:
            start, end = self.target()
            article = self.story.articles[self.place.paragraph.article]
            first, last = article.paragraph_at(start).n, article.paragraph_at(end - 1).n
            lit.update(ParagraphId(self.place.paragraph.article, n) for n in range(first, last + 1))
        return frozenset(lit)


def _edge(by: int) -> Effect:
    return Effect(message="This is the column's end" if by > 0 else "This is the column's beginning")
