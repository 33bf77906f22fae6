"""Decides which annotation is meant: the one that note, speaker, ends and remove work on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.session.desk import Fixed, MovingEnds
from tui.session.effect import Effect

if TYPE_CHECKING:
    from annotations.model import Annotation
    from articles.model import ParagraphId
    from tui.session.annotations import Annotations
    from tui.session.desk import Desk
    from tui.session.tags import Tags


class Meant:
    """Finds the annotations under the cursor of a desk, and which of them is meant."""

    def __init__(self, desk: Desk, annotations: Annotations, tags: Tags) -> None:
        self._desk, self._annotations, self._tags = desk, annotations, tags

    def under(self) -> list[Annotation]:
        """The annotations under the cursor, the current one first.

        That is the one whose ends move, else the one chosen with `cycle`, else one that the annotator of this sitting
        gave, of these the one on exactly the target, else the shortest over the cursor's word, else the first in its
        sentence; where there is none, another annotator's by the same order.
        """
        desk, target = self._desk, self._desk.target()
        word = desk.unit_span(desk.place, "word")[0]
        chosen = self.chosen()
        sought = desk.unit_span(desk.place, "sentence") if chosen else target
        under = self._annotations.book.over(desk.place.paragraph.article, sought)
        if chosen is not None and chosen not in under:
            under.append(chosen)  # the cursor may have left it with an end that moves

        def rank(annotation: Annotation) -> tuple[bool, bool, bool, bool, int]:
            start, end = annotation.span
            over, mine = start <= word < end, self._annotations.is_mine(annotation)
            size = end - start if over else 0
            return annotation is not chosen, not mine, annotation.span != target, not over, size

        return sorted(under, key=rank)

    def current(self) -> Annotation | None:
        """The annotation that note, speaker, ends and remove work on."""
        return next(iter(self.under()), None)

    def cycle(self) -> Effect:
        """Choose the next of the annotations under the cursor; its passage is selected, so that tags go to it."""
        under = sorted(self.under(), key=_by_creation)
        if not under:
            return Effect(message="No annotation under the cursor", warn=True)
        i = self.which() % len(under)
        self.choose(under[i])
        cells = frozenset(where for annotation in under for where in self._annotations.book.cells_of(annotation))
        names = self.named(under[i])
        if len(under) == 1:
            return Effect(cells, message=f"{names}: the only annotation here")
        return Effect(cells, message=f"{i + 1} of {len(under)}: {names} · {self._desk.key('cycle')} next")

    def choose(self, annotation: Annotation) -> None:
        """Choose an annotation of those at the cursor's place, and select its passage."""
        desk = self._desk
        desk.meant = desk.place, annotation.id
        desk.selection = Fixed(desk.place, annotation.span)

    def which(self) -> int:
        """The current annotation's number among those under the cursor, from 1 in the order of `cycle`; else 0."""
        under = self.under()
        return sorted(under, key=_by_creation).index(under[0]) + 1 if under else 0

    def at_target(self) -> Annotation | None:
        """The own annotation on exactly the target; of several, the chosen one; None without any."""
        article, target = self._desk.place.paragraph.article, self._desk.target()
        chosen = self.chosen()
        if chosen is not None and chosen.span == target and self._annotations.is_mine(chosen):
            return chosen
        return self._annotations.mine_at(article, target)

    def named(self, annotation: Annotation) -> str:
        """The names of an annotation's tags, or `note`, and who gave it where that is another person."""
        return self._tags.names(annotation) + self._annotations.by(annotation)

    def chosen(self) -> Annotation | None:
        """The annotation whose ends move, or that was chosen at the cursor's place; None if there is none any more."""
        selection, meant = self._desk.selection, self._desk.meant
        if isinstance(selection, MovingEnds):
            return self._annotations.book.get(selection.annotation)
        return self._annotations.book.get(meant[1]) if meant and meant[0] == self._desk.place else None

    def cells(self) -> frozenset[ParagraphId]:
        """The paragraphs that the chosen annotation touches."""
        chosen = self.chosen()
        return frozenset(self._annotations.book.cells_of(chosen)) if chosen is not None else frozenset()


def _by_creation(annotation: Annotation) -> str:
    return annotation.id
