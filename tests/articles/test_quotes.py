"""Quotations: found by their marks, apostrophes left alone, and known again in the other texts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.quotes import quotations, quotes
from articles.read import seed_story


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('He said "we will see" and left.', ['"we will see"']),
        ("He said “we will see. We wait.” Then he left.", ["“we will see. We wait.”"]),
        ("« On verra », dit-il, « demain »", ["« On verra »", "« demain »"]),
        ("„Wir warten“, sagte er. »Gut«, sagte sie.", ["„Wir warten“", "»Gut«"]),
        ("他说「我们等」然后离开", ["「我们等」"]),
        ("It calls it 'intense' and 'candid'.", ["'intense'", "'candid'"]),
        ("the ‘special operation’ began", ["‘special operation’"]),
        ("the officials' words, China's and O'Brien's, don't count", []),
        ("the officials’ words, China’s and the ’90s", []),
        ("in the '90s the officials said", []),
        ('a pipe of 5" and a man of 6\'2" tall', []),
        ("“He called it ‘war’,” she said", ["“He called it ‘war’,”"]),
        ("'He called it \"war\",' she said", ["'He called it \"war\",'"]),
        ('in the \'90s he said "no"', ['"no"']),
        ("“We wait. It goes on", ["“We wait. It goes on"]),
        ('"We wait." "We go."', ['"We wait."', '"We go."']),
        ("“We wait. “We go.”", ["“We wait. “We go.”"]),
        ('Yang,for an "intense"talk', ['"intense"']),
        ("", []),
    ],
)
def test_quotations_stand_between_their_marks(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in quotations(text)] == expected


@given(st.text(alphabet="ab .\"'“”„‘’‚«»「」", max_size=30))
def test_quotations_stand_one_after_another(text: str) -> None:
    at = 0
    for start, end in quotations(text):
        assert at <= start < end <= len(text)
        at = end


def statuses(*texts: str) -> list[tuple[str, str, int]]:
    return [(texts[q.text][slice(*q.span)], q.status, q.like) for q in quotes(texts)]


def test_the_same_words_in_another_text_are_the_same_quotation() -> None:
    assert statuses("a “no limits” pact", 'friendship had "No limits".') == [
        ("“no limits”", "same", 1),
        ('"No limits"', "same", 0),
    ]


def test_a_quotation_with_nearly_the_same_words_is_altered() -> None:
    one = '"We will do our duty to the people of this country"'
    other = '"We will do our duties to the people of this country"'
    assert [status for _, status, _ in statuses(one, other)] == ["altered", "altered"]
    assert [status for _, status, _ in statuses(one, '"We saw the people of another country"')] == ["only here"] * 2


def test_of_a_quotation_and_a_part_of_it_one_is_cut() -> None:
    whole = '"We have deep concerns about the alignment of both at this time"'
    assert statuses(whole, 'They told of "deep concerns" and more.') == [
        (whole, "cut", 1),
        ('"deep concerns"', "cut", 0),
    ]


def test_the_most_like_of_several_is_named() -> None:
    found = statuses('"deep concerns about the alignment"', '"concerns" and "deep concerns about their alignment"')
    assert found[0][1:] == ("altered", 2)
    assert found[1][1:] == ("cut", 0)


def test_what_one_text_quotes_twice_is_compared_with_other_texts_only() -> None:
    assert [status for _, status, _ in statuses('"no limits" and "no limits"', "no limits")] == ["only here"] * 2


def test_quotations_without_a_word_are_left_out() -> None:
    assert statuses('"…" and ""', "“—”") == []


@given(st.lists(st.text(alphabet='ab “”"', max_size=20), max_size=4))
def test_a_quotation_that_is_elsewhere_too_names_one_of_another_text(made: list[str]) -> None:
    found = quotes(made)
    for quote in found:
        assert (quote.status == "only here") == (quote.like == -1)
        if quote.like >= 0:
            assert found[quote.like].text != quote.text
        if quote.status == "same":
            assert found[quote.like].status == "same"


def test_the_seeds_quote_three_things_alike_and_one_cut() -> None:
    texts = [" ".join(p.shown for p in article.paragraphs) for article in seed_story().articles]
    found = quotes(texts)
    same = {texts[q.text][slice(*q.span)].strip('"“”.,').lower() for q in found if q.status == "same"}
    assert {"no limits", "maximum restraint", "disinformation", "intense"} <= same
    (issues,) = (q for q in found if q.text == 1 and "range of issues" in texts[1][slice(*q.span)])
    assert issues.status == "cut"
    assert "range of issues" in texts[0][slice(*found[issues.like].span)]
