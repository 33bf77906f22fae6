"""How a paragraph's shown text maps to its version's text, and the ids of articles."""

from __future__ import annotations

import re

from articles.model import Kind, Paragraph, Piece, Span, article_id

TEXT = "## **Avoid  conflict**, he\n\nsaid"
#       0123456789012345678901234567890
PARAGRAPH = Paragraph(
    n=1,
    kind=Kind.BODY,
    spans=(Span(0, 26), Span(28, 32)),
    shown="Avoid conflict, he said",
    pieces=(Piece(0, 5, 6), Piece(6, 12, 8), Piece(14, 22, 4), Piece(18, 26, 1), Piece(19, 28, 4)),
)


def test_every_shown_character_stands_where_it_says() -> None:
    for i, character in enumerate(PARAGRAPH.shown):
        there = TEXT[PARAGRAPH.to_text(i)]
        assert there == character or (there.isspace() and character == " ")
        assert PARAGRAPH.to_shown(PARAGRAPH.to_text(i)) == i


def test_a_hidden_place_shows_as_the_next_shown_character() -> None:
    assert PARAGRAPH.to_shown(0) == 0
    assert PARAGRAPH.to_shown(TEXT.index("conflict") - 1) == PARAGRAPH.shown.index("conflict")
    assert PARAGRAPH.to_shown(TEXT.index("**,")) == PARAGRAPH.shown.index(",")
    assert PARAGRAPH.to_shown(len(TEXT)) == len(PARAGRAPH.shown)


def test_a_span_takes_in_the_marks_between_but_not_around() -> None:
    start = PARAGRAPH.shown.index("conflict")
    assert TEXT[slice(*PARAGRAPH.to_span(0, 14))] == "Avoid  conflict"
    assert TEXT[slice(*PARAGRAPH.to_span(start, start + 9))] == "conflict**,"
    assert TEXT[slice(*PARAGRAPH.to_span(16, 23))] == "he\n\nsaid"


def test_an_article_id_is_stable_and_fit_for_a_file_name() -> None:
    assert article_id("ab") == article_id("ab") != article_id("cd")
    assert article_id("ab", "Le Monde").startswith("le-monde-")
    assert len({article_id("a", "DW"), article_id("b", "DW"), article_id("a", "dw"), article_id("a")}) == 4
    for outlet in ("Süddeutsche Zeitung", "新华社", "../..", "", "x" * 200):
        assert re.fullmatch(r"[a-z0-9-]{1,60}", article_id("ab", outlet))
