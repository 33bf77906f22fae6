"""What a person put right of the articles, in memory, and the story that it makes of the one that was read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotations.amendments import RULE, AmendmentEdit
from annotations.anchoring.amendments import NOTHING_AMENDED
from annotations.clock import now_after
from articles.model import ParagraphId
from tui.session.desk import Place
from tui.session.effect import Effect

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from annotations.amendments import Amendment
    from annotations.anchoring.amendments import Amended
    from annotations.changes import Change
    from articles.model import Article, Story
    from tui.session.desk import Desk


class Amendments:
    """Holds what was put right of a desk's articles and the rules of outlets, and makes changes of them."""

    def __init__(self, desk: Desk, retell: Callable[[Story], None]) -> None:
        """`retell` has the whole sitting go on with another state of the story."""
        self._desk, self._retell = desk, retell
        self._amended = NOTHING_AMENDED
        self._by_key: dict[str, Amendment] = {}

    def load(self, amended: Amended) -> None:
        """Take over what the store knows; the open story is as that makes it already."""
        self._amended = amended
        self._by_key = {amendment.key: amendment for amendment in amended.amendments}

    def take_in(self, amended: Amended) -> Effect:
        """Take over what other windows put right, and what was found again in changed texts."""
        was_unsought, lost = self._amended.unsought, self.told_lost
        before = {amendment.key: amendment for amendment in self._amended.amendments}
        self.load(amended)
        same = before == self._by_key
        if same and not was_unsought:
            return Effect()
        story = amended.put_right(self._desk.story)
        if story == self._desk.story:
            return Effect()
        self._retell(story)
        if not was_unsought:
            return Effect(rows=True, message="Articles were put right in another window")
        found = "What you put right was found again in the changed text"
        return Effect(rows=True, message="" if self.told_lost and self.told_lost != lost else found)

    @property
    def told_lost(self) -> str:
        """In words, how much is left out as its paragraph was sought and not found; empty for none."""
        return self._amended.told_lost

    def get(self, key: str) -> Amendment | None:
        """What was said under a key; None where nothing was."""
        return self._by_key.get(key)

    @property
    def rules(self) -> list[Amendment]:
        """The rules of all outlets, by outlet and the oldest first."""
        rules = (amendment for amendment in self._by_key.values() if amendment.what == RULE)
        return sorted(rules, key=lambda rule: (rule.outlet.casefold(), rule.created, rule.key))

    def within(self, article: Article, start: int, end: int) -> list[Amendment]:
        """What was said of paragraphs that begin in a span of an article's text, and of breaks in it."""
        standing = self._amended.standing(article)
        return [amendment for amendment, span in standing if start <= span.start < end]

    def after(self, edits: Iterable[AmendmentEdit]) -> Story:
        """The story as these edits would make it."""
        by_key = dict(self._by_key)
        for edit in edits:
            by_key.pop(edit.key, None)
            if edit.after is not None:
                by_key[edit.key] = edit.after
        return self._amended._replace(amendments=tuple(by_key.values())).put_right(self._desk.story)

    def now(self) -> str:
        """A time stamp of now that is later than all that was said before."""
        return now_after(max((amendment.modified for amendment in self._by_key.values()), default=""))

    # As a `Ledger`

    def fitted(self, change: Change) -> Change | None:
        """A change as it is, or None where what was said is not as it expects."""
        for edit in change.amendments:
            held = self._by_key.get(edit.key)
            if held is None or edit.before is None:
                if held is not edit.before and self._is_here(edit):
                    return None
            elif not held.says_the_same(edit.before):
                return None
        return change

    def apply(self, change: Change) -> tuple[Change, frozenset[ParagraphId]]:
        """Make the amendments of a change, and have the sitting go on with the story as it is then."""
        if not change.amendments:
            return change, frozenset()
        edits = tuple(
            AmendmentEdit(self._by_key.get(edit.key), self._with_next_revision(edit)) if self._is_here(edit) else edit
            for edit in change.amendments
        )
        here = [edit for edit in edits if self._is_here(edit)]
        for edit in here:
            self._by_key.pop(edit.key, None)
            if edit.after is not None:
                self._by_key[edit.key] = edit.after
        self._amended = self._amended._replace(amendments=tuple(self._by_key.values()))
        if here:
            self._retell(self._amended.put_right(self._desk.story))
        return change._replace(amendments=edits), frozenset()

    def place_of(self, change: Change) -> Place | None:
        """The first paragraph that a change puts right; None where that is hidden, or the cursor is on it."""
        said = self._amended._replace(amendments=tuple(edit.some for edit in change.amendments))
        for number, article in enumerate(self._desk.story.articles):
            for _, span in said.standing(article):
                where = ParagraphId(number, article.paragraph_at(span.start).n)
                is_there = where != self._desk.place.paragraph and self._desk.shown.shows(where)
                return Place(where, 0) if is_there else None
        return None

    def _is_here(self, edit: AmendmentEdit) -> bool:
        some = edit.some
        ids = (article.id for article in self._desk.story.articles)
        return some.what == RULE or edit.key in self._by_key or some.article in ids

    def _with_next_revision(self, edit: AmendmentEdit) -> Amendment | None:
        """The amendment after an edit; its revision is above the held one. Its time stays: the later kind counts."""
        last, after = self._by_key.get(edit.key), edit.after
        return after if after is None or last is None else after._replace(rev=max(after.rev, last.rev + 1))
