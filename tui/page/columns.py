"""The columns as a person arranged them: their order, their widths, and which are hidden; pure and immutable."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

NARROWEST_WEIGHT, EVEN_WEIGHT, WIDEST_WEIGHT = 2, 6, 18
"""A column of twice the weight is twice as wide, where the terminal has room for it."""


@dataclass(frozen=True, slots=True)
class Columns:
    """One column for each article of a story; at least one is shown."""

    order: tuple[int, ...]
    """The numbers of all articles, from the left."""
    weights: tuple[int, ...]
    """How wide each article's column is relative to the others, by the article's number."""
    hidden: frozenset[int] = frozenset()
    """The numbers of the articles whose columns are hidden."""

    @classmethod
    def of(cls, order: Sequence[int]) -> Columns:
        """Make columns in this order, all shown and equally wide."""
        return cls(tuple(order), (EVEN_WEIGHT,) * len(order))

    @property
    def shown(self) -> tuple[int, ...]:
        """The articles that have a column on the page, from the left."""
        return tuple(article for article in self.order if article not in self.hidden)

    @property
    def shown_weights(self) -> tuple[int, ...]:
        """The weights of the shown columns, from the left."""
        return tuple(self.weights[article] for article in self.shown)

    def neighbour(self, article: int, by: int) -> int:
        """The article whose column is `by` places to the right, hidden or not; the outermost one beyond an edge."""
        i = self.order.index(article) + by
        return self.order[max(0, min(i, len(self.order) - 1))]

    def moved(self, article: int, by: int) -> Columns:
        """Move an article's column `by` places to the right, at most to the edge."""
        order = [other for other in self.order if other != article]
        order.insert(max(0, self.order.index(article) + by), article)
        return replace(self, order=tuple(order))

    def hiding(self, article: int) -> Columns:
        """Hide an article's column, unless it is the only one that is shown."""
        hidden = self.hidden | {article}
        return self if len(hidden) == len(self.order) else replace(self, hidden=hidden)

    def showing(self, article: int) -> Columns:
        """Show an article's column."""
        return replace(self, hidden=self.hidden - {article})

    def alone(self, article: int) -> Columns:
        """Show an article's column and hide all others."""
        return replace(self, hidden=frozenset(self.order) - {article})

    def whole(self) -> Columns:
        """Show every column."""
        return replace(self, hidden=frozenset())

    def widened(self, article: int, by: int) -> Columns:
        """Add `by` to the weight of an article's column, within the limits."""
        weights = list(self.weights)
        weights[article] = max(NARROWEST_WEIGHT, min(weights[article] + by, WIDEST_WEIGHT))
        return replace(self, weights=tuple(weights))

    def even(self) -> Columns:
        """Make all columns equally wide."""
        return replace(self, weights=(EVEN_WEIGHT,) * len(self.weights))

    def record(self, ids: Sequence[str]) -> dict[str, Any]:
        """The columns as JSON values for the store, with the articles' ids in place of their numbers."""
        return {
            "order": [ids[article] for article in self.order],
            "hidden": [ids[article] for article in self.order if article in self.hidden],
            "weights": {ids[article]: self.weights[article] for article in self.order},
        }

    def recalled(self, record: object, ids: Sequence[str]) -> Columns:
        """Restore what `record` made; what cannot be read is ignored, and articles that it does not name come last."""
        if not isinstance(record, dict):
            return self
        kept_order, kept_hidden, kept_weights = (record.get(name) for name in ("order", "hidden", "weights"))
        number = {id_: article for article, id_ in enumerate(ids)}
        first = list(dict.fromkeys(number[id_] for id_ in _strings(kept_order) if id_ in number))
        order = (*first, *(article for article in self.order if article not in first))
        hidden = frozenset(number[id_] for id_ in _strings(kept_hidden) if id_ in number)
        weights = list(self.weights)
        for id_, weight in kept_weights.items() if isinstance(kept_weights, dict) else ():
            if id_ in number and type(weight) is int:
                weights[number[id_]] = max(NARROWEST_WEIGHT, min(weight, WIDEST_WEIGHT))
        return Columns(order, tuple(weights), hidden if len(hidden) < len(ids) else frozenset())


def _strings(found: object) -> list[str]:
    return [item for item in found if isinstance(item, str)] if isinstance(found, list) else []
