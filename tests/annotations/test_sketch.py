"""How much of a text stands in another, and sketches that promise it without reading."""

from __future__ import annotations

from random import Random

import pytest

from annotations.sketch import LEAST, Sketch, overlap, pairs, share
from benchmarks.anchoring import news
from tests.each import for_each


def test_pairs_are_words_that_follow_one_another() -> None:
    assert pairs("The port SAID: the port") == {("the", "port"), ("port", "said"), ("said", "the")}
    assert pairs("Harbour") == {("harbour", "")}
    assert pairs(" … ") == frozenset()


def test_scripts_without_blanks_are_looked_at_by_their_characters() -> None:
    old, new = "港口周三关闭。没有人受伤。", "港口周三关闭。两人受伤。"
    assert 0.5 < share(pairs(old), pairs(new)) < 1


def test_shares() -> None:
    old = pairs("the pier was closed on wednesday")
    whole = pairs("the pier was closed on wednesday and nobody was hurt")
    assert share(old, whole) == overlap(old, whole) == overlap(whole, old) == 1
    assert share(whole, old) == pytest.approx(5 / 9)
    assert share(frozenset(), old) == overlap(old, frozenset()) == 0


def test_a_sketch_is_small_and_the_same_after_it_was_kept() -> None:
    sketch = Sketch.of(news(1))
    assert len(sketch.least) == LEAST
    assert Sketch.from_text(sketch.to_text()) == sketch
    assert Sketch.from_text(Sketch.of("").to_text()).pairs == 0


@for_each("rate", [0.0, 0.05, 0.2, 0.5])
def test_a_sketch_promises_about_the_share_that_there_is(rate: float) -> None:
    random = Random(3)
    for seed in range(8):
        old = news(seed)
        new = " ".join("x" if random.random() < rate else word for word in old.split(" "))
        assert abs(Sketch.of(old).share_in(Sketch.of(new)) - share(pairs(old), pairs(new))) < 0.3


def test_another_text_promises_nothing() -> None:
    assert Sketch.of("Rain fell.").share_in(Sketch.of("Snow came late")) == 0
    assert Sketch.of("").share_in(Sketch.of("Snow")) == 0
