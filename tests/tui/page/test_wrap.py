"""Lines of a width in cells."""

from __future__ import annotations

import textwrap
import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len, split_graphemes

from articles.form import harmless
from tests.stories import shown_texts
from tui.page.wrap import character_at, crop, is_narrow, wrap

widths = st.integers(1, 90)


def most_cells(text: str) -> int:
    """The cells of a text on a terminal that draws every character beside the others, but for marks without width."""
    return sum(0 if unicodedata.category(c) in ("Mn", "Cf") else cell_len(c) for c in text)


def lines_of(text: str, width: int) -> list[str]:
    starts = wrap(text, width)
    return [text[start:end] for start, end in zip(starts, [*starts[1:], len(text)], strict=True)]


def test_a_text_that_fits_is_one_line() -> None:
    assert wrap("seven hours", 11) == (0,)


def test_an_empty_text_is_one_line() -> None:
    assert wrap("", 5) == (0,)


def test_the_space_before_a_break_hangs_over_the_edge() -> None:
    assert lines_of("seven hours", 5) == ["seven ", "hours"]


def test_a_word_that_does_not_fit_goes_to_the_next_line_whole() -> None:
    assert lines_of("a longer one", 7) == ["a ", "longer ", "one"]


def test_a_word_wider_than_the_line_is_cut() -> None:
    assert lines_of("Donaudampfschiff ahoi", 6) == ["Donaud", "ampfsc", "hiff ", "ahoi"]


def test_a_width_below_one_cell_is_one() -> None:
    assert lines_of("abc", 0) == lines_of("abc", -3) == ["a", "b", "c"]


def test_wide_characters_count_two_cells_and_may_be_parted() -> None:
    assert lines_of("日本語の新聞", 5) == ["日本", "語の", "新聞"]


def test_a_family_is_never_parted() -> None:
    assert lines_of("👨‍👩‍👧👨‍👩‍👧", 3) == ["👨‍👩‍👧", "👨‍👩‍👧"]


def test_a_letter_keeps_its_marks() -> None:
    assert lines_of("e\u0301e\u0301", 1) == ["e\u0301", "e\u0301"]


@given(shown_texts, widths)
@settings(max_examples=200)
def test_the_lines_join_to_the_whole_text(text: str, width: int) -> None:
    lines = lines_of(text, width)
    assert "".join(lines) == text
    assert all(lines)


@given(shown_texts, widths)
@settings(max_examples=200)
def test_no_line_is_wider_than_the_width_but_for_a_hanging_space_or_a_single_wide_cluster(
    text: str, width: int
) -> None:
    for line in lines_of(text, width):
        drawn = line.removesuffix(" ")
        assert cell_len(drawn) <= width or len(split_graphemes(drawn)[0]) == 1


@given(shown_texts, widths)
@settings(max_examples=200)
def test_lines_begin_only_between_clusters(text: str, width: int) -> None:
    assert {0, *(begin for begin, _, _ in split_graphemes(text)[0])} >= set(wrap(text, width))


@given(shown_texts, widths)
@settings(max_examples=200)
def test_a_line_begins_within_a_word_only_where_the_word_is_wider_than_the_line_or_has_wide_characters(
    text: str, width: int
) -> None:
    for start in wrap(text, width)[1:]:
        if text[start - 1] != " ":
            before = text[:start].rsplit(" ", 1)[-1]
            word = before + text[start:].split(" ", 1)[0]
            assert max(most_cells(word), cell_len(word)) > width or any(
                cells == 2 for *_, cells in split_graphemes(before)[0]
            )


@given(st.lists(st.text("abcdeé“”’—,.", min_size=1, max_size=9), min_size=1, max_size=40), st.integers(9, 60))
@settings(max_examples=100)
def test_lines_are_as_full_as_words_allow(words: list[str], width: int) -> None:
    wanted = textwrap.wrap(" ".join(words), width, break_on_hyphens=False, break_long_words=False)
    assert [line.rstrip() for line in lines_of(" ".join(words), width)] == wanted


@given(shown_texts)
@settings(max_examples=100)
def test_what_is_called_narrow_has_as_many_cells_as_characters(text: str) -> None:
    if is_narrow(text):
        assert cell_len(text) == len(text)


@pytest.mark.parametrize(("first", "last"), [(0x20, 0x24FF), (0xE000, 0xE0FF), (0xFE00, 0xFFFF), (0x1F300, 0x1F6FF)])
def test_no_single_character_is_called_narrow_that_is_not_one_cell(first: int, last: int) -> None:
    wrong = [chr(c) for c in range(first, last + 1) if is_narrow(chr(c)) and cell_len(chr(c)) != 1]
    assert wrong == []


def test_the_character_at_a_cell() -> None:
    assert [character_at("ab日c", 0, 4, cell) for cell in range(6)] == [0, 1, 2, 2, 3, 3]


def test_the_character_at_a_cell_counts_from_the_lines_start() -> None:
    assert [character_at("seven hours", 6, 11, cell) for cell in (-1, 0, 4, 99)] == [6, 6, 10, 10]


def test_the_character_at_a_cell_of_a_cluster_is_its_first() -> None:
    assert character_at("👨‍👩‍👧!", 0, 6, 1) == 0
    assert character_at("👨‍👩‍👧!", 0, 6, 2) == 5


@pytest.mark.parametrize(
    ("text", "width", "cropped"),
    [
        ("Rome", 4, "Rome"),
        ("Rome talks", 6, "Rome…"),
        ("Rome", 1, "…"),
        ("Rome", 0, ""),
        ("日本語", 4, "日…"),
        ("", 0, ""),
    ],
)
def test_crop(text: str, width: int, cropped: str) -> None:
    assert crop(text, width) == cropped


@pytest.mark.parametrize(
    ("text", "shown"),
    [("a\x1b[2Jb", "ab"), ("one\ntwo\tthree", "one two three"), ("\x9b31mred\x07", "red"), ("é 👨‍👩‍👧", "é 👨‍👩‍👧")],
)
def test_control_characters_are_left_out(text: str, shown: str) -> None:
    assert harmless(text) == crop(text, 40) == shown


@given(shown_texts, st.integers(0, 60))
@settings(max_examples=200)
def test_a_cropped_text_fits_and_begins_as_the_whole(text: str, width: int) -> None:
    cropped = crop(text, width)
    assert cell_len(cropped) <= width
    assert cropped == text or text.startswith(cropped.removesuffix("…"))


def test_a_line_has_room_for_what_a_terminal_draws_in_parts() -> None:
    hindi = "प्रधानमंत्री ने सोमवार को कहा कि बंदरगाह बंद रहेगा"
    lines = [*wrap(hindi, 20), len(hindi)]
    for start, end in pairwise(lines):
        drawn = [c for c in hindi[start:end].rstrip() if unicodedata.category(c) != "Mn"]
        assert len(drawn) <= 20
    assert wrap("👍🏽 👍🏽 👍🏽 👍🏽", 10) == (0, 6), "four cells each where the colour stands beside the hand"
    assert wrap("外相は会談を", 10) == (0, 5)
