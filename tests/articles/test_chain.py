"""The heaviest chain, against trying every choice."""

from __future__ import annotations

from itertools import combinations, pairwise
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from articles.chain import chain

if TYPE_CHECKING:
    from collections.abc import Sequence


@given(st.dictionaries(st.tuples(st.integers(0, 4), st.integers(0, 4)), st.integers(1, 9), max_size=9))
def test_the_chain_is_the_heaviest_of_all_that_go_down_the_page(ties: dict[tuple[int, int], float]) -> None:
    def goes_down(pairs: Sequence[tuple[int, int]]) -> bool:
        return all(a < b and (r < s or (r == s and b == a + 1)) for (a, r), (b, s) in pairwise(pairs))

    possible = [p for size in range(len(ties) + 1) for p in combinations(sorted(ties), size) if goes_down(p)]
    found = sorted(chain(ties).items())
    assert goes_down(found)
    assert sum(ties[pair] for pair in found) == max(sum(ties[pair] for pair in pairs) for pairs in possible)


def test_without_pairs_there_is_no_chain() -> None:
    assert chain({}) == {}
