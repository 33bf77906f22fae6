"""What a row's comparison takes in, marks and says."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from articles.align import align
from articles.model import Link, ParagraphId, Story
from articles.names import Names
from articles.read import seed_story
from articles.rows import arrange
from articles.wording import common_words
from tests.stories import article, story
from tui.shown.blind import Blind
from tui.shown.comparison import Comparison, Lexicon, as_text, compared, head, more_lines, strength
from tui.shown.rows import ShownRows

if TYPE_CHECKING:
    from tui.page.marks import Mark

ONE = 'Talks\n\nThe minister met diplomats in Rome. "We regret the delay of weapons," he told reporters.\n'
TWO = 'Meeting\n\nDiplomats saw the minister for hours. He said: "We regret the long delay of weapons."\n'
THREE = "Elsewhere\n\nIt rained over Hamburg all week.\n"


def linked(*links: tuple[tuple[int, int], tuple[int, int]], of: Story | None = None, score: float = 0.5) -> ShownRows:
    of = of or story(ONE, TWO, THREE)
    return ShownRows(of, arrange(of, [Link(ParagraphId(*a), ParagraphId(*b), score) for a, b in links], 0))


def of_row(view: ShownRows, where: ParagraphId) -> Comparison:
    return compared(view, view.row_of[where], view.columns.order, lexicon(view.story))


def lexicon(of: Story) -> Lexicon:
    return Lexicon((), Names(of))


def words(view: ShownRows, of: Comparison, where: ParagraphId, name: str) -> list[str]:
    """What is marked so in a paragraph."""

    def said(mark: Mark) -> str:
        return view.paragraph(where).shown[mark.start : mark.end]

    return [said(mark) for mark in of.marks[where] if mark.name == name]


def test_what_is_shared_and_numbers_and_names_of_one_account_alone_are_marked_and_little_else() -> None:
    one = "T\n\nThe minister Ada Quill met seven diplomats in Rome on Monday, and 30% of them left early.\n"
    two = "U\n\nOn Monday the minister Ada Quill saw 7 diplomats in Paris; a third of them left early.\n"
    view = linked(((0, 2), (1, 2)), of=story(one, two))
    of = of_row(view, ParagraphId(0, 2))
    assert words(view, of, ParagraphId(0, 2), "own") == ["Rome", "30%"]
    assert words(view, of, ParagraphId(1, 2), "own") == ["Paris"]
    assert words(view, of, ParagraphId(0, 2), "shared") == [
        "The minister Ada Quill",
        "diplomats in",
        "on Monday,",
        "of them left early.",
    ]


def test_words_that_are_no_names_numbers_or_quotations_are_not_called_one_accounts_own() -> None:
    view = linked(((0, 2), (1, 2)))
    of = of_row(view, ParagraphId(0, 2))
    assert words(view, of, ParagraphId(0, 2), "own") == ["Rome"]
    assert words(view, of, ParagraphId(1, 2), "own") == []
    assert words(view, of, ParagraphId(0, 2), "changed") == ['"We regret the delay of weapons,"']
    assert "".join(words(view, of, ParagraphId(1, 2), "quoted")).startswith('"We regret the')


def test_a_quotation_of_one_account_alone_is_its_own() -> None:
    one = 'T\n\nThe minister met them. "It was a frank talk," she said.\n'
    view = linked(((0, 2), (1, 2)), of=story(one, "U\n\nThe minister met them for a talk.\n"))
    assert words(view, of_row(view, ParagraphId(0, 2)), ParagraphId(0, 2), "own") == ['"It was a frank talk,"']


def test_of_an_altered_quotation_both_wordings_are_said() -> None:
    of = of_row(linked(((0, 2), (1, 2))), ParagraphId(0, 2))
    assert of.accounts[0].about == (
        '"We regret the delay of weapons," altered: Courier "We regret the long delay of weapons."',
    )
    assert of.note == "no link to Herald"


def test_an_article_without_a_paragraph_here_comes_with_its_best_counterpart() -> None:
    crossing = story("T\n\nThe army left.\n\nThe rain came.\n", "U\n\nThe rain came down.\n\nThe army left town.\n")
    view = linked(((0, 2), (1, 3)), ((0, 3), (1, 2)), of=crossing, score=0.12)
    alone = next(
        where for where in (ParagraphId(0, 2), ParagraphId(0, 3)) if not view.rows[view.row_of[where]].row.cells[1]
    )
    of = of_row(view, alone)
    assert [account.row == of.number for account in of.accounts] == [True, False]
    assert of.note == "Post alone here"
    assert of.accounts[1].paragraph_ids == view.counterparts(alone)[:1]
    assert head(view, of, of.accounts[0]) == "Post"
    assert head(view, of, of.accounts[1]) == f"Courier · row {of.accounts[1].row} · 12% weak"


def test_links_of_other_rows_are_told_with_their_rows_and_strength() -> None:
    far = "U\n\nThe army left town.\n\nIt rained for days.\n\nThe army came back.\n"
    view = linked(((0, 2), (1, 2)), ((0, 2), (1, 4)), of=story("T\n\nThe army left.\n", far), score=0.15)
    of = of_row(view, ParagraphId(0, 2))
    (courier,) = [account for account in of.accounts if account.article == 1]
    (more,) = courier.more
    row = view.number_of[more.b]
    assert row != of.number
    assert [*more_lines(view, courier)] == [f"also row {row} · 15% weak · {view.drawn(more.b)}"]
    assert head(view, of, courier) == "Courier · 15% weak"


def test_how_firmly_two_passages_are_linked_is_said_in_percent_and_words() -> None:
    pair = ParagraphId(0, 1), ParagraphId(1, 1)
    said = [strength(Link(*pair, 0.45)), strength(Link(*pair, 0.12)), strength(Link(*pair, 0.31, by_hand=True))]
    assert said == ["45% strong", "12% weak", "31% by hand"]
    assert (strength(Link(*pair, 0.0, by_hand=True)), strength(None)) == ("by hand", "not linked")


def test_of_an_outlet_without_a_link_the_likeliest_passage_is_shown_and_called_not_linked() -> None:
    third = "V\n\nIt rained.\n\nA convoy of diplomats crossed Hamburg with weapons.\n"
    view = linked(((0, 2), (1, 2)), of=story(ONE, TWO, third))
    of = of_row(view, ParagraphId(0, 2))
    (herald,) = [account for account in of.accounts if account.article == 2]
    assert (herald.paragraph_ids, herald.link) == ((ParagraphId(2, 3),), None)
    assert head(view, of, herald) == f"Herald · row {herald.row} · not linked"
    assert of.note == "no link to Herald"


def test_a_row_without_any_link_says_so_and_marks_nothing() -> None:
    view = linked(((0, 2), (1, 2)))
    of = of_row(view, ParagraphId(2, 2))
    assert of.note == "Herald alone here · no link to Post, Courier"
    assert of.marks == {ParagraphId(2, 2): ()}


def test_accounts_stand_as_the_columns_do_and_a_hidden_one_is_compared_too() -> None:
    view = linked(((0, 2), (1, 2)))
    turned = view.turned(arranged=view.columns.moved(0, 2).hiding(1))
    assert [account.article for account in of_row(turned, ParagraphId(0, 2)).accounts] == [1, 0]


def test_folded_boilerplate_is_not_compared() -> None:
    view = ShownRows(story(), align(story()))
    shown = {
        where
        for i in range(len(view.rows))
        for where in compared(view, i, view.columns.order, lexicon(view.story)).marks
    }
    assert shown == set(view.row_of)


def test_every_row_of_the_seeds_has_marks_inside_its_paragraphs() -> None:
    of = seed_story()
    view, known = ShownRows(of, align(of)), Lexicon(common_words(of), Names(of))
    several = 0
    for row in range(len(view.rows)):
        found = compared(view, row, view.columns.order, known)
        several += len(found.accounts) > 1
        for where, marks in found.marks.items():
            size = len(view.paragraph(where).shown)
            assert all(0 <= mark.start < mark.end <= size for mark in marks)
    assert several > 20


def test_as_text_it_has_the_words_of_one_account_in_brackets() -> None:
    view = linked(((0, 2), (1, 2)))
    text = as_text(view, of_row(view, ParagraphId(0, 2)))
    top, one, two = text.split("\n\n")
    assert top.splitlines() == [
        "Row 3 of 5; numbers, names and quotations in [ ] stand in one account only",
        "no link to Herald",
    ]
    assert one.splitlines() == [
        "Post · 50% strong, paragraph 2:",
        'The minister met diplomats in [Rome]. "We regret the delay of weapons," he told reporters.',
    ]
    assert two.splitlines()[1].replace("[", "").replace("]", "") == view.paragraph(ParagraphId(1, 2)).shown


def test_blind_the_same_is_marked_and_no_outlet_named() -> None:
    of = Story("Talks", (article("T\n\nThe Post saw rain.", "Post"), article("U\n\nThe Post saw snow.", "Courier")))
    view = linked(((0, 2), (1, 2)), of=of)
    blind = replace(view, blind=Blind(of, 1))
    seen, unseen = of_row(view, ParagraphId(0, 2)), of_row(blind, ParagraphId(0, 2))
    assert unseen.marks == seen.marks
    assert "Post" in as_text(view, seen)
    assert "▒▒▒▒ saw" in as_text(blind, unseen)
    assert "Post" not in as_text(blind, unseen)


@pytest.mark.parametrize("text", ["日本語の段落", "[b]x[/", "x" * 10_000])
def test_any_text_is_compared(text: str) -> None:
    view = linked(((0, 2), (1, 2)), of=story(f"T\n\n{text}.", f"U\n\n{text}, too."))
    assert of_row(view, ParagraphId(0, 2)).accounts[0].paragraph_ids == (ParagraphId(0, 2),)
