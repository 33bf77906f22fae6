"""Correcting the alignment: links made, cut and confirmed by a person, and the pivot chosen; kept as decisions."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from annotations.anchoring.decisions import NOTHING_DECIDED, Decided, Resolved, resolve_decisions
from annotations.changes import Change
from annotations.clock import now_after
from annotations.decisions import PIVOT, Decision, DecisionEdit
from annotations.model import Passage
from articles.align import is_large
from articles.corrections import Correction, before, corrected, doubtful, moved
from articles.model import Kind, ParagraphId
from tui.keys.keymap import DEFAULT
from tui.session.cursor import Effect
from tui.session.navigation import Choosing

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from annotations.codebook.codebook import Codebook
    from articles.corrections import Verdict
    from articles.model import Alignment, Link, Story
    from tui.keys.keymap import Keymap
    from tui.session.annotations import Keeper

HELD, BY_HAND, STRONG, WEAK = "held", "by hand", "strong", "weak"
"""What a paragraph is while correcting: taken up, or by what kind of link it stands on its row."""

TOLD = 3
"""Links of a paragraph that the line of information tells."""


class Correcting(Choosing):
    """A story whose computed alignment a person's decisions win over."""

    def __init__(
        self,
        story: Story,
        alignment: Alignment,
        codebook: Codebook,
        keeper: Keeper,
        annotator: str = "",
        *,
        keymap: Keymap = DEFAULT,
    ) -> None:
        super().__init__(story, alignment, codebook, keeper, keymap=keymap)
        self.annotator = annotator
        self.correcting = False
        """Whether keys correct the alignment."""
        self.held: ParagraphId | None = None
        """The paragraph that was taken up, to be linked with another one."""
        self.computed = alignment
        """The alignment without decisions, as exports tell it; rows without links while that is being made."""
        self._is_aligned = bool(alignment.links) or not is_large(story)
        self._decided = NOTHING_DECIDED
        self._decisions: dict[str, Decision] = {}
        self._resolved = Resolved((), {}, None)
        self._asked: tuple[ParagraphId, ParagraphId] | None = None
        """The pair that the cursor was brought to, or that was cut last; until it goes elsewhere."""

    # What was decided

    def align(self, alignment: Alignment) -> Effect:
        """Take links and rows that arrived later, with the decisions on top."""
        self.computed, self._is_aligned = alignment, True
        return super().align(self._corrected())

    def load_decisions(self, decided: Decided) -> None:
        """Take the decisions about this story from the store."""
        self._take(decided)
        if self._is_aligned and self._decisions:
            super().align(self._corrected())

    def take_in_decisions(self, decided: Decided) -> Effect:
        """Show what was decided in other windows by now, and what was found again in changed texts."""
        known, was_unsought = self._resolved, self._decided.unsought
        self._take(decided)
        if known == self._resolved or not self._is_aligned:
            return Effect()
        found = len(self._resolved.ends) - len(known.ends)
        super().align(self._corrected())
        if was_unsought and found > 0:
            return Effect(rows=True, message=f"{_count(found, 'correction')} found again in the changed text")
        return Effect(rows=True, message="The alignment was corrected in another window")

    def _take(self, decided: Decided) -> None:
        self._decided = decided
        self._decisions = {decision.key: decision for decision in decided.decisions}
        self._resolved = resolve_decisions(self.story, decided.decisions, decided.places)

    def _corrected(self) -> Alignment:
        if not self._decisions:
            return self.computed
        return corrected(self.story, self.computed.links, self._resolved.corrections, self._resolved.pivot)

    def change(self, change: Change) -> Effect:
        """Make a change; where it decides something the page has other rows."""
        effect = super().change(change)
        return replace(effect, rows=True) if change.links else effect

    def _replay(self, change: Change, message: str) -> Effect:
        effect = super()._replay(change, message)
        if not change.links:
            return effect
        about = resolve_decisions(self.story, [edit.some for edit in change.links], self._decided.places)
        paragraph_ids = {where for pair in about.ends.values() for where in pair}
        if paragraph_ids and self.place.paragraph not in paragraph_ids:
            row = self.view.number_of[self.place.paragraph]
            where = min(paragraph_ids, key=lambda where: (abs(self.view.number_of[where] - row), where))
            effect = replace(effect, cells=effect.cells | self.go(where).cells)
        return replace(effect, rows=True)

    def _stands(self, change: Change) -> bool:
        for edit in change.links:
            present = self._decisions.get(edit.key)
            if present is None or edit.before is None:
                if present is not edit.before:
                    return False
            elif not present.says_the_same(edit.before):
                return False
        return super()._stands(change)

    def _apply(self, change: Change) -> frozenset[ParagraphId]:
        links = tuple(DecisionEdit(self._decisions.get(edit.key), self._above(edit)) for edit in change.links)
        if links:
            for edit in links:
                self._decisions.pop(edit.key, None)
                if edit.after is not None:
                    self._decisions[edit.key] = edit.after
            self._take(self._decided._replace(decisions=tuple(self._decisions.values())))
            super().align(self._corrected())
        return super()._apply(replace(change, links=links))

    def _above(self, edit: DecisionEdit) -> Decision | None:
        """The decision after an edit, its revision above the one it follows, its time as it was: the later counts."""
        last, after = self._decisions.get(edit.key), edit.after
        return after if after is None or last is None else replace(after, rev=max(after.rev, last.rev + 1))

    # The mode

    def correct(self) -> Effect:
        """Begin correcting the alignment, or end it."""
        if self.correcting:
            return self._end()
        if len(self.story.articles) < 2:
            return Effect(message="One article alone has no alignment", warn=True)
        if not self._is_aligned:
            return Effect(message="The links are still being computed: wait until they are there", warn=True)
        lit, self.selection = self._lit(), None
        self.correcting = True
        return Effect(lit | self._all())

    def leave_correcting(self) -> Effect:
        """Let go of what was taken up, else end the selection, else end correcting."""
        if self.held is not None:
            cells = frozenset({self.held})
            self.held = None
            return Effect(cells, message="Let go")
        return self.end_selection() if self.selection else self._end()

    def _end(self) -> Effect:
        self.correcting, self.held, self._asked = False, None, None
        return Effect(self._all(), message=f"Corrections are kept · {self.key('correct')} corrects again")

    def go(self, where: ParagraphId, at: int = 0) -> Effect:
        """Put the cursor on a paragraph; which pair was asked about is forgotten."""
        effect = super().go(where, at)
        self._asked = None
        return effect

    def firmness(self, where: ParagraphId) -> str:
        """How a paragraph stands on its row: `HELD`, or the least sure of its links there; empty without any."""
        if where == self.held:
            return HELD
        return next((sort for sort in (WEAK, STRONG, BY_HAND) if sort in map(_sort, self._on_row(where))), "")

    def links_told(self) -> str:
        """The links of the cursor's paragraph, those meant first, and the keys for them."""
        where = self.place.paragraph
        if self.held is not None and self.held != where:
            keys = f"{self.key('correct_link')} links it with this one, {self.key('correct_cut')} cuts"
            return f"Taken up: {self._name(self.held)} · {keys} · {self.key('correct_end')} lets go"
        meant = [link for link in self._links_meant() if where in (link.a, link.b)]
        links = list(dict.fromkeys([*meant, *self._on_row(where), *self.view.links.get(where, ())]))
        if not links:
            moves = f"{self.key('correct_down')} {self.key('correct_up')} move it"
            return f"No link · {self.key('correct_link')} takes it up, {moves}"
        told = [self._told_link(link, where) for link in links[:TOLD]]
        more = f" and {len(links) - TOLD} more" if len(links) > TOLD else ""
        keys = f"{self.key('correct_confirm')} confirms · " if not links[0].by_hand else ""
        return f"{', '.join(told)}{more} · {keys}{self.key('correct_cut')} cuts"

    # Corrections

    def move_paragraph(self, by: int) -> Effect:
        """Move the cursor's paragraph to the next row down (1) or up (-1), cut from this one and linked with that."""
        where, alignment = self.place.paragraph, self.view.alignment
        if self._is_headline(where):
            return Effect(message="The headlines' row stands", warn=True)
        article = self._beside(where) if where.article == alignment.pivot else None
        if where.article == alignment.pivot and article is None:
            said = f"{self._outlet(where)} opens the rows: go to the paragraph beside it and move that"
            return Effect(message=said, warn=True)
        corrections = moved(self.story, alignment, where, by, article)
        if not corrections:
            return Effect(message=f"There is no row {'below' if by > 0 else 'above'} to move it to", warn=True)
        return self._correct(f"paragraph moved {'down' if by > 0 else 'up'}", corrections, forgets=True)

    def take_up(self) -> Effect:
        """Take the cursor's paragraph up; with one of another article taken up, link the two."""
        here, held = self.place.paragraph, self.held
        if self._is_headline(here):
            return Effect(message="Headlines are not linked: they have a row of their own", warn=True)
        if held == here:
            return self.leave_correcting()
        if held is None or held.article == here.article:
            self.held = here
            keys = f"{self.key('correct_link')} on one of another account links the two"
            said = f"{self._name(here)} taken up · {keys} · {self.key('correct_end')} lets go"
            return Effect(frozenset(filter(None, (held, here))), message=said)
        self.held = None
        if self._verdict(held, here) == "linked":
            return Effect(frozenset({held}), message="The two are linked already")
        return self._correct(f"linked with {self._name(held)}", [Correction(held, here, "linked")], what="link made")

    def cut(self) -> Effect:
        """Cut the link that was asked about, or with what was taken up, else those on this row, else the best one."""
        where, held = self.place.paragraph, self.held
        if held is not None and held != where:
            links = [link for link in self.view.links.get(where, ()) if held in (link.a, link.b)]
            self.held = None
            self._asked = (held, where)
        else:
            links = [link for link in self._links_meant() if where in (link.a, link.b)]
        if not links:
            cells = frozenset(filter(None, (held,)))
            if self._asked and self._verdict(*self._asked) == "cut":
                return Effect(cells, message=f"Cut already · {self.key('correct_forget')} forgets what was decided")
            return Effect(cells, message="There is no link to cut", warn=True)
        corrections = [Correction(link.a, link.b, "cut") for link in links]
        others = ", ".join(self._name(link.other(where)) for link in links)
        said = f"link{'s' if len(links) > 1 else ''} with {others} cut"
        effect = self._correct(said, corrections, what=f"{_count(len(links), 'link')} cut")
        self._asked = (links[0].a, links[0].b)
        return effect

    def confirm_links(self) -> Effect:
        """Confirm the link that was asked about, else those of this row, else the best one of the paragraph."""
        links = self._links_meant(row=True)
        if not links:
            return Effect(message="There is no link to confirm", warn=True)
        return self._confirm([link for link in links if not link.by_hand], "")

    def confirm_before(self) -> Effect:
        """Confirm all links between this row and the page's beginning."""
        number = self.view.number_of[self.place.paragraph]
        return self._confirm(before(self.view.alignment, number - 1), " up to this row")

    def doubtful_step(self, by: int) -> Effect:
        """Go to the next (1) or previous (-1) weak link that nobody decided on, round the page's end."""
        links = doubtful(self.view.alignment)
        if not links:
            return Effect(message="No link is in doubt: all weak ones are decided on")
        number_of = self.view.number_of

        def place(*paragraph_ids: ParagraphId) -> list[tuple[int, ParagraphId]]:
            return sorted((number_of[where], where) for where in paragraph_ids)

        here = place(*self._asked) if self._asked else place(self.place.paragraph)
        places = [place(link.a, link.b) for link in links]
        at = [i for i, there in enumerate(places) if (there > here if by > 0 else there < here)]
        i = (at[0] if by > 0 else at[-1]) if at else (0 if by > 0 else len(links) - 1)
        link = links[i]
        where = places[i][0][1]
        effect = self.go(where)
        self._asked = (link.a, link.b)
        round_it = "" if at else "Round the page's end · "
        keys = f"{self.key('correct_confirm')} confirms · {self.key('correct_cut')} cuts"
        said = f"{round_it}{i + 1} of {len(links)}: {self._told_link(link, where)} · {keys}"
        return replace(effect, message=said)

    def choose_pivot(self) -> Effect:
        """Have the cursor's article open the rows."""
        where = self.place.paragraph
        if where.article == self.view.alignment.pivot:
            return Effect(message=f"{self._outlet(where)} opens the rows already")
        article = self.story.articles[where.article].id
        stamp = self._stamp()
        made = Decision(
            PIVOT, story=self.story.id, article=article, annotator=self.annotator, created=stamp, modified=stamp
        )
        known = self._decisions.get(made.key)
        if known is not None:
            made = replace(known, article=article, annotator=self.annotator, modified=stamp)
        change = Change("pivot chosen", (), links=(DecisionEdit(known, made),))
        return self._tell(self.change(change), f"{self._outlet(where)} opens the rows now")

    def forget_decisions(self) -> Effect:
        """Forget all that was decided about the cursor's paragraph."""
        where = self.place.paragraph
        keys = [key for key, paragraph_ids in self._resolved.ends.items() if where in paragraph_ids]
        if not keys:
            return Effect(message="Nothing was decided about this paragraph", warn=True)
        edits = tuple(DecisionEdit(self._decisions[key], None) for key in keys)
        return self.change(Change(f"{_count(len(keys), 'decision')} forgotten", (), links=edits))

    def _confirm(self, links: Sequence[Link], where: str) -> Effect:
        if not links:
            return Effect(message=f"All links{where or ' of this row'} are confirmed already")
        corrections = [Correction(link.a, link.b, "confirmed") for link in links]
        return self._correct(f"{_count(len(links), 'link')} confirmed{where}", corrections)

    def _correct(
        self, said: str, corrections: Iterable[Correction], *, what: str = "", forgets: bool = False
    ) -> Effect:
        """Decide as these corrections say. `what` is kept, in words that need no page beside them.

        With `forgets` a link that only a person made is not cut: that it was made is forgotten.
        """
        stamp = self._stamp()
        computed = {(link.a, link.b) for link in self.computed.links}
        edits = []
        for correction in corrections:
            made = self._made(correction, stamp)
            known = self._decisions.get(made.key)
            gone = forgets and correction.verdict == "cut" and (correction.a, correction.b) not in computed
            if known is not None:
                again = replace(known, verdict=made.verdict, annotator=self.annotator, modified=stamp)
                edits.append(DecisionEdit(known, None if gone else again))
            elif not gone:
                edits.append(DecisionEdit(None, made))
        asked = self._asked
        effect = self._tell(self.change(Change(what or said, (), links=tuple(edits))), said)
        self._asked = asked
        return effect

    def _made(self, correction: Correction, stamp: str) -> Decision:
        one, other = (
            Passage.of(self.story.articles[where.article], self.paragraph(where).start, self.paragraph(where).end)
            for where in correction[:2]
        )
        return Decision.about(one, other, correction.verdict, annotator=self.annotator, created=stamp, modified=stamp)

    def _stamp(self) -> str:
        """The present moment, later than any decision."""
        return now_after(max((decision.modified for decision in self._decisions.values()), default=""))

    def _tell(self, effect: Effect, said: str) -> Effect:
        said = f"{said[:1].upper()}{said[1:]}"
        return replace(effect, message=f"{said} · {self.key('undo')} takes it back")

    # Which links are meant

    def _links_meant(self, *, row: bool = False) -> list[Link]:
        """The link that was asked about, else those of the paragraph (or all) on its row, else its best one."""
        where = self.place.paragraph
        if self._asked:
            return [link for link in self.view.links.get(self._asked[0], ()) if self._asked[1] in (link.a, link.b)]
        here = list(self._on_row(where))
        if row:
            cells = self.view.alignment.rows[self.view.number_of[where] - 1].cells
            paragraph_ids = (ParagraphId(article, n) for article, cell in enumerate(cells) for n in cell)
            here = list(dict.fromkeys(link for other in paragraph_ids for link in self._on_row(other)))
        return here or list(self.view.links.get(where, ()))[:1]

    def _on_row(self, where: ParagraphId) -> Iterator[Link]:
        """The links of a paragraph with others of its row."""
        number_of = self.view.number_of
        return (link for link in self.view.links.get(where, ()) if number_of[link.a] == number_of[link.b])

    def _beside(self, where: ParagraphId) -> int | None:
        """The article that a paragraph of the pivot is moved along: the one it is linked with here, or the only other.

        None where several are.
        """
        articles = {link.other(where).article for link in self._on_row(where)}
        if not articles:
            articles = {*range(len(self.story.articles))} - {where.article}
        return articles.pop() if len(articles) == 1 else None

    def _verdict(self, one: ParagraphId, other: ParagraphId) -> Verdict | None:
        """What was decided last about a pair."""
        pair = tuple(sorted((one, other)))
        return next((c.verdict for c in reversed(self._resolved.corrections) if (c.a, c.b) == pair), None)

    def _all(self) -> frozenset[ParagraphId]:
        return frozenset(self.view.row_of)

    def _is_headline(self, where: ParagraphId) -> bool:
        return self.paragraph(where).kind is Kind.HEADLINE

    def _outlet(self, where: ParagraphId) -> str:
        return self.told.articles[where.article].outlet

    def _name(self, where: ParagraphId) -> str:
        """`DW 12`: the outlet and the number of the row."""
        return f"{self._outlet(where)} {self.view.number_of[where]}"

    def _told_link(self, link: Link, where: ParagraphId) -> str:
        """`weak link with DW 12 (.13)`, `link by hand with DW 12`."""
        score = f" ({link.score:.2f})".replace("(0.", "(.") if link.score else ""
        sort = "link by hand" if link.by_hand else f"{_sort(link)} link"
        return f"{sort} with {self._name(link.other(where))}{score}"


def _sort(link: Link) -> str:
    return BY_HAND if link.by_hand else STRONG if link.strong else WEAK


def _count(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"
