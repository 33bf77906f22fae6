"""How a person arranged the columns: their order, which are hidden, how wide they are; pure and immutable."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

NARROWEST_WEIGHT, EVEN_WEIGHT, WIDEST_WEIGHT = 2, 6, 18
"""Weights: a column with twice another's is twice as wide, where the terminal has the room."""


@dataclass(frozen=True, slots=True)
class Columns:
    """One column for each article of a story; at least one is shown."""

    order: tuple[int, ...]
    """The numbers of all articles, from the left."""
    weights: tuple[int, ...]
    """How wide each article's column is beside the others, by the article's number."""
    hidden: frozenset[int] = frozenset()

    @classmethod
    def of(cls, order: Sequence[int]) -> Columns:
        """Columns in this order, all shown and equally wide."""
        return cls(tuple(order), (EVEN_WEIGHT,) * len(order))

    @property
    def shown(self) -> tuple[int, ...]:
        """The articles that have a column on the page, from the left."""
        return tuple(article for article in self.order if article not in self.hidden)

    @property
    def shown_weights(self) -> tuple[int, ...]:
        """Their weights."""
        return tuple(self.weights[article] for article in self.shown)

    def neighbour(self, article: int, by: int) -> int:
        """The article `by` columns to the right, hidden or not; at the edges the last one there."""
        i = self.order.index(article) + by
        return self.order[max(0, min(i, len(self.order) - 1))]

    def moved(self, article: int, by: int) -> Columns:
        """An article's column that many places to the right; at the edges it stays there."""
        order = [other for other in self.order if other != article]
        order.insert(max(0, self.order.index(article) + by), article)
        return replace(self, order=tuple(order))

    def hiding(self, article: int) -> Columns:
        """The article's column hidden; the last one that is shown stays."""
        hidden = self.hidden | {article}
        return self if len(hidden) == len(self.order) else replace(self, hidden=hidden)

    def showing(self, article: int) -> Columns:
        """The article's column shown."""
        return replace(self, hidden=self.hidden - {article})

    def alone(self, article: int) -> Columns:
        """The article's column shown and no other."""
        return replace(self, hidden=frozenset(self.order) - {article})

    def whole(self) -> Columns:
        """Every column shown."""
        return replace(self, hidden=frozenset())

    def widened(self, article: int, by: int) -> Columns:
        """An article's column wider, or narrower for a negative `by`, within limits."""
        weights = list(self.weights)
        weights[article] = max(NARROWEST_WEIGHT, min(weights[article] + by, WIDEST_WEIGHT))
        return replace(self, weights=tuple(weights))

    def even(self) -> Columns:
        """All columns equally wide."""
        return replace(self, weights=(EVEN_WEIGHT,) * len(self.weights))

    def record(self, ids: Sequence[str]) -> dict[str, Any]:
        """As it is kept: by the ids of the articles, which stand here by number."""
        return {
            "order": [ids[article] for article in self.order],
            "hidden": [ids[article] for article in self.order if article in self.hidden],
            "weights": {ids[article]: self.weights[article] for article in self.order},
        }

    def recalled(self, record: object, ids: Sequence[str]) -> Columns:
        """What `record` kept, as far as it can be read and is of these articles; others stand last as they do here."""
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
