"""Where pointers stand below their paragraph."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from articles.model import ParagraphId
from tests.stories import shown_texts
from tui.page.pointers import PointerText, placed

DW = PointerText(ParagraphId(2, 9), "↘ 9 DW", "Ahead of the meeting in Rome, officials said that")
COURIER = PointerText(ParagraphId(1, 12), "↗≈ 12 Courier", "Talks go on between the two")


def texts(width: int, *pointers: PointerText) -> list[tuple[int, str]]:
    return [(x, text) for x, text, _ in placed(pointers, width)]


def test_a_pointer_leaves_the_beginning_of_its_line_blank_and_fills_the_rest() -> None:
    assert texts(40, DW) == [(10, "↘ 9 DW Ahead of the meeting i…")]


def test_two_share_the_line_and_have_words_where_there_is_room() -> None:
    assert texts(40, DW, COURIER) == [(10, "↘ 9 DW"), (18, "↗≈ 12 Courier")]
    assert texts(76, DW, COURIER) == [(19, "↘ 9 DW Ahead of the meetin…"), (48, "↗≈ 12 Courier Talks go on b…")]


def test_what_has_no_room_is_counted() -> None:
    assert texts(28, DW, COURIER, DW, DW, DW) == [(7, "↘ 9 DW"), (15, "↗≈ 12 Cou… +3")]


def test_without_pointers_nothing_stands_there() -> None:
    assert texts(28) == []


@given(st.lists(st.builds(PointerText, st.just(ParagraphId(0, 1)), shown_texts, shown_texts)), st.integers(1, 76))
def test_pointers_stand_beside_one_another_within_the_column(pointers: list[PointerText], width: int) -> None:
    found = list(placed(pointers, width))
    ends = [x + cell_len(text) for x, text, _ in found]
    assert all(right.x >= end for end, (_, right) in zip(ends, pairwise(found), strict=False))
    assert all(end <= width for end in ends)
    assert bool(found) == bool(pointers)
