"""Passages in brackets."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import split_graphemes

from tests.stories import shown_texts
from tui.cli.bracketed import HARD, Part, bracketed

TEXT = "one two three four"


def told(*parts: Part, text: str = TEXT) -> str:
    return bracketed(text, parts).text.replace(HARD, " ")


def test_a_text_without_passages_stays_as_it_is() -> None:
    assert bracketed(TEXT, []) == (TEXT, ())


def test_a_passage_stands_in_brackets_with_the_signs_of_its_tags() -> None:
    assert told(Part(4, 7, "c")) == "one {c two} three four"
    assert told(Part(0, 18, "ct")) == "{ct one two three four}"


def test_nested_passages_are_nested_whatever_comes_first() -> None:
    outer, inner = Part(0, 13, "c"), Part(4, 7, "d")
    assert told(outer, inner) == told(inner, outer) == "{c one {d two} three} four"
    assert told(Part(0, 3, "d"), Part(0, 7, "c")) == "{c {d one} two} three four"
    assert told(Part(4, 7, "d"), Part(0, 7, "c")) == "{c one {d two}} three four"


def test_where_passages_cross_the_one_that_ends_first_is_named() -> None:
    assert told(Part(0, 7, "c"), Part(4, 13, "d")) == "{c one {d two c} three} four"
    assert told(Part(0, 7, "c"), Part(0, 13, "t"), Part(4, 18, "d")) == "{t {c one {d two c} three t} four}"


def test_the_same_passage_annotated_twice_is_in_two_pairs() -> None:
    assert told(Part(4, 7, "c"), Part(4, 7, "c")) == "one {c {c two}} three four"


def test_passages_that_touch_are_apart() -> None:
    assert told(Part(0, 4, "c"), Part(4, 7, "d")) == "{c one }{d two} three four"


def test_what_goes_on_in_another_paragraph_says_so() -> None:
    assert told(Part(8, 18, "c", ends=False)) == "one two {c three four …}"
    assert told(Part(0, 3, "c", begins=False)) == "{c… one} two three four"
    assert told(Part(0, 18, "c", begins=False, ends=False)) == "{c… one two three four …}"
    assert told(Part(0, 18, "c", ends=False), Part(4, 18, "d")) == "{c one {d two three four} …}"


@pytest.mark.parametrize("part", [Part(2, 3, "c"), Part(1, 2, "c"), Part(1, 4, "c")])
def test_a_passage_within_a_cluster_covers_all_of_it(part: Part) -> None:
    assert told(part, text="a👨‍👩‍👧b") == "a{c 👨‍👩‍👧}b"


@st.composite
def annotated(draw: st.DrawFn) -> tuple[str, list[Part]]:
    text = draw(shown_texts)
    starts = [begin for begin, _, _ in split_graphemes(text)[0]]
    ends = [end for _, end, _ in split_graphemes(text)[0]]
    edges = st.tuples(st.integers(0, len(starts) - 1), st.integers(0, len(ends) - 1)).map(sorted)
    parts = st.builds(
        lambda edge, signs, begins, goes_on: Part(starts[edge[0]], ends[edge[1]], signs, begins, goes_on),
        edges,
        st.sampled_from(["c", "d", "ct", "*"]),
        st.booleans(),
        st.booleans(),
    )
    return text, draw(st.lists(parts, max_size=5))


@given(annotated())
@settings(max_examples=200)
def test_text_and_passages_can_be_read_back(drawn: tuple[str, list[Part]]) -> None:
    text, parts = drawn
    assert not re.search("[{}…]", text)
    found = bracketed(text, parts)

    def without_brackets(piece: str) -> str:
        return re.sub(f"{{[*cdt]+…?{HARD}|(?:{HARD}…)?(?:{HARD}[*cdt]+)?}}", "", piece)

    assert without_brackets(found.text) == text
    for (start, end), part in zip(found.spans, parts, strict=True):
        assert without_brackets(found.text[start:end]) == text[part.start : part.end]
        assert found.text[:start].endswith(f"{{{part.signs}{'' if part.begins else '…'}{HARD}")
