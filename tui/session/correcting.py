"""The mode in which keys correct the alignment: make, cut and confirm links, and choose the pivot."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotations.changes import Change
from annotations.decisions import PIVOT, Decision, DecisionEdit
from annotations.model import Passage
from articles.corrections import before, doubtful, moved
from articles.edits import Correction
from articles.model import Kind, ParagraphId
from tui.session.effect import Effect

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from articles.model import Link
    from tui.session.changes import Changes
    from tui.session.cursor import Cursor
    from tui.session.decisions import Decisions
    from tui.session.desk import Desk

HELD, BY_HAND, STRONG, WEAK = "held", "by hand", "strong", "weak"
"""How firmly a paragraph stands on its row while correcting: taken up, or the kind of its least sure link there."""

MOST_LINKS_NAMED = 3
"""The most links of a paragraph that the line of information names."""

Pair = tuple[ParagraphId, ParagraphId]


class Correcting:
    """Corrects the alignment of a desk's story."""

    def __init__(self, desk: Desk, cursor: Cursor, changes: Changes, decisions: Decisions, annotator: str) -> None:
        self._desk, self._cursor, self._changes, self._decisions = desk, cursor, changes, decisions
        self._annotator = annotator
        self.active = False
        """Whether keys correct the alignment."""
        self.taken_up: ParagraphId | None = None
        """The paragraph that was taken up to be linked with another."""
        self._asked_at: tuple[int, Pair | None] = (0, None)

    @property
    def _asked(self) -> Pair | None:
        """The pair that the cursor was brought to, or that was cut last; None once the cursor has moved on."""
        return self._asked_at[1] if self._asked_at[0] == self._desk.moves else None

    @_asked.setter
    def _asked(self, pair: Pair | None) -> None:
        self._asked_at = self._desk.moves, pair

    def retell(self) -> None:
        """Let go of what was taken up: paragraphs may have other numbers now."""
        self.taken_up = None

    # The mode

    def turn(self) -> Effect:
        """Begin correcting the alignment, or end it."""
        if self.active:
            return self._end()
        if len(self._desk.story.articles) < 2:
            return Effect(message="One article alone has no alignment", warn=True)
        if not self._decisions.is_aligned:
            return Effect(message="The links are still being computed: wait until they are there", warn=True)
        self._desk.selection, self.active = None, True
        return Effect(self._all())

    def leave(self) -> Effect:
        """Let go of a paragraph that was taken up; else end the selection; else end correcting."""
        if self.taken_up is not None:
            cells = frozenset({self.taken_up})
            self.taken_up = None
            return Effect(cells, message="Let go")
        return self._cursor.end_selection() if self._desk.selection else self._end()

    def _end(self) -> Effect:
        self.active, self.taken_up, self._asked = False, None, None
        return Effect(self._all(), message=f"Corrections are kept · {self._desk.key('correct')} corrects again")

    def firmness(self, where: ParagraphId) -> str:
        """How firmly a paragraph stands on its row: `HELD`, or its least sure kind of link there; empty without any."""
        if where == self.taken_up:
            return HELD
        return next((sort for sort in (WEAK, STRONG, BY_HAND) if sort in map(_firmness, self._on_row(where))), "")

    def links_named(self) -> str:
        """Names the links of the cursor's paragraph, those that the keys are for first, and the keys."""
        where = self._desk.place.paragraph
        if self.taken_up is not None and self.taken_up != where:
            keys = f"{self._desk.key('correct_link')} links it with this one, {self._desk.key('correct_cut')} cuts"
            return f"Taken up: {self._name(self.taken_up)} · {keys} · {self._desk.key('correct_end')} lets go"
        meant = [link for link in self._links_meant() if where in (link.a, link.b)]
        links = list(dict.fromkeys([*meant, *self._on_row(where), *self._desk.shown.links.get(where, ())]))
        if self._is_headline(where):
            return "Headlines are not linked: they have a row of their own"
        if not links:
            moves = f"{self._desk.key('correct_down')} {self._desk.key('correct_up')} move it"
            return f"{self._desk.no_link(where)} · {self._desk.key('correct_link')} takes it up, {moves}"
        alike: dict[tuple[str, str], list[Link]] = {}
        for link in links:
            alike.setdefault((_firmness(link), self._name(link.other(where))), []).append(link)
        named = [self._link_named(where, *group) for group in list(alike.values())[:MOST_LINKS_NAMED]]
        rest = sum(map(len, list(alike.values())[MOST_LINKS_NAMED:]))
        more = f" and {rest} more" if rest else ""
        keys = f"{self._desk.key('correct_confirm')} confirms · " if not links[0].by_hand else ""
        return f"{', '.join(named)}{more} · {keys}{self._desk.key('correct_cut')} cuts"

    # Corrections

    def move(self, by: int) -> Effect:
        """Move the cursor's paragraph to the next row down (`by` 1) or up (-1): cut links here, make one there."""
        where, alignment = self._desk.place.paragraph, self._desk.shown.alignment
        if self._is_headline(where):
            return Effect(message="The headlines' row stands", warn=True)
        article = self._moved_along(where) if where.article == alignment.pivot else None
        if where.article == alignment.pivot and article is None:
            message = f"{self._outlet(where)} opens the rows: go to the paragraph beside it and move that"
            return Effect(message=message, warn=True)
        corrections = moved(self._desk.story, alignment, where, by, article)
        if not corrections:
            return Effect(message=f"There is no row {'below' if by > 0 else 'above'} to move it to", warn=True)
        if article is not None:
            there = next(one for one in corrections[-1][:2] if one != where)
            message = f"{self._name(there)} brought beside this paragraph"
            return self._correct(message, corrections, what="paragraph brought here", forgets=True)
        return self._correct(f"paragraph moved {'down' if by > 0 else 'up'}", corrections, forgets=True)

    def take_up(self) -> Effect:
        """Take up the cursor's paragraph; if one of another article is taken up already, link the two."""
        here, taken_up = self._desk.place.paragraph, self.taken_up
        if self._is_headline(here):
            return Effect(message="Headlines are not linked: they have a row of their own", warn=True)
        if taken_up == here:
            return self.leave()
        if taken_up is None or taken_up.article == here.article:
            self.taken_up = here
            keys = f"{self._desk.key('correct_link')} on one of another account links the two"
            message = f"{self._name(here)} taken up · {keys} · {self._desk.key('correct_end')} lets go"
            return Effect(frozenset(filter(None, (taken_up, here))), message=message)
        self.taken_up = None
        if self._decisions.verdict(taken_up, here) == "linked":
            return Effect(frozenset({taken_up}), message="The two are linked already")
        return self._correct(
            f"linked with {self._name(taken_up)}", [Correction(taken_up, here, "linked", taken_up)], what="link made"
        )

    def cut(self) -> Effect:
        """Cut the link with a paragraph taken up, else the one asked about, else those on this row, else the best."""
        where, taken_up = self._desk.place.paragraph, self.taken_up
        if taken_up is not None and taken_up != where:
            links = [link for link in self._desk.shown.links.get(where, ()) if taken_up in (link.a, link.b)]
            self.taken_up = None
            self._asked = (taken_up, where)
        else:
            links = [link for link in self._links_meant() if where in (link.a, link.b)]
        if not links:
            cells = frozenset(filter(None, (taken_up,)))
            if self._asked and self._decisions.verdict(*self._asked) == "cut":
                return Effect(
                    cells, message=f"Cut already · {self._desk.key('correct_forget')} forgets what was decided"
                )
            return Effect(cells, message="There is no link to cut", warn=True)
        corrections = [Correction(link.a, link.b, "cut", where) for link in links]
        others = ", ".join(dict.fromkeys(self._name(link.other(where)) for link in links))
        message = f"link{'s' if len(links) > 1 else ''} with {others} cut"
        effect = self._correct(message, corrections, what=f"{_count(len(links), 'link')} cut")
        self._asked = (links[0].a, links[0].b)
        return effect

    def confirm(self) -> Effect:
        """Confirm the link asked about, else those on this row, else the best one of the cursor's paragraph."""
        links = self._links_meant(row=True)
        if not links:
            return Effect(message="There is no link to confirm", warn=True)
        return self._confirm([link for link in links if not link.by_hand], "")

    def confirm_before(self) -> Effect:
        """Confirm all links from the beginning of the page down to this row."""
        number = self._desk.shown.number_of[self._desk.place.paragraph]
        return self._confirm(before(self._desk.shown.alignment, number - 1), " up to this row")

    def doubtful_step(self, by: int) -> Effect:
        """Go to the next (`by` 1) or previous (-1) weak link without a decision, and at the page's end start over."""
        links = doubtful(self._desk.shown.alignment)
        if not links:
            return Effect(message="No link is in doubt: all weak ones are decided on")
        number_of = self._desk.shown.number_of

        def place(*paragraph_ids: ParagraphId) -> list[tuple[int, ParagraphId]]:
            return sorted((number_of[where], where) for where in paragraph_ids)

        here = place(*self._asked) if self._asked else place(self._desk.place.paragraph)
        places = [place(link.a, link.b) for link in links]
        at = [i for i, there in enumerate(places) if (there > here if by > 0 else there < here)]
        i = (at[0] if by > 0 else at[-1]) if at else (0 if by > 0 else len(links) - 1)
        link = links[i]
        where = places[i][0][1]
        effect = self._cursor.go(where)
        self._asked = (link.a, link.b)
        round_it = "" if at else "Round the page's end · "
        keys = f"{self._desk.key('correct_confirm')} confirms · {self._desk.key('correct_cut')} cuts"
        message = f"{round_it}{i + 1} of {len(links)}: {self._link_named(where, link)} · {keys}"
        return effect._replace(message=message)

    def choose_pivot(self) -> Effect:
        """Choose the cursor's article as the pivot, which opens the rows."""
        where = self._desk.place.paragraph
        if where.article == self._desk.shown.alignment.pivot:
            return Effect(message=f"{self._outlet(where)} opens the rows already")
        change = Change("pivot chosen", (), links=(self._about_rows(where.article),))
        return self._with_undo(self._changes.make(change), f"{self._outlet(where)} opens the rows now")

    def question_anew(self) -> str:
        """What to ask before the rows are computed anew; empty where that would change nothing."""
        count, rows = self._decisions.changed_anew()
        if not rows:
            return ""
        here = f"{rows} of {_count(len(self._desk.shown.alignment.rows), 'row')}"
        others = f"{_count(count, 'paragraph')} get others beside them"
        return f"Compute all rows anew with what was decided? {here} change, {others}"

    def compute_anew(self) -> Effect:
        """Compute the rows anew, with all that was decided: any paragraph may move."""
        count, rows = self._decisions.changed_anew()
        here = f"{rows} of {_count(len(self._desk.shown.alignment.rows), 'row')}"
        pivot = self._desk.shown.alignment.pivot
        change = Change("rows computed anew", (), links=(self._about_rows(pivot, anew=True),))
        message = f"rows computed anew: {here} changed, {_count(count, 'paragraph')} beside others now"
        return self._with_undo(self._changes.make(change), message)

    def _about_rows(self, article: int, *, anew: bool = False) -> DecisionEdit:
        """The edit of what was decided about the rows as a whole: which article opens them, and that they are new."""
        stamp = self._decisions.now()
        first = Decision(PIVOT, story=self._desk.story.id, created=stamp)
        known = self._decisions.get(first.key)
        said = (known or first)._replace(
            article=self._desk.story.articles[article].id, annotator=self._annotator, modified=stamp
        )
        return DecisionEdit(known, said._replace(anew=stamp) if anew else said)

    def forget(self) -> Effect:
        """Forget every decision about the cursor's paragraph."""
        where = self._desk.place.paragraph
        known = self._decisions.about(where)
        if not known:
            return Effect(message="Nothing was decided about this paragraph", warn=True)
        edits = tuple(DecisionEdit(decision, None) for decision in known)
        return self._changes.make(Change(f"{_count(len(known), 'decision')} forgotten", (), links=edits))

    def _confirm(self, links: Sequence[Link], where: str) -> Effect:
        if not links:
            return Effect(message=f"All links{where or ' of this row'} are confirmed already")
        corrections = [Correction(link.a, link.b, "confirmed") for link in links]
        return self._correct(f"{_count(len(links), 'link')} confirmed{where}", corrections)

    def _correct(
        self, message: str, corrections: Iterable[Correction], *, what: str = "", forgets: bool = False
    ) -> Effect:
        """Make decisions of corrections, as one change. `message` is shown; `what`, by default the same, is kept.

        With `forgets`, cutting a link that only a person made forgets the decision that made it, if it was the last.
        """
        stamp = self._decisions.now()
        edits = []
        for correction in corrections:
            made = self._made(correction, stamp)
            known = self._decisions.get(made.key)
            gone = forgets and correction.verdict == "cut" and not self._decisions.is_computed(*correction[:2])
            if known is None:
                edits.append(DecisionEdit(None, made))
            elif gone and self._decisions.is_last(known):
                edits.append(DecisionEdit(known, None))
            else:
                revised = known.revised(made.verdict, mover=made.mover, annotator=self._annotator, modified=stamp)
                edits.append(DecisionEdit(known, revised))
        asked = self._asked
        effect = self._with_undo(self._changes.make(Change(what or message, (), links=tuple(edits))), message)
        self._asked = asked
        return effect

    def _made(self, correction: Correction, stamp: str) -> Decision:
        one, other = (
            Passage.of(
                self._desk.story.articles[where.article],
                self._desk.paragraph(where).start,
                self._desk.paragraph(where).end,
            )
            for where in correction[:2]
        )
        mover = self._desk.story.articles[correction.mover.article].id if correction.mover else ""
        return Decision.about(
            one, other, correction.verdict, mover=mover, annotator=self._annotator, created=stamp, modified=stamp
        )

    def _with_undo(self, effect: Effect, message: str) -> Effect:
        message = f"{message[:1].upper()}{message[1:]}"
        return effect._replace(message=f"{message} · {self._desk.key('undo')} takes it back")

    # Which links are meant

    def _links_meant(self, *, row: bool = False) -> list[Link]:
        """The link asked about, else those on this row (all of the row with `row`), else the paragraph's best."""
        where = self._desk.place.paragraph
        if self._asked:
            return [
                link for link in self._desk.shown.links.get(self._asked[0], ()) if self._asked[1] in (link.a, link.b)
            ]
        here = list(self._on_row(where))
        if row:
            cells = self._desk.shown.alignment.rows[self._desk.shown.number_of[where] - 1].cells
            paragraph_ids = (ParagraphId(article, n) for article, cell in enumerate(cells) for n in cell)
            here = list(dict.fromkeys(link for other in paragraph_ids for link in self._on_row(other)))
        return here or list(self._desk.shown.links.get(where, ()))[:1]

    def _on_row(self, where: ParagraphId) -> Iterator[Link]:
        """The links of a paragraph with others on its row."""
        number_of = self._desk.shown.number_of
        return (link for link in self._desk.shown.links.get(where, ()) if number_of[link.a] == number_of[link.b])

    def _moved_along(self, where: ParagraphId) -> int | None:
        """The article along which a paragraph of the pivot moves: the one it is linked with here, or the only other.

        None if there are several.
        """
        articles = {link.other(where).article for link in self._on_row(where)}
        if not articles:
            articles = {*range(len(self._desk.story.articles))} - {where.article}
        return articles.pop() if len(articles) == 1 else None

    def _all(self) -> frozenset[ParagraphId]:
        return frozenset(self._desk.shown.row_of)

    def _is_headline(self, where: ParagraphId) -> bool:
        return self._desk.paragraph(where).kind is Kind.HEADLINE

    def _outlet(self, where: ParagraphId) -> str:
        return self._desk.covered_story.articles[where.article].outlet

    def _name(self, where: ParagraphId) -> str:
        """A paragraph's outlet and the number of its row, as `DW row 12`; `DW 12` alone would be its paragraph 12."""
        return f"{self._outlet(where)} row {self._desk.shown.number_of[where]}"

    def _link_named(self, where: ParagraphId, *links: Link) -> str:
        """What links of one kind and row are called: `weak link with DW row 12 (.13)`, `2 links by hand with DW row 5`.

        The last is with two paragraphs of that row.
        """
        kind = _firmness(links[0])
        noun = "link" if len(links) == 1 else "links"
        sort = f"{noun} {kind}" if kind == BY_HAND else f"{kind} {noun}"
        scores = ", ".join(f"{link.score:.2f}".removeprefix("0") for link in links if link.score)
        count = f"{len(links)} " if len(links) > 1 else ""
        return f"{count}{sort} with {self._name(links[0].other(where))}{f' ({scores})' if scores else ''}"


def _firmness(link: Link) -> str:
    return BY_HAND if link.by_hand else STRONG if link.strong else WEAK


def _count(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"
