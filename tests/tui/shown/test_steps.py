"""Steps by word and sentence."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.stories import shown_texts
from tui.shown.steps import Unit, landings, step, unit_at, units

TEXT = "He denied it. “We will see,” he said. Then he left."

any_unit = st.sampled_from(["word", "sentence"])


def words(*spans: tuple[int, int]) -> list[str]:
    return [TEXT[start:end] for start, end in spans]


def test_the_units_of_a_text() -> None:
    assert words(*units(TEXT, "sentence")) == ["He denied it.", "“We will see,” he said.", "Then he left."]
    assert words(*units(TEXT, "word"))[:5] == ["He", "denied", "it", "We", "will"]


def test_a_text_without_words_is_one_unit() -> None:
    assert units("* * *", "word") == ((0, 5),)


@pytest.mark.parametrize(
    ("at", "word"),
    [("denied", "denied"), ("enied", "denied"), (" denied", "He"), (". “We", "it"), ("“We", "We"), (",” he", "see")],
)
def test_the_word_at_a_character_that_belongs_to_none_is_the_one_before_but_for_an_opening_quotation_mark(
    at: str, word: str
) -> None:
    assert words(unit_at(TEXT, TEXT.index(at), "word")) == [word]


def test_before_the_first_word_stands_the_first() -> None:
    assert unit_at("“We will", 0, "word") == (1, 3)


def test_beyond_the_end_stands_the_last() -> None:
    assert words(unit_at(TEXT, 999, "word"), unit_at(TEXT, 999, "sentence")) == ["left", "Then he left."]


def test_a_step_by_sentence_lands_on_its_first_word() -> None:
    assert step(TEXT, 0, "sentence", 1) == TEXT.index("We")
    assert step(TEXT, TEXT.index("Then"), "sentence", -1) == TEXT.index("We")


def test_back_from_inside_a_sentence_goes_to_its_beginning_first() -> None:
    assert step(TEXT, TEXT.index("said"), "sentence", -1) == TEXT.index("We")
    assert step(TEXT, TEXT.index("We"), "sentence", -1) == 0


def test_on_from_inside_a_sentence_goes_to_the_next() -> None:
    assert step(TEXT, TEXT.index("said"), "sentence", 1) == TEXT.index("Then")


def test_a_sentence_without_words_can_be_landed_on() -> None:
    text = "He left. … ! Then she left."
    for start in landings(text, "sentence"):
        assert 0 <= start < len(text)


@pytest.mark.parametrize("unit", ["word", "sentence"])
def test_no_step_leaves_the_text(unit: Unit) -> None:
    assert step(TEXT, 0, unit, -1) is None
    assert step(TEXT, landings(TEXT, unit)[-1], unit, 1) is None


@given(shown_texts, any_unit)
@settings(max_examples=150)
def test_steps_on_visit_every_landing_and_steps_back_return(text: str, unit: Unit) -> None:
    first, *rest = landings(text, unit)
    at, visited = first, []
    while (following := step(text, at, unit, 1)) is not None:
        assert following > at
        visited.append(following)
        at = following
    assert visited == rest
    back = []
    while (before := step(text, at, unit, -1)) is not None:
        back.append(before)
        at = before
    assert back == list(reversed([first, *rest]))[1:]


@given(shown_texts, any_unit, st.data())
@settings(max_examples=150)
def test_the_unit_at_a_landing_is_the_one_landed_on(text: str, unit: Unit, data: st.DataObject) -> None:
    spans = units(text, unit)
    i = data.draw(st.integers(0, len(spans) - 1))
    assert unit_at(text, landings(text, unit)[i], unit) == spans[i]


@given(shown_texts, any_unit, st.data())
@settings(max_examples=150)
def test_a_character_of_a_unit_belongs_to_it(text: str, unit: Unit, data: st.DataObject) -> None:
    start, end = data.draw(st.sampled_from(units(text, unit)))
    assert unit_at(text, data.draw(st.integers(start, end - 1)), unit) == (start, end)
