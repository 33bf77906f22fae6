"""Letters on words, which select from one to the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from articles.align import align
from articles.model import ParagraphId
from tests.each import for_each
from tests.stories import session, story
from tui.session.modes import ENDS, LETTERS, READ, SELECT
from tui.shown import steps
from tui.shown.word_labels import WordInView

if TYPE_CHECKING:
    from tui.session.session import Session


def lettered() -> Session:
    """The small story with letters on all of its words; Courier's column shows paragraphs 1, 5 (moved), 3 and 4."""
    of = story()
    made = session(of, align(of))
    made.run(lambda of: of.letters.begin(words(of)))
    return made


def words(of: Session) -> list[WordInView]:
    return [
        WordInView(ParagraphId(article, n), at, 9)
        for article, order in enumerate(of.desk.shown.order)
        for n in order
        for at, _ in steps.units(of.desk.paragraph(ParagraphId(article, n)).shown, "word")
    ]


def label(of: Session, article: int, n: int, word: str) -> str:
    """The letters on a word."""
    where = ParagraphId(article, n)
    at = of.desk.paragraph(where).shown.index(word)
    return next(mark.text for mark in of.marks(where) if mark.name == "label" and mark.start == at)


def type_(of: Session, letters: str) -> str:
    """Type letters; returns what is said in the end."""
    message = ""
    for letter in letters:
        message = of.run(lambda of, letter=letter: of.letters.type(letter)).message  # type: ignore[misc]
    return message


def target(of: Session) -> str:
    start, end = of.desk.target()
    return of.desk.story.articles[of.desk.place.paragraph.article].version.text[start:end]


@for_each("first, last, passage", [
    ((0, 2, "denied"), (0, 2, "Monday"), "denied it on Monday"),
    ((0, 2, "Monday"), (0, 2, "denied"), "denied it on Monday"),
    ((0, 2, "denied"), (0, 2, "denied"), "denied"),
    ((0, 2, "left"), (0, 3, "Troops"), "left.\n\nTroops"),
    ((1, 3, "a hotel"), (1, 4, "spokeswoman"), "a hotel over sanctions and weapons.\n\nA spokeswoman"),
])  # fmt: skip
def test_the_letters_of_two_words_select_from_the_one_to_the_other(
    first: tuple[int, int, str], last: tuple[int, int, str], passage: str
) -> None:
    of = lettered()
    assert of.mode is LETTERS
    assert type_(of, label(of, *first)).startswith("Last word: type its letters")
    assert of.mode is LETTERS
    type_(of, label(of, *last).upper())
    assert (of.mode, target(of)) == (SELECT, passage)
    of.run(lambda of: of.tagging.tag("claim"))
    assert [a.passage.exact for a in of.annotations.book] == [passage]


def test_after_the_first_word_only_those_that_a_passage_can_reach_have_letters() -> None:
    of = lettered()
    type_(of, label(of, 1, 3, "Diplomats"))
    have = {where for where in of.desk.shown.rank if any(mark.text for mark in of.marks(where))}
    assert have == {ParagraphId(1, 3), ParagraphId(1, 4)}, "paragraph 5 stands elsewhere"


def test_only_labels_that_what_was_typed_begins_are_left_and_a_wrong_letter_says_so() -> None:
    of = lettered()
    typed = label(of, 0, 2, "minister")
    effect = of.run(lambda of: of.letters.type(typed[0]))
    assert effect.cells >= {ParagraphId(0, 2), ParagraphId(1, 5)}
    left = {mark.text for where in of.desk.shown.rank for mark in of.marks(where) if mark.text}
    assert typed in left
    assert {text[0] for text in left} == {typed[0]}
    effect = of.run(lambda of: of.letters.type("1"))
    assert effect.message.startswith("No word has these letters")
    of.run(lambda of: of.letters.erase())
    assert {mark.text[0] for where in of.desk.shown.rank for mark in of.marks(where) if mark.text} > {typed[0]}


def test_leaving_brings_back_cursor_and_selection() -> None:
    of = lettered()
    place = of.desk.place
    type_(of, label(of, 0, 2, "minister"))
    effect = of.run(lambda of: of.letters.leave())
    assert (of.mode, of.desk.place, of.desk.selection) == (READ, place, None)
    assert effect.cells >= {ParagraphId(0, 2), place.paragraph}
    assert not any(mark.text for where in of.desk.shown.rank for mark in of.marks(where))


def test_the_first_word_can_be_kept_for_other_keys() -> None:
    of = lettered()
    type_(of, label(of, 0, 2, "denied"))
    of.run(lambda of: of.letters.keep())
    of.run(lambda of: of.cursor.step("word", 1))
    assert (of.mode, target(of)) == (SELECT, "denied it")


def test_while_something_is_selected_one_word_is_enough() -> None:
    of = session()
    of.cursor.go(ParagraphId(0, 2), 4)
    of.cursor.select("word")
    of.run(lambda of: of.letters.begin(words(of)))
    assert not any(mark.text for mark in of.marks(ParagraphId(1, 3)))
    type_(of, label(of, 0, 3, "summit"))
    assert (of.mode, target(of)[:8], target(of)[-6:]) == (SELECT, "minister", "summit")


def test_the_end_of_an_annotation_goes_to_a_word_too() -> None:
    of = session()
    of.cursor.go(ParagraphId(0, 2))
    of.run(lambda of: of.tagging.tag("claim"))
    of.run(lambda of: of.ends.begin())
    of.run(lambda of: of.letters.begin(words(of)))
    type_(of, label(of, 0, 2, "Rome"))
    assert of.mode is ENDS
    of.run(lambda of: of.ends.keep())
    assert [a.passage.exact[-4:] for a in of.annotations.book] == ["Rome"]


def test_putting_the_cursor_somewhere_ends_it_and_the_letters_go() -> None:
    of = lettered()
    effect = of.run(lambda of: of.cursor.go(*of.desk.place))
    assert of.mode is READ
    assert effect.cells >= {ParagraphId(0, 2), ParagraphId(1, 3)}


def test_without_a_word_in_view_it_says_so() -> None:
    of = session()
    effect = of.run(lambda of: of.letters.begin([]))
    assert (effect.message, effect.warn, of.mode) == ("There is no word in view", True, READ)
