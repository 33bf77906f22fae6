"""A person's decisions about links, and the alignment that they make of the computed one."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from annotations.anchoring.decisions import NOTHING_DECIDED, Decided, Resolved, applied, resolve_decisions
from annotations.clock import now_after
from annotations.decisions import Decision, DecisionEdit
from articles.align import is_large
from articles.corrections import regrouped
from articles.edits import ANEW
from tui.session.desk import Place
from tui.session.effect import Effect
from tui.session.kept_alignments import KeptAlignments

if TYPE_CHECKING:
    from annotations.changes import Change
    from articles.edits import Verdict
    from articles.model import Alignment, ParagraphId
    from tui.session.desk import Desk
    from tui.session.display import Display


class Decisions:
    """Holds the decisions about a desk's story, and makes changes of them."""

    def __init__(self, desk: Desk, display: Display, alignment: Alignment) -> None:
        self._desk, self._display = desk, display
        self.computed = alignment
        """The alignment without decisions; rows without links until it has been computed."""
        self.is_aligned = bool(alignment.links) or not is_large(desk.story)
        """Whether the links have been computed."""
        self.resolved = Resolved((), {}, None)
        """The corrections that the decisions make in the open texts."""
        self._made = KeptAlignments(desk.story, alignment)
        self._decided = NOTHING_DECIDED
        self._by_key: dict[str, Decision] = {}

    def get(self, key: str) -> Decision | None:
        """The decision with a key; None if there is none."""
        return self._by_key.get(key)

    def about(self, where: ParagraphId) -> list[Decision]:
        """The decisions about a paragraph."""
        return [self._by_key[key] for key, pair in self.resolved.pairs.items() if where in pair]

    def verdict(self, one: ParagraphId, other: ParagraphId) -> Verdict | None:
        """The latest decision about two paragraphs; None if there is none."""
        pair = tuple(sorted((one, other)))
        return next((c.verdict for c in reversed(self.resolved.corrections) if (c.a, c.b) == pair), None)

    def is_computed(self, a: ParagraphId, b: ParagraphId) -> bool:
        """Whether there is a computed link of two paragraphs, that of the earlier article first."""
        links = self.computed.links
        at = bisect_left(links, (a, b))
        return at < len(links) and links[at][:2] == (a, b)

    def is_last(self, decision: Decision) -> bool:
        """Whether nothing was decided after this, so that without it the rows are as if it had not been made."""
        later = (other.modified for other in self._by_key.values())
        return not decision.earlier and max(later, default="") <= decision.modified

    def now(self) -> str:
        """A time stamp of now that is later than every decision's."""
        return now_after(max((decision.modified for decision in self._by_key.values()), default=""))

    # The alignment

    def align(self, alignment: Alignment) -> Effect:
        """Take over links and rows that were computed meanwhile, and apply the decisions to them."""
        self.computed, self.is_aligned = alignment, True
        self._made = KeptAlignments(self._desk.story, alignment)
        return self._realign()

    def retell(self, computed: Alignment, *, is_aligned: bool) -> Alignment:
        """Go on with another state of the desk's story and its computed alignment; returns the one to show."""
        self.computed, self.is_aligned = computed, is_aligned
        self._made = KeptAlignments(self._desk.story, computed)
        self._take(self._decided)
        return self._made.corrected(self.resolved.corrections, self.resolved.pivot) if is_aligned else computed

    def load(self, decided: Decided) -> None:
        """Take over the decisions about this story from the store."""
        self._take(decided)
        if self.is_aligned and self._by_key:
            self._realign()

    def take_in(self, decided: Decided) -> Effect:
        """Take over decisions of other windows, and those whose paragraphs were found again in changed texts."""
        before, was_unsought = self.resolved, self._decided.unsought
        self._take(decided)
        if before == self.resolved or not self.is_aligned:
            return Effect()
        found = len(self.resolved.pairs) - len(before.pairs)
        effect = self._realign()
        if was_unsought and found > 0:
            corrections = f"{found} correction{'' if found == 1 else 's'}"
            return effect._replace(message=f"{corrections} found again in the changed text")
        if was_unsought and self.told_lost:
            return effect
        return effect._replace(message="The alignment was corrected in another window")

    @property
    def told_lost(self) -> str:
        """In words, how many are left out as their paragraphs were sought and not found; empty for none."""
        return "" if self._decided.unsought else self.resolved.told_lost

    def _take(self, decided: Decided) -> None:
        self._decided = decided
        self._by_key = {decision.key: decision for decision in decided.decisions}
        self.resolved = resolve_decisions(self._desk.story, decided.decisions, decided.places)

    def of(self, computed: Alignment) -> Alignment:
        """The alignment that the decisions make of the computed one."""
        return applied(self._desk.story, computed, self.resolved)

    def _realign(self) -> Effect:
        return self._display.align(self._made.corrected(self.resolved.corrections, self.resolved.pivot))

    @property
    def anew(self) -> Alignment:
        """The alignment as it would be computed anew, with all that was decided."""
        return self._made.corrected((*self.resolved.corrections, ANEW), self.resolved.pivot)

    def changed_anew(self) -> tuple[int, int]:
        """How many paragraphs would stand beside others if the rows were computed anew, and how many rows change.

        A row changes where it has other paragraphs; where no row has, those change that get another number.
        """
        before, after = self._desk.shown.alignment, self.anew
        was, now = ([row.cells for row in alignment.rows] for alignment in (before, after))
        rows = len({*was} - {*now}) or sum(one != other for one, other in zip(was, now, strict=True))
        return len(regrouped(before, after)), rows

    # As a `Ledger`

    def fitted(self, change: Change) -> Change | None:
        """A change as it is, or None where the decisions are not as it expects them."""
        for edit in change.links:
            if not self._is_here(edit):
                continue  # it is not in memory: the store finds out
            held = self._by_key.get(edit.key)
            if held is None or edit.before is None:
                if held is not edit.before:
                    return None
            elif not held.says_the_same(edit.before):
                return None
        return change

    def apply(self, change: Change) -> tuple[Change, frozenset[ParagraphId]]:
        """Make the decisions of a change, and align the story anew."""
        if not change.links:
            return change, frozenset()
        links = tuple(
            DecisionEdit(self._by_key.get(edit.key), self._with_next_revision(edit)) if self._is_here(edit) else edit
            for edit in change.links
        )
        for edit in filter(self._is_here, links):
            self._by_key.pop(edit.key, None)
            if edit.after is not None:
                self._by_key[edit.key] = edit.after
        self._take(self._decided._replace(decisions=tuple(self._by_key.values())))
        self._realign()
        return change._replace(links=links), frozenset()

    def place_of(self, change: Change) -> Place | None:
        """The paragraph closest to the cursor that a change decides about; None if the cursor is on one."""
        about = resolve_decisions(self._desk.story, [edit.some for edit in change.links], self._decided.places)
        paragraph_ids = {where for pair in about.pairs.values() for where in pair}
        here, number_of = self._desk.place.paragraph, self._desk.shown.number_of
        if not paragraph_ids or here in paragraph_ids:
            return None
        return Place(min(paragraph_ids, key=lambda where: (abs(number_of[where] - number_of[here]), where)), 0)

    def _is_here(self, edit: DecisionEdit) -> bool:
        story = self._desk.story
        return edit.some.is_of({article.id for article in story.articles}, story.id) or edit.key in self._by_key

    def _with_next_revision(self, edit: DecisionEdit) -> Decision | None:
        """The decision after an edit; its revision is above the held one. Its time stays: the later decision counts."""
        last, after = self._by_key.get(edit.key), edit.after
        return after if after is None or last is None else after._replace(rev=max(after.rev, last.rev + 1))
