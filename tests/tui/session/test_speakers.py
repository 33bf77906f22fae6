"""The names that are proposed for the speaker of an annotation."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from articles.model import ParagraphId
from tests.stories import session, story
from tui.session.speakers import speakers

if TYPE_CHECKING:
    from tui.session.session import Session

TOLD = """\
Harbour vote

Port spokeswoman Ada Quill told reporters that the vote would stand. It was close. “We will see,” she added.

Council leader Rowan Elm denied that. “No vote can stand,” Elm said.
"""
OTHER = """\
The vote stands

Bao Lin said in the Post that it stands.
"""


def proposed(of: Session, article: int, n: int, word: str) -> list[str]:
    """The names for the sentence at a word."""
    where = ParagraphId(article, n)
    of.cursor.go(where, of.desk.paragraph(where).shown.index(word))
    return speakers(of, of.tagging.subject())


def test_they_come_from_the_sentence_then_its_paragraph_then_those_before() -> None:
    of = session(story(TOLD, OTHER))
    assert proposed(of, 0, 2, "told")[:2] == ["Ada Quill", "Rowan Elm"]
    assert proposed(of, 0, 3, "can")[:2] == ["Rowan Elm", "Ada Quill"]
    assert proposed(of, 0, 2, "see") == ["Ada Quill", "Rowan Elm"]
    assert proposed(of, 1, 2, "stands") == ["Bao Lin"]


def test_those_used_before_follow_and_none_comes_twice() -> None:
    of = session(story(TOLD, OTHER))
    of.cursor.go(ParagraphId(0, 3))
    of.tagging.write_source("Ada Quill", "named")
    of.cursor.go(ParagraphId(0, 1))
    of.tagging.write_source("a port worker", "anonymous")
    assert proposed(of, 1, 2, "stands") == ["Bao Lin", "a port worker", "Ada Quill"]
    assert proposed(of, 0, 2, "told") == ["Ada Quill", "a port worker", "Rowan Elm"]


def test_a_passage_over_paragraphs_has_the_names_of_both() -> None:
    of = session(story(TOLD, OTHER))
    of.cursor.go(ParagraphId(0, 2))
    of.cursor.select("sentence")
    for _ in range(3):
        of.cursor.step("sentence", 1)
    assert set(speakers(of, of.tagging.subject())) == {"Ada Quill", "Rowan Elm"}


def test_in_blind_mode_nothing_reveals_an_outlet() -> None:
    of = story(TOLD, OTHER.replace("Bao Lin", "The Post"))
    made = session(of._replace(articles=(of.articles[0], replace(of.articles[1], outlet="Post"))))
    made.display.turn_blind(5)
    assert not any("Post" in name for name in proposed(made, 1, 2, "stands"))
