"""Places that a person names by a number."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from articles.align import align
from articles.model import ParagraphId
from tests.each import for_each
from tests.stories import session, story
from tui.session.named_places import named_places

if TYPE_CHECKING:
    from tui.session.session import Session


def named(query: str, of: Session | None = None) -> list[tuple[str, ParagraphId]]:
    of = of or opened()
    return [(place.title, place.paragraph) for place in named_places(of.desk, query).places]


def opened(*outlets: str) -> Session:
    """The small story, whose rows have paragraphs 1 and 1, a fold, 2 and 5, 3, 4 and 3, 4 of Courier, a fold."""
    of = story()
    if outlets:
        named = (replace(article, outlet=outlet) for article, outlet in zip(of.articles, outlets, strict=True))
        of = of._replace(articles=tuple(named))
    return session(of, align(of))


@for_each("query, title, where", [
    ("1", "Row 1", ParagraphId(0, 1)),
    ("row 1", "Row 1", ParagraphId(0, 1)),
    (" 001 ", "Row 1", ParagraphId(0, 1)),
    ("courier 4", "Courier, paragraph 4 · row 6", ParagraphId(1, 4)),
    ("Cour 4", "Courier, paragraph 4 · row 6", ParagraphId(1, 4)),
    ("paragraph 3", "Post, paragraph 3 · row 4", ParagraphId(0, 3)),
    ("courier row 5", "Courier, paragraph 3 · row 5", ParagraphId(1, 3)),
])  # fmt: skip
def test_a_number_is_a_row_and_with_an_outlet_one_of_its_paragraphs(query: str, title: str, where: ParagraphId) -> None:
    assert named(query) == [(title, where)]


def test_a_row_on_which_the_cursors_column_has_nothing_is_gone_to_in_another() -> None:
    of = opened()
    number = of.desk.shown.number_of[ParagraphId(1, 4)]
    assert named(str(number), of) == [(f"Row {number}", ParagraphId(1, 4))]
    of.cursor.go(ParagraphId(1, 1))
    number = of.desk.shown.number_of[ParagraphId(0, 4)]
    assert named(str(number), of) == [(f"Row {number}", ParagraphId(1, 3))], "the cursor's column first"


def test_every_row_and_every_paragraph_can_be_named() -> None:
    of = opened()
    for n in range(1, len(of.desk.shown.alignment.rows) + 1):
        ((_, where),) = named(str(n), of)
        assert of.desk.shown.number_of[where] == n
    assert [named(f"post {p.n}", of)[0][1].n for p in of.desk.story.articles[0].paragraphs] == [1, 2, 3, 4, 5]


def test_outlets_are_named_by_the_beginnings_of_their_words_or_their_initials() -> None:
    of = opened("The New York Times", "New York Post")
    assert [where.article for _, where in named("new york 2", of)] == [0, 1]
    assert [where.article for _, where in named("tim new 2", of)] == [0]
    assert [where.article for _, where in named("nyp 2", of)] == [1]
    assert [where.article for _, where in named("El País 2", opened("El Pais", "Post"))] == [0]


@for_each("query, missing", [
    ("0", "There are rows 1 to 7"),
    ("8", "There are rows 1 to 7"),
    ("post 6", "Post has paragraphs 1 to 5"),
    ("courier row 4", "Courier: nothing on row 4"),
    ("post row 8", "There are rows 1 to 7"),
    ("herald row 2", ""),
    ("herald 2", ""),
    ("undo", ""),
    ("", ""),
    ("9" * 5_000, ""),
    ("12 post", ""),
])  # fmt: skip
def test_what_is_not_there_is_named_by_nothing_and_the_numbers_are_told(query: str, missing: str) -> None:
    found = named_places(opened().desk, query)
    assert (list(found.places), found.missing) == ([], missing)


def test_in_blind_mode_places_are_named_as_they_are_shown() -> None:
    of = opened()
    of.display.turn_blind(1)
    assert named("courier 3", of) == []
    covered = of.desk.covered_story.articles[1].outlet
    assert named(f"{covered} 3", of)[0][1] == ParagraphId(1, 3)
