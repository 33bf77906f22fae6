"""What passages share: stretches that cover each text, shared alike from either side, in whatever order."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.compare import Stretch, compare
from articles.quotes import quotations
from articles.read import seed_story
from articles.similarity import words
from articles.wording import common_words, weighed_words

if TYPE_CHECKING:
    from random import Random


def shared(*texts: str, common: frozenset[str] = frozenset()) -> list[list[str]]:
    """For each text what it shares with any other, stretch by stretch, without the space around."""
    return [
        [text[part.start : part.end].strip() for part in parts if part.others]
        for text, parts in zip(texts, compare(texts, common), strict=True)
    ]


WORDS = ["the", "of", "in", "denied", "Rome", "China’s", "U.S.", "1,200", "café", "six-hour", "talks", "中美会谈"]
PUNCTUATION = [" ", " ", " ", ", ", ". ", " “", "” ", ' "', '" ', "'", " — ", "\n", ""]

texts = st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from(PUNCTUATION)), max_size=14).map(
    lambda parts: "".join(word + mark for word, mark in parts)
)
any_texts = st.lists(texts | st.text(max_size=30), min_size=1, max_size=4)


@given(any_texts)
def test_the_stretches_cover_each_text_once_and_in_order_and_no_two_alike_follow(made: list[str]) -> None:
    for i, (text, parts) in enumerate(zip(made, compare(made), strict=True)):
        assert "".join(text[part.start : part.end] for part in parts) == text
        assert all(part.start < part.end for part in parts)
        assert all(before.end == after.start and before[2:] != after[2:] for before, after in pairwise(parts))
        assert all(i not in part.others and list(part.others) == sorted(set(part.others)) for part in parts)


@given(any_texts)
def test_every_shared_word_stands_in_the_texts_it_is_said_to_stand_in(made: list[str]) -> None:
    told = weighed_words(made, ())
    for parts, (spans, folded, _) in zip(compare(made), told, strict=True):
        for (start, end), word in zip(spans, folded, strict=True):
            (part,) = (part for part in parts if part.start <= start and end <= part.end)
            assert all(word in told[other].folded for other in part.others)


@given(st.lists(texts, min_size=2, max_size=4), st.randoms(use_true_random=False))
def test_the_order_of_the_texts_makes_no_difference(made: list[str], random: Random) -> None:
    order = list(range(len(made)))
    random.shuffle(order)
    straight, turned = compare(made), compare([made[i] for i in order])
    for place, i in enumerate(order):
        back = [part._replace(others=tuple(sorted(order[other] for other in part.others))) for part in turned[place]]
        assert back == straight[i]


@given(st.lists(texts, min_size=2, max_size=3))
def test_where_one_text_shares_something_with_another_so_does_that_with_it(made: list[str]) -> None:
    sharing = [{other for part in parts for other in part.others} for parts in compare(made)]
    assert all(i in sharing[other] for i, others in enumerate(sharing) for other in others)


@given(texts.filter(words))
def test_the_same_words_are_shared_as_a_whole(text: str) -> None:
    for parts in compare([text, text.upper()]):
        assert all(part.others for part in parts)


@given(
    st.lists(st.sampled_from(["minister", "denied", "the", "of", "Rome", "7"]), max_size=9).map(" ".join),
    st.lists(st.sampled_from(["Minister2", "left", "a", "in", "Paris", "8"]), max_size=9).map(" ".join),
)
def test_texts_without_a_common_word_are_all_their_own(one: str, other: str) -> None:
    assert shared(one, other) == [[], []]


def test_words_are_shared_in_whatever_order_they_stand() -> None:
    one, other = "In Rome the minister denied it, aides said.", "Aides said the minister denied it in Rome."
    assert shared(one, other)[0] == ["In Rome the minister denied it, aides said."]
    assert shared(one + " Snow fell.", other)[0] == ["In Rome the minister denied it, aides said."]


def test_small_words_are_shared_beside_others_only() -> None:
    assert shared("He was in a hurry.", "Snow was in a valley.") == [[], []]
    assert shared("He was in a hotel.", "Snow was in a hotel.") == [["was in a hotel."], ["was in a hotel."]]
    assert shared("the end of war", "at an end of peace", common=frozenset({"war"})) == [[], []]


def test_a_word_that_is_common_in_the_story_is_shared_beside_another_only() -> None:
    common = frozenset({"china", "officials"})
    assert shared("China warned them.", "It is about China alone.", common=common) == [[], []]
    assert shared("China officials warned.", "He met China officials.", common=common)[0] == ["China officials"]
    assert shared("China warned them.", "It is about China alone.")[0] == ["China"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("U.S.", "US"),
        ("1,200", "1200"),
        ("Zürich’s", "Zurich"),
        ("SANCTIONS", "sanctions"),
        ("(Sanctions)", "sanctions,"),
    ],
)
def test_words_are_the_same_however_they_are_written(one: str, other: str) -> None:
    assert shared(f"{one} Rome before", f"snow {other} Rome") == [[f"{one} Rome"], [f"{other} Rome"]]


def test_what_a_hyphen_joins_is_compared_apart() -> None:
    one, other = shared("a seven-hour meeting", "a roughly six-hour meeting")
    assert one == other == ["hour meeting"]


def test_of_three_texts_each_stretch_names_those_that_share_it() -> None:
    one, two, three = compare(["Sullivan met Yang", "Sullivan spoke", "Yang spoke Sullivan"])
    assert one == [
        Stretch(0, 9, (1, 2), False),
        Stretch(9, 13, (), False),
        Stretch(13, 17, (2,), False),
    ]
    assert [part.others for part in two] == [(0, 2), (2,)]
    assert [part.others for part in three] == [(0,), (1,), (0, 1)]


def test_a_quotation_is_cut_out_with_its_marks() -> None:
    text = 'He said: "We will see. We wait," then left.'
    (parts,) = compare([text])
    assert [(text[part.start : part.end], part.quoted) for part in parts] == [
        ("He said: ", False),
        ('"We will see. We wait,"', True),
        (" then left.", False),
    ]


def test_a_text_without_words_is_one_stretch_and_an_empty_one_none() -> None:
    assert compare(["…", "", "—"]) == [[Stretch(0, 1, (), False)], [], [Stretch(0, 1, (), False)]]
    assert compare([]) == []


def test_an_ideograph_is_shared_beside_another_only() -> None:
    assert shared("中美官员会谈", "美国官员表示") == [["官员"], ["官员"]]


def test_the_common_words_of_the_seeds_are_its_names_and_small_words() -> None:
    common = common_words(seed_story())
    assert {"the", "china", "sullivan", "officials"} <= common
    assert not {"seven", "intense", "zurich", "alignment"} & common


def test_the_seeds_tell_of_the_intense_meeting_with_the_same_words() -> None:
    seeds = seed_story()
    told = [
        next(p.shown for p in seeds.articles[i].paragraphs if "described the meeting as" in p.shown) for i in (0, 1)
    ]
    first, second = shared(*told, common=common_words(seeds))
    assert first == ["described the meeting as", '"intense,"']
    assert second == ["described the meeting as intense."]


@pytest.mark.parametrize(
    "unit",
    ["the ", '"talks" ', "中美官员会谈", *(pytest.param(unit, marks=pytest.mark.long) for unit in ("a-", "“", "'"))],
)
def test_a_very_long_text_is_compared_in_time_linear_in_its_length(unit: str) -> None:
    text = unit * (200_000 // len(unit))
    parts = compare([text, "the talks 会谈"])[0]
    assert parts[0].start == 0
    assert parts[-1].end == len(text)
    assert quotations(text) == sorted(quotations(text))
