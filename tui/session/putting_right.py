"""The mode in which keys put paragraphs right: of which kind one is, and where it begins."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotations.amendments import BEGINS, BREAK, GOES_ON, KIND, Amendment, AmendmentEdit
from annotations.anchoring.bookmarks import BOOKMARK_CODE_POINTS
from annotations.changes import Change
from annotations.model import Passage
from articles.amended import OF_THE_OUTLET, split
from articles.model import YOU, Kind, ParagraphId
from tui.session.effect import Effect
from tui.shown import steps

if TYPE_CHECKING:
    from collections.abc import Iterable

    from articles.model import Article, Paragraph
    from tui.session.amendments import Amendments
    from tui.session.changes import Changes
    from tui.session.cursor import Cursor
    from tui.session.desk import Desk


class PuttingRight:
    """Puts right paragraphs of a desk's articles."""

    def __init__(self, desk: Desk, cursor: Cursor, changes: Changes, amendments: Amendments, annotator: str) -> None:
        self._desk, self._cursor, self._changes, self._amendments = desk, cursor, changes, amendments
        self._annotator = annotator
        self.active = False
        """Whether keys put paragraphs right."""
        self._given: tuple[int, ParagraphId] | None = None
        """The paragraph that was given a kind last, and how often the cursor had moved then."""

    # The mode

    def turn(self) -> Effect:
        """Begin putting paragraphs right, or end it."""
        if self.active:
            return self.leave()
        self._desk.selection, self.active = None, True
        return Effect()

    def leave(self) -> Effect:
        """End the selection; else end putting right."""
        if self._desk.selection:
            return self._cursor.end_selection()
        self.active = False
        return Effect(message=f"What was put right is kept · {self._desk.key('amend')} goes on with it")

    def told(self) -> str:
        """What the cursor's paragraph is, and who says so."""
        where, paragraph = self._desk.place.paragraph, self._desk.paragraph(self._desk.place.paragraph)
        outlet = self._desk.covered_story.articles[where.article].outlet
        reasons = {YOU: ", as you said", OF_THE_OUTLET: f", as it is kept for {outlet}"}
        said = reasons.get(paragraph.reason, f" ({paragraph.reason})" if paragraph.reason else "")
        return f"{outlet} {where.n} of {len(self._article.paragraphs)}: {named(paragraph.kind)}{said}"

    @property
    def meant(self) -> ParagraphId:
        """The paragraph that was given a kind just now, from which the cursor may have gone on; else the cursor's."""
        moves, where = self._given or (-1, self._desk.place.paragraph)
        return where if moves == self._desk.moves else self._desk.place.paragraph

    # Paragraphs

    def give(self, kind: Kind) -> Effect:
        """Say of which kind the cursor's paragraph is; after one that is folded away the cursor goes on to the next."""
        where, paragraph = self._desk.place.paragraph, self._paragraph
        if paragraph.kind is kind:
            return Effect(message=f"It is {named(kind)} already", warn=True)
        made = self._made(KIND, kind, self._passage(paragraph.start, paragraph.end))
        effect = self._say(f"paragraph is {named(kind)} now", made)
        if kind is Kind.BOILERPLATE and not self._desk.shown.shows(where):
            below = (n for n in self._desk.shown.order[where.article] if n > where.n)
            if n := min(below, default=0):
                self._cursor.go(ParagraphId(where.article, n))
        self._given = self._desk.moves, where
        return effect._replace(moved=True)

    def join(self) -> Effect:
        """Join the cursor's paragraph with the next one of its article."""
        where = self._desk.place.paragraph
        if where.n == len(self._article.paragraphs):
            return Effect(message="It is the last paragraph: there is none to join it with", warn=True)
        after = ParagraphId(where.article, where.n + 1)
        if not self._desk.shown.shows(after):
            unfolds = f": {self._desk.key('fold')} shows what is folded" if self._desk.shown.folded else ""
            return Effect(message=f"The next paragraph is hidden{unfolds}", warn=True)
        start, end = self._desk.paragraph(after).start, self._desk.paragraph(after).end
        passage = self._passage(start, min(end, start + BOOKMARK_CODE_POINTS))
        return self._say("paragraphs joined", self._made(BREAK, GOES_ON, passage))

    def split(self) -> Effect:
        """Split the cursor's paragraph before the cursor's word."""
        paragraph, article = self._paragraph, self._article
        at = steps.unit_at(paragraph.shown, self._desk.place.at, "word")[0]
        start = paragraph.to_text(at)
        if not at or split(article.version.text, paragraph, start) is None:
            keys = f"{self._desk.key('word_on')} {self._desk.key('sentence_on')}"
            return Effect(message=f"Go to the word that begins the new paragraph first: {keys}", warn=True)
        end = min(paragraph.end, start + BOOKMARK_CODE_POINTS)
        return self._say("paragraph split", self._made(BREAK, BEGINS, self._passage(start, end)))

    def forget(self) -> Effect:
        """Forget all that was said of the cursor's paragraph."""
        known = self._amendments.within(self._article, self._paragraph.start, self._paragraph.end)
        if not known:
            kept = self._paragraph.reason == OF_THE_OUTLET
            rules = f": it is a rule of its outlet, {self._desk.key('amend_rules')} lists them" if kept else ""
            return Effect(message=f"Nothing was put right of this paragraph{rules}", warn=True)
        return self._say("paragraph as it was read", [AmendmentEdit(amendment, None) for amendment in known])

    # What is said

    @property
    def _article(self) -> Article:
        return self._desk.story.articles[self._desk.place.paragraph.article]

    @property
    def _paragraph(self) -> Paragraph:
        return self._desk.paragraph(self._desk.place.paragraph)

    def _passage(self, start: int, end: int) -> Passage:
        return Passage.of(self._article, start, end)

    def _made(self, what: str, value: str, passage: Passage) -> list[AmendmentEdit]:
        """The edit that has something said of a paragraph; what is so without being said is forgotten instead."""
        stamp = self._amendments.now()
        made = Amendment(what, value, passage.article, passage, annotator=self._annotator)
        made = made._replace(created=stamp, modified=stamp)
        known = self._amendments.get(made.key)
        if known is None:
            return [AmendmentEdit(None, made)]
        revised = AmendmentEdit(known, known.revised(value, annotator=self._annotator, modified=stamp))
        dropped = AmendmentEdit(known, None)
        return [dropped if self._amendments.after([dropped]) == self._amendments.after([revised]) else revised]

    def _say(self, what: str, edits: Iterable[AmendmentEdit]) -> Effect:
        effect = self._changes.make(Change(what, (), amendments=tuple(edits)))
        return effect._replace(message=f"{effect.message[:1].upper()}{effect.message[1:]}")


def named(kind: Kind, *, several: bool = False) -> str:
    """A kind as a sentence names it: `boilerplate`, `a caption`, of several paragraphs `captions`."""
    if kind in (Kind.BODY, Kind.BOILERPLATE):
        return f"{kind}"
    return f"{kind}s" if several else f"a {kind}"
