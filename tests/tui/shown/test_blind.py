"""What blind mode covers, and that it changes nothing else."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from annotations.model import Passage
from articles.model import Article, Kind, ParagraphId, Story
from articles.read import seed_story
from tests.stories import article, at, kept, only, session, shown_texts, story
from tui.shown.blind import BLIND_TITLE, COVERED_KINDS, NARROW_COVER, Blind, cover, names_of

SEEDS = seed_story()
TELLTALE = re.compile(r"\b(reuters|bloomberg|dw|deutsche welle|kootneeti|maverick)\b", re.IGNORECASE)


def told_by(text: str, outlet: str, source: str = "") -> Article:
    return replace(article(text, outlet), source=source)


def blind(*articles: Article, seed: int = 1) -> Blind:
    return Blind(Story("Talks", articles), seed)


def test_in_the_seeds_nothing_is_left_that_names_an_outlet() -> None:
    covered = Blind(SEEDS, 1).covered_story
    assert sum(len(TELLTALE.findall(a.version.text)) for a in SEEDS.articles) == 9
    assert covered.title == BLIND_TITLE
    for one in covered.articles:
        assert (one.title, one.date, one.source) == ("", "", "")
        assert TELLTALE.findall(one.version.text) == []
        assert [p.shown for p in one.paragraphs if TELLTALE.search(p.shown)] == []


@pytest.mark.parametrize("kind", sorted(COVERED_KINDS))
def test_of_a_paragraph_that_tells_who_wrote_it_only_the_length_is_left(kind: Kind) -> None:
    covered = Blind(SEEDS, 1).covered_story
    pairs = [
        (p, q)
        for a, b in zip(SEEDS.articles, covered.articles, strict=True)
        for p, q in zip(a.paragraphs, b.paragraphs, strict=True)
        if p.kind is kind
    ]
    assert pairs
    for before, after in pairs:
        assert set(after.shown) <= {NARROW_COVER, " "}
        assert after == replace(before, shown=after.shown)
        assert list(map(len, after.shown.split(" "))) == list(map(len, before.shown.split(" ")))


def test_names_are_covered_as_whole_words_whatever_their_case() -> None:
    of = blind(told_by("The Post said.", "Post"), told_by("x", "New York Echo"))
    assert of.covered("POST, post’s Posted (Post) NEW  YORK\nEcho New York") == (
        "▒▒▒▒, ▒▒▒▒’s Posted (▒▒▒▒) ▒▒▒  ▒▒▒▒\n▒▒▒▒ New York"
    )


def test_names_in_a_source_and_addresses_are_covered_too() -> None:
    of = blind(told_by("x", "DW", "DW (Deutsche Welle), as republished by The Daily Star"), told_by("x", "Post"))
    assert names_of(of.story.articles[0]) == {"DW", "Deutsche Welle", "Daily Star"}
    assert of.covered("the Deutsche Welle at www.dw.com, me@dw.de, U.S. and e.g. this") == (
        "the ▒▒▒▒▒▒▒▒ ▒▒▒▒▒ at ▒▒▒▒▒▒▒▒▒▒, ▒▒▒▒▒▒▒▒, U.S. and e.g. this"
    )


def test_an_outlet_without_a_name_covers_nothing() -> None:
    assert blind(told_by("Some words here.", ""), told_by("x", "")).covered("Some words.") == "Some words."


def test_the_same_seed_gives_the_same_order_and_seeds_give_all_orders() -> None:
    of = story("One.", "Two.", "Three.")
    assert Blind(of, 5).order == Blind(of, 5).order
    assert len({Blind(of, seed).order for seed in range(100)}) == 6
    turned = Story(of.title, of.articles[::-1])
    ids = [of.articles[i].id for i in Blind(of, 5).order]
    assert [turned.articles[i].id for i in Blind(turned, 5).order] == ids


def test_letters_go_from_left_to_right() -> None:
    of = Blind(story("One.", "Two.", "Three."), 3)
    assert [of.covered_story.articles[i].outlet for i in of.order] == ["A", "B", "C"]
    many = Blind(Story("Many", tuple(article(f"Text {n}.", f"Outlet {n}") for n in range(28))), 3)
    assert [many.letter(i) for i in many.order][24:] == ["Y", "Z", "A2", "B2"]


@given(shown_texts)
def test_a_cover_has_as_many_characters_and_spaces_and_for_plain_ones_as_many_cells(text: str) -> None:
    covered = cover(text)
    assert len(covered) == len(text)
    assert [c.isspace() for c in covered] == [c.isspace() for c in text]
    if all(cell_len(c) == 1 for c in text):
        assert cell_len(covered) == cell_len(text)


@pytest.mark.parametrize("text", ["日本語", "Reuters", "é ü", "ナ日"])
def test_a_cover_is_as_wide(text: str) -> None:
    assert cell_len(cover(text)) == cell_len(text)


@given(st.integers(0, 1 << 31))
def test_texts_offsets_and_passages_are_those_of_the_story(seed: int) -> None:
    of = Blind(SEEDS, seed)
    for before, after in zip(SEEDS.articles, of.covered_story.articles, strict=True):
        assert len(after.version.text) == len(before.version.text)
        assert [p.spans for p in after.paragraphs] == [p.spans for p in before.paragraphs]
        assert [p.pieces for p in after.paragraphs] == [p.pieces for p in before.paragraphs]
        assert [len(p.shown) for p in after.paragraphs] == [len(p.shown) for p in before.paragraphs]


def test_an_annotation_made_blind_has_the_exact_words_and_says_so() -> None:
    of = session(story("Talks\n\nThe Post said so.", "Talks\n\nNobody said so."))
    at(of, 2).tagging.tag("claim")
    of.display.turn_blind(7)
    where = ParagraphId(1, of.desk.story.articles[1].paragraphs[-1].n)
    of.cursor.go(where)
    of.tagging.tag("denial")
    seen, unseen = of.annotations.book
    assert (seen.is_blind, unseen.is_blind) == (False, True)
    assert unseen.to_record()["blind"] is True
    assert unseen.passage == Passage.of(of.desk.story.articles[1], *unseen.span)
    assert of.annotations.quote(seen) == "The ▒▒▒▒ said so."
    assert seen.passage.exact == "The Post said so."


def test_the_same_is_tagged_by_the_same_keys_blind_or_not() -> None:
    one, other = session(), session()
    other.display.turn_blind(3)
    for of in (one, other):
        at(of, 2).cursor.select("sentence")
        of.cursor.step("sentence", 1)
        of.tagging.tag("threat")
    assert only(one).passage == only(other).passage


def test_a_name_that_is_covered_is_not_found() -> None:
    of = session(story("Talks\n\nThe Post said so.", "Talks\n\nNobody said so."))
    assert not of.run(lambda of: of.search.type("post")).warn
    of.search.done()
    of.display.turn_blind(7)
    assert of.search.counted == "not found"
    assert of.run(lambda of: of.search.type("post")).warn
    assert not of.run(lambda of: of.search.type("said so")).warn
    of.display.turn_blind(None)
    assert not of.run(lambda of: of.search.type("post")).warn


def test_the_seed_is_kept_with_the_place() -> None:
    of = session()
    assert "blind" not in of.kept_place()
    of.display.turn_blind(11)
    again = session(of.desk.story)
    again.restore(of.kept_place())
    assert again.desk.shown.blind == of.desk.shown.blind
    assert again.desk.shown.columns.order == Blind(of.desk.story, 11).order
    of.display.turn_blind(None)
    assert "blind" not in of.kept_place()
    assert kept(of).changes == []


@pytest.mark.parametrize("seed", ["7", None, True, 1.5, []])
def test_a_seed_that_is_none_is_ignored(seed: object) -> None:
    of = session()
    of.restore({"blind": seed})
    assert of.desk.shown.blind is None
