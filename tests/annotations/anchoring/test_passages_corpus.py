"""Passages of edited articles found again, counted; in full, and with other texts: `python -m benchmarks.anchoring`."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

import pytest

from annotations.anchoring.passages import FOUND_SCORE, ORPHAN_SCORE, find_passage
from benchmarks.anchoring import (
    KINDS,
    RATES,
    TARGETS,
    VERDICTS,
    Copy,
    measure,
    measure_lookalikes,
    news,
    passages,
    pieces,
    seeds,
    sha256,
)

if TYPE_CHECKING:
    from collections import Counter

TEXTS = [*seeds(), *map(news, range(1000, 1005))]


def share(seen: Counter[str], verdict: str) -> float:
    """Of the passages of which half is left, in percent."""
    return 100 * seen[verdict] / sum(seen[verdict] for verdict in VERDICTS)


ONE_RATE_OR_ALL = [pytest.param(rate, marks=() if rate == max(RATES) else pytest.mark.long) for rate in RATES]


@pytest.mark.parametrize("rate", ONE_RATE_OR_ALL)
def test_with_the_old_text_passages_are_found_in_the_right_place(rate: int) -> None:
    seen = measure(TEXTS, KINDS, rate, known=True)

    right, wrong = TARGETS[rate]
    assert share(seen, "right") >= right
    assert share(seen, "wrong") <= wrong
    assert seen["sure wrong"] + seen["sure ghost"] == 0


@pytest.mark.parametrize("rate", ONE_RATE_OR_ALL)
def test_without_the_old_text_they_are_found_about_as_well(rate: int) -> None:
    seen = measure(TEXTS[:6], KINDS, rate, known=False)

    right, wrong = TARGETS[rate]
    assert share(seen, "right") >= right - 0.5
    assert share(seen, "wrong") <= wrong + 0.3
    assert seen["sure wrong"] + seen["sure ghost"] == 0


@pytest.mark.parametrize("rate", ONE_RATE_OR_ALL)
def test_moved_paragraphs_take_their_passages_along(rate: int) -> None:
    assert share(measure(TEXTS, ["paragraphs moved"], rate, known=True, seed=2), "right") >= 99.5


@pytest.mark.parametrize("rate", [0, *ONE_RATE_OR_ALL])
def test_with_the_old_text_no_passage_that_was_cut_is_attached_to_a_lookalike(rate: int) -> None:
    seen = measure_lookalikes([*map(news, range(2000, 2020))], rate, known=True)

    assert seen["attached"] == 0
    assert seen["asked"] <= 0.01 * seen.total()
    assert seen["gone"] > 200


def test_of_passages_whose_paragraph_was_cut_nothing_is_shown() -> None:
    seen = measure(TEXTS, ["paragraphs cut"], 20, known=True, count=60)

    assert seen["rightly gone"] > 50
    assert seen["ghost"] == 0


@pytest.mark.parametrize("known", [True, False])
def test_a_low_score_is_never_taken_for_sure_and_no_passage_is_altered(known: bool) -> None:
    checked = 0
    for n, text in enumerate(TEXTS[:5]):
        random = Random(n)
        copy = Copy.of(KINDS["all four"](pieces(text), 0.3, random))
        for passage in passages(text, 40, random):
            before = repr(passage)

            found = find_passage(passage, copy.text, sha256=sha256(copy.text), old_text=text if known else None)

            assert repr(passage) == before
            if found:
                assert found.score >= ORPHAN_SCORE
                assert found.check or found.score >= FOUND_SCORE
                checked += found.check
    assert checked > 10
