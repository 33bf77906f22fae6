"""Similarity: what counts as a word, and the score against the formula written out plainly."""

from __future__ import annotations

from collections import Counter
from itertools import combinations, pairwise
from math import isclose, log, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.similarity import BAG_WEIGHTS, COMMON_TERM_PARAGRAPHS, grams, rarity, similarities, words


def scored(texts: list[str], groups: list[int], above: float = 0.0) -> dict[tuple[int, int], float]:
    return {(i, j): score for i, j, score in similarities(texts, groups, above, lambda done: None)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The U.S.’s 1,200 cafés", "the us 1200 cafes"),
        ("U.S.-China talks; seven-hour talks", "us china talks seven hour talks"),
        ("China's alignment, the officials' words", "china alignment the officials words"),
        ("ﬁve Ｔalks in ZÜRICH", "five talks in zurich"),
        ("$1.5 billion, or 1,234,567.89", "1.5 billion or 1234567.89"),
        ("at 10 a.m. on Jan. 5, 2022.", "at 10 am on jan 5 2022"),
        ("l’accord 'isn't' snake_case", "l accord isn t snake case"),
        ("Й и ё", "и и е"),
        ("हिन्दी भाषा।", "हिन्दी भाषा"),
        ('  — … ""', ""),
    ],
)
def test_words_are_compared_without_case_accents_and_punctuation(text: str, expected: str) -> None:
    assert words(text) == expected.split()


def test_a_script_without_spaces_gives_its_pairs_of_characters() -> None:
    assert words("中美官员会谈") == ["中美", "美官", "官员", "员会", "会谈"]
    assert words("G7首脳会議、東京") == ["g7", "首脳", "脳会", "会議", "東京"]
    assert words("한국어 뉴스") == ["한국", "국어", "뉴스"]
    assert words("我") == ["我"]


def test_accounts_in_a_script_without_spaces_are_found_alike() -> None:
    found = scored(
        ["美国国家安全顾问在罗马会见了中国外交官", "俄罗斯股市周一下跌", "中国外交官在罗马会见美国国家安全顾问"],
        [0, 0, 1],
    )
    assert found[0, 2] > 0.3
    assert (1, 2) not in found


def test_grams_are_four_characters_of_the_word_between_spaces() -> None:
    assert grams("word") == (" wor", "word", "ord ")
    assert grams("us") == (" us ",)
    assert grams("a") == (" a ",)


def test_a_rarer_term_weighs_more_and_one_in_every_paragraph_almost_nothing() -> None:
    assert rarity(50, 1) == log(51)
    assert rarity(50, 2) == log(51 / 1.5)
    assert 0 < rarity(50, 50) < 0.04


def formula(texts: list[str]) -> dict[tuple[int, int], float]:
    """The score of every pair, from the formula, term by term."""
    bags = []
    for text in texts:
        said = words(text)
        kinds = (said, [gram for word in said for gram in grams(word)], pairwise(said))
        bags.append([Counter[object](kind) for kind in kinds])
    n = len(texts)
    product = [[0.0] * n for _ in texts]
    for kind, share in enumerate(BAG_WEIGHTS):
        df = Counter(term for bag in bags for term in bag[kind])
        weighed = [{t: log(1 + tf) * rarity(n, df[t]) for t, tf in bag[kind].items()} for bag in bags]
        mean = sum(w * w for bag in weighed for w in bag.values()) / n
        for i in range(n):
            for j in range(n):
                shared = sum(w * weighed[j][t] for t, w in weighed[i].items() if t in weighed[j])
                product[i][j] += share * shared / mean if mean else 0.0
    return {
        (i, j): product[i][j] / sqrt(product[i][i] * product[j][j])
        for i, j in combinations(range(n), 2)
        if product[i][j] > 0
    }


FEW_WORDS = ["talks", "talk", "Rome", "china", "U.S.", "1,200", "said", "the", "Zürich", "中美会谈", "—", "x"]

texts_of_few_words = st.lists(
    st.lists(st.sampled_from(FEW_WORDS), max_size=8).map(" ".join),
    min_size=1,
    max_size=8,
)


@given(texts_of_few_words, st.data())
def test_scores_are_those_of_the_formula_for_pairs_of_different_groups(texts: list[str], data: st.DataObject) -> None:
    groups = sorted(data.draw(st.lists(st.integers(0, 3), min_size=len(texts), max_size=len(texts))))
    found = scored(texts, groups)
    expected = {pair: score for pair, score in formula(texts).items() if groups[pair[0]] != groups[pair[1]]}
    assert found.keys() == expected.keys()
    assert all(isclose(found[pair], min(score, 1.0), abs_tol=1e-9) for pair, score in expected.items())


def test_only_pairs_above_the_bound_are_given() -> None:
    texts, groups = ["talks in Rome", "talks in Paris", "talks in Rome", "snow"], [0, 0, 1, 1]
    every = scored(texts, groups)
    assert every.keys() == {(0, 2), (1, 2)}
    assert isclose(every[0, 2], 1.0)
    assert scored(texts, groups, above=every[1, 2]).keys() == {(0, 2)}


def test_a_term_in_too_many_texts_joins_none() -> None:
    half = COMMON_TERM_PARAGRAPHS // 2
    texts = [f"talks {chr(0x3B1 + i % 24)}{i}" for i in range(2 * half)]
    groups = [0] * half + [1] * half
    assert scored(texts, groups)
    assert not scored([*texts, "talks"], [*groups, 1])


def test_the_work_is_told_in_ascending_parts_up_to_all() -> None:
    told: list[float] = []
    list(similarities(["talks in Rome"] * 4, [0, 0, 1, 1], 0.1, told.append))
    assert told == sorted(told)
    assert told[-1] == 1.0
    assert len(told) >= 12
