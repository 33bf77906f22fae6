"""The likeliest paragraph: the one that shares most words that say something, or none."""

from __future__ import annotations

from articles.likeliest import likeliest
from articles.model import Kind
from benchmarks.stories import told

TEXTS = [
    "A convoy of weapons",
    "It rained in Hamburg all week.",
    "The convoy crossed the border with weapons for the northern army.",
    "The army said nothing of a convoy.",
    "By Ada Quill, northern convoy border weapons",
]
KINDS = [Kind.HEADLINE, Kind.BODY, Kind.BODY, Kind.BODY, Kind.BYLINE]
ARTICLE = told("Post", TEXTS, KINDS)


def test_it_shares_the_most_words_and_takes_part_in_the_alignment() -> None:
    assert likeliest("Weapons came over the BORDER in a convoy.", ARTICLE, ()) == 3
    assert likeliest("A spokesman said nothing of the convoy.", ARTICLE, ()) == 4


def test_one_word_in_common_is_not_enough_nor_are_common_ones() -> None:
    assert likeliest("The convoy left.", ARTICLE, ()) is None
    assert likeliest("The convoy of the army left.", ARTICLE, {"convoy", "army"}) is None
    assert likeliest("", ARTICLE, ()) is None


def test_only_whole_words_count_wherever_letters_change_their_number_in_lower_case() -> None:
    assert likeliest("Con wea border", ARTICLE, ()) is None
    turkish = told("Post", ["T", "İ İ İ İ weapons stood in the border town.", "Nothing there."])
    assert likeliest("weapons on the border", turkish, ()) == 2
