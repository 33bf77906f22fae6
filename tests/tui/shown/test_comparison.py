"""What a row's comparison takes in, marks and says."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from articles.align import align
from articles.model import Link, ParagraphId, Story
from articles.read import seed_story
from articles.rows import arrange
from articles.wording import common_words
from tests.stories import article, story
from tui.shown.blind import Blind
from tui.shown.comparison import Comparison, as_text, compared
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
    return compared(view, view.row_of[where], view.columns.order, ())


def words(view: ShownRows, of: Comparison, where: ParagraphId, name: str) -> list[str]:
    """What is marked so in a paragraph."""

    def said(mark: Mark) -> str:
        return view.paragraph(where).shown[mark.start : mark.end]

    return [said(mark) for mark in of.marks[where] if mark.name == name]


def test_words_of_one_account_alone_quotations_and_changed_ones_are_marked() -> None:
    view = linked(((0, 2), (1, 2)))
    of = of_row(view, ParagraphId(0, 2))
    assert words(view, of, ParagraphId(0, 2), "own") == ["met", "in Rome.", "he told reporters."]
    assert words(view, of, ParagraphId(1, 2), "own") == ["saw", "for hours. He said:", "long"]
    assert words(view, of, ParagraphId(0, 2), "changed") == ['"We regret the delay of weapons,"']
    assert "".join(words(view, of, ParagraphId(1, 2), "quoted")).startswith('"We regret the')


def test_of_an_altered_quotation_both_wordings_are_said() -> None:
    of = of_row(linked(((0, 2), (1, 2))), ParagraphId(0, 2))
    assert of.accounts[0].about == (
        '"We regret the delay of weapons," altered: Courier "We regret the long delay of weapons."',
    )
    assert of.note == "nothing like it in Herald"


def test_an_article_without_a_paragraph_here_comes_with_its_best_counterpart() -> None:
    crossing = story("T\n\nThe army left.\n\nThe rain came.\n", "U\n\nThe rain came down.\n\nThe army left town.\n")
    view = linked(((0, 2), (1, 3)), ((0, 3), (1, 2)), of=crossing, score=0.12)
    alone = next(
        where for where in (ParagraphId(0, 2), ParagraphId(0, 3)) if not view.rows[view.row_of[where]].row.cells[1]
    )
    of = of_row(view, alone)
    assert [account.row == of.number for account in of.accounts] == [True, False]
    assert of.note == "Post is alone on this row: the nearest elsewhere"
    assert of.accounts[1].paragraph_ids == view.counterparts(alone)[:1]


def test_a_row_that_nobody_else_has_says_so_and_marks_nothing() -> None:
    view = linked(((0, 2), (1, 2)))
    of = of_row(view, ParagraphId(2, 2))
    assert of.note == "only Herald has this"
    assert of.marks == {ParagraphId(2, 2): ()}


def test_accounts_stand_as_the_columns_do_and_a_hidden_one_is_compared_too() -> None:
    view = linked(((0, 2), (1, 2)))
    turned = view.turned(arranged=view.columns.moved(0, 2).hiding(1))
    assert [account.article for account in of_row(turned, ParagraphId(0, 2)).accounts] == [1, 0]


def test_folded_boilerplate_is_not_compared() -> None:
    view = ShownRows(story(), align(story()))
    shown = {where for i in range(len(view.rows)) for where in compared(view, i, view.columns.order, ()).marks}
    assert shown == set(view.row_of)


def test_every_row_of_the_seeds_has_marks_inside_its_paragraphs() -> None:
    of = seed_story()
    view, common = ShownRows(of, align(of)), common_words(of)
    several = 0
    for row in range(len(view.rows)):
        found = compared(view, row, view.columns.order, common)
        several += len(found.accounts) > 1
        for where, marks in found.marks.items():
            size = len(view.paragraph(where).shown)
            assert all(0 <= mark.start < mark.end <= size for mark in marks)
    assert several > 20


def test_as_text_it_has_the_words_of_one_account_in_brackets() -> None:
    view = linked(((0, 2), (1, 2)))
    text = as_text(view, of_row(view, ParagraphId(0, 2)))
    head, one, two = text.split("\n\n")
    assert head.endswith("words in [ ] stand in one account only")
    assert one.splitlines() == [
        "Post, paragraph 2:",
        'The minister [met] diplomats [in Rome.] "We regret the delay of weapons," [he told reporters.]',
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
