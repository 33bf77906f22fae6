"""What a search finds, and how its hits are numbered down a page."""

from __future__ import annotations

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.model import ParagraphId, Story
from tests.stories import shown_texts, story
from tui.shown.search import NumberedHits, Searcher, SearchHits, fold, lower, origins


def find(query: str, *texts: str) -> list[str]:
    """The words found in articles of these paragraphs."""
    of = story(*texts)
    found = Searcher(of).find(query)
    return [
        of.articles[where.article].paragraph(where.n).shown[slice(*span)]
        for where in found.counts
        for span in found.spans(where)
    ]


# Folding


@pytest.mark.long
def test_every_character_is_folded_into_one_or_more_and_lower_case_changes_no_length() -> None:
    everything = [chr(code) for code in range(sys.maxunicode + 1) if not 0xD800 <= code < 0xE000]
    assert [c for c in everything if not fold(c) or len(lower(fold(c))) != len(fold(c))] == []
    assert [c for c in everything if len(origins(c)) != (len(fold(c)) if len(fold(c)) > 1 else 0)] == []


@given(st.text())
def test_folding_keeps_the_places_and_folds_no_further_the_second_time(text: str) -> None:
    once = lower(fold(text))
    assert len(once) == len(fold(text)) == len(origins(text) or text)
    assert list(origins(text)) == sorted(origins(text))
    assert lower(fold(once)) == once


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Poincaré’s “naïve” Łódź", 'poincare\'s "naive" lodz'),
        ("1939–45 — a well‑known", "1939-45 - a well-known"),
        ("100 km 5 %", "100 km 5 %"),
        ("İstanbul, ıssız", "istanbul, issiz"),
        ("ΟΔΟΣ ὁδός", "οδοσ οδοσ"),
        ("Ёлка й", "елка и"),
        ("ＮＡＴＯ", "nato"),
        ("한국 が Straße", "한국 が straße"),
        ("ﬁnancial oﬃce ﬂood", "financial office flood"),
        ("We… ‥ № ½ ㎏ ™ ĳ Ⅳ", "we... .. no 1/2 kg tm ij iv"),
        ("Cœur, Æther", "coeur, aether"),
    ],
)
def test_what_a_search_does_not_mind(text: str, folded: str) -> None:
    assert lower(fold(text)) == folded


# Finding


def test_lower_case_minds_neither_case_nor_accents_nor_quotes() -> None:
    assert find("poincare's", "Poincaré’s and POINCARE'S say.") == ["Poincaré’s", "POINCARE'S"]


def test_an_upper_case_letter_minds_case_but_not_accents() -> None:
    assert find("Ecole", "École, ecole, Ecole, ÉCOLE they say.") == ["École", "Ecole"]


def test_accents_in_the_query_do_not_matter_however_they_are_typed() -> None:
    assert find("cafe\u0301", "One cafe here.") == ["cafe"]


def test_white_space_around_a_query_does_not_count_and_within_it_is_one_space() -> None:
    assert find("  in \t Rome ", "Talks in Rome go on.") == ["in Rome"]


def test_an_empty_query_finds_nothing() -> None:
    assert Searcher(story()).find(" \n ") == SearchHits("", "", Searcher(story())._lower, {})


def test_a_ligature_and_its_letters_find_each_other_and_the_words_are_whole() -> None:
    text = "The ﬁnancial ﬁrm said… it was ofﬁcial. Oﬃce ﬀ."
    assert find("financial", text) == ["ﬁnancial"]
    assert find("firm said...", text) == ["ﬁrm said…"]
    assert find("official", text) == ["ofﬁcial"]
    assert find("offi", text) == ["ofﬁ", "Oﬃ"]
    assert find("ﬁnal… of", "It was final... of course.") == ["final... of"]
    assert find("f", "oﬀ") == ["ﬀ"]
    assert find("was", text) == ["was"]
    found = Searcher(story(text)).find("f")
    assert found.total == sum(len(found.spans(where)) for where in found.counts)


def test_hits_do_not_overlap() -> None:
    assert find("aa", "Aaaaa it says.") == ["Aa", "aa"]


def test_special_characters_are_text() -> None:
    assert find("[b]. (", "See [b]. (now) here.") == ["[b]. ("]


def test_a_query_does_not_reach_over_a_paragraphs_end() -> None:
    assert find("here. other", "One thing here.\n\nOther thing here.") == []


queries = st.one_of(shown_texts.map(lambda text: text[:2]), st.sampled_from(["e", "a b", "“", "E", "語", "ж é", "ω"]))


@given(st.lists(st.lists(shown_texts, min_size=1, max_size=4), min_size=1, max_size=3), queries)
def test_finds_what_comparing_at_every_character_finds(texts: list[list[str]], query: str) -> None:
    of = story(*("\n\n".join(paragraphs) for paragraphs in texts))
    found = Searcher(of).find(query)
    assert {where: found.spans(where) for where in ends_of(of) if found.spans(where)} == naive(of, found.query)
    assert found.total == sum(map(len, naive(of, found.query).values()))
    assert found.counts == {where: len(spans) for where, spans in naive(of, found.query).items()}


def ends_of(of: Story) -> list[ParagraphId]:
    return [ParagraphId(a, p.n) for a, article in enumerate(of.articles) for p in article.paragraphs]


def naive(of: Story, query: str) -> dict[ParagraphId, tuple[tuple[int, int], ...]]:
    minds_case = any(character.isupper() for character in query)

    def plain(text: str) -> str:
        return fold(text) if minds_case else lower(fold(text))

    found: dict[ParagraphId, tuple[tuple[int, int], ...]] = {}
    for where in ends_of(of):
        shown = of.articles[where.article].paragraph(where.n).shown
        spans: list[tuple[int, int]] = []
        folded = [(character, i) for i, whole in enumerate(shown) for character in plain(whole)]
        text, sought, at = "".join(character for character, _ in folded), plain(query), 0
        while sought and at <= len(text) - len(sought):
            if text[at : at + len(sought)] != sought:
                at += 1
                continue
            start, end = folded[at][1], folded[at + len(sought) - 1][1] + 1
            if not spans or start >= spans[-1][1]:
                spans.append((start, end))
            at += len(sought)
        if spans:
            found[where] = tuple(spans)
    return found


# Numbering


@given(st.permutations(range(6)), st.integers(0, 6), st.data())
def test_hits_are_numbered_in_the_order_given_and_found_from_any_character(
    order: list[int], shown: int, data: st.DataObject
) -> None:
    of = story("Ab ab.\n\nNone here.\n\nTell abab.", "Other.\n\nAb it says.\n\nAb, cab, tab.")
    paragraph_ids = [ends_of(of)[i] for i in order[:shown]]
    found = Searcher(of).find("ab")
    hits = NumberedHits(found, {where: i for i, where in enumerate(paragraph_ids)})
    places = [(where, start) for where in paragraph_ids for start, _ in found.spans(where)]
    assert [hits.place(i) for i in range(len(hits))] == places
    assert hits.by_article() == {
        a: count for a in range(2) if (count := sum(where.article == a for where, _ in places))
    }
    if paragraph_ids:
        where, at = data.draw(st.sampled_from(paragraph_ids)), data.draw(st.integers(0, 20))
        key = (paragraph_ids.index(where), at)
        assert hits.index(where, at) == sum((paragraph_ids.index(other), start) < key for other, start in places)
