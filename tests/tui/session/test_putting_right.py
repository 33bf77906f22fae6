"""Putting articles right: what each command says and makes, and that the whole sitting goes on with it."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

from annotations.amendments import RULE
from articles.amended import as_read
from articles.model import YOU, Kind, ParagraphId
from tests.stories import at, kept, only, select, session, story
from tui.session.modes import AMEND, READ
from tui.system.clipboard import citation

if TYPE_CHECKING:
    from annotations.anchoring.amendments import Amended
    from tui.session.effect import Effect
    from tui.session.session import Session

PLAIN = """\
{0} talks end

Alpha bravo charlie delta. Echo foxtrot golf hotel.

India juliett kilo lima.

{1} in our shop

Mike november oscar papa. Quebec romeo sierra tango.
"""


def plain() -> Session:
    of = session(story(PLAIN.format("Rome", "Books"), PLAIN.format("Peace", "Shirts")))
    of.putting_right.turn()
    return of


def told(of: Session, article: int = 0) -> list[tuple[str, str]]:
    return [(p.kind.value, p.shown) for p in of.desk.story.articles[article].paragraphs]


def first(of: Session) -> str:
    """How the cursor's paragraph begins, from the cursor on."""
    place = of.desk.place
    return of.desk.paragraph(place.paragraph).shown[place.at :].split()[0]


READ_ALOUD = told(plain())


# The mode


def test_the_mode_begins_and_ends_and_says_what_the_paragraph_is() -> None:
    of = plain()
    assert of.mode is AMEND
    assert at(of, 2).putting_right.told() == "Post 2 of 5: body"
    of.putting_right.give(Kind.CAPTION)
    assert of.putting_right.told() == "Post 2 of 5: a caption, as you said"
    assert of.putting_right.leave().message == "What was put right is kept · ctrl+e goes on with it"
    assert of.mode is READ


def test_a_selection_ends_before_the_mode() -> None:
    of = select(plain(), 2, "bravo", 2)
    of.putting_right.leave()
    assert (of.desk.selection, of.putting_right.active) == (None, True)


# Kinds


def test_a_kind_is_given_taken_back_and_given_again() -> None:
    of = at(plain(), 2)
    effect = of.putting_right.give(Kind.CAPTION)
    assert effect.message == "Paragraph is a caption now · z takes it back"
    assert effect.rows
    paragraph = of.desk.story.articles[0].paragraph(2)
    assert (paragraph.kind, paragraph.reason) == (Kind.CAPTION, YOU)
    assert of.changes.undo().message == "Taken back: paragraph is a caption now · Z does it again"
    assert told(of) == READ_ALOUD
    of.changes.redo()
    assert told(of)[1][0] == "caption"
    assert of.putting_right.give(Kind.CAPTION).warn


def test_what_is_so_without_being_said_is_forgotten_and_not_said_again() -> None:
    of = at(plain(), 2)
    of.putting_right.give(Kind.CAPTION)
    of.putting_right.give(Kind.BODY)
    assert told(of) == READ_ALOUD
    (edit,) = kept(of).changes[-1].amendments
    assert edit.after is None


def test_after_a_paragraph_that_is_folded_away_the_cursor_stands_on_the_next() -> None:
    of = at(plain(), 3)
    of.putting_right.give(Kind.BOILERPLATE)
    assert first(of) == "Books"
    assert not of.desk.shown.shows(ParagraphId(0, 3))
    of.putting_right.give(Kind.BOILERPLATE)
    assert first(of) == "Mike"
    of.changes.undo()
    of.changes.undo()
    assert of.desk.shown.shows(ParagraphId(0, 3))


def test_all_may_be_folded_away_and_something_shows_still() -> None:
    of = session(story("One line. It is all.", "Another line. It is all too."))
    for article in (0, 1):
        at(of, 1, article=article).putting_right.give(Kind.BOILERPLATE)
    assert of.desk.shown.rows


# Where paragraphs begin


def test_a_paragraph_is_split_before_the_cursors_word_and_joined_again() -> None:
    of = at(plain(), 2, "foxtrot")
    of.putting_right.split()
    assert [shown for _, shown in told(of)[1:3]] == ["Alpha bravo charlie delta. Echo", "foxtrot golf hotel."]
    assert (of.desk.place.paragraph, first(of)) == (ParagraphId(0, 3), "foxtrot")
    at(of, 2).putting_right.join()
    assert told(of) == READ_ALOUD
    assert kept(of).changes[-1].amendments[0].after is None
    at(of, 2).putting_right.join()
    assert told(of)[1][1].endswith("hotel. India juliett kilo lima.")
    at(of, 2, "India").putting_right.split()
    assert told(of) == READ_ALOUD


def test_what_cannot_be_split_or_joined_says_why() -> None:
    of = at(plain(), 2)
    assert "begins the new paragraph first: w )" in of.putting_right.split().message
    at(of, 4).putting_right.give(Kind.BOILERPLATE)
    assert at(of, 3).putting_right.join().message == "The next paragraph is hidden: B shows what is folded"
    assert at(of, 5).putting_right.join().message.startswith("It is the last paragraph")
    assert kept(of).changes[-1].what == "paragraph is boilerplate now"


def test_all_that_was_said_of_a_paragraph_is_forgotten_at_once() -> None:
    of = at(plain(), 2, "Echo")
    of.putting_right.split()
    at(of, 2).putting_right.give(Kind.CAPTION)
    at(of, 2).putting_right.join()
    at(of, 2).putting_right.give(Kind.SUBHEADING)
    of.putting_right.forget()
    assert told(of) == READ_ALOUD
    assert of.putting_right.forget().warn


# What goes along


def test_tags_marks_links_bookmarks_and_search_go_along_with_the_words() -> None:
    of = select(plain(), 5, "november", 2)
    of.tagging.tag("claim")
    before = only(of).passage
    at(of, 5).bookmarks.turn()
    of.correcting.turn()
    at(of, 3, article=1).correcting.cut()
    cut = of.decisions.verdict(ParagraphId(0, 3), ParagraphId(1, 3))
    of.search.type("Quebec")
    of.search.done()
    at(of, 2, "Echo").putting_right.split()
    assert only(of).passage == before
    assert of.annotations.on(ParagraphId(0, 6)) == [only(of)]
    at(of, 6, "november")
    assert ", paragraph 6)" in citation(of.desk.story.articles[0], of.tagging.quotation())
    assert ParagraphId(0, 6) in of.bookmarks
    assert ParagraphId(0, 5) not in of.bookmarks
    assert cut == of.decisions.verdict(ParagraphId(0, 4), ParagraphId(1, 3)) == "cut"
    assert of.search.hits is not None
    assert of.search.hits.spans(ParagraphId(0, 6))
    of.changes.undo()
    assert ParagraphId(0, 5) in of.bookmarks
    assert of.annotations.on(ParagraphId(0, 5)) == [only(of)]


def test_whatever_is_done_the_sitting_is_as_one_that_begins_with_it() -> None:
    random = Random(4)
    kinds = [*Kind]
    of = session()
    select(of, 2, "minister", 3).tagging.tag("claim")
    for _ in range(60):
        where = random.choice([*of.desk.shown.row_of])
        shown = of.desk.paragraph(where).shown
        of.cursor.go(where, random.randrange(len(shown)))
        random.choice(
            [
                lambda: of.putting_right.give(random.choice(kinds)),
                of.putting_right.join,
                of.putting_right.split,
                of.putting_right.forget,
                of.changes.undo,
                of.changes.redo,
                of.display.fold,
            ]
        )()
        same_as_begun_anew(of)
    for _ in range(70):
        of.changes.undo()
    assert of.desk.story == as_read(of.desk.story) == story()


def same_as_begun_anew(of: Session) -> None:
    """What the session shows is what one would that begins now with what was said."""
    amended: Amended = of.amendments._amended
    anew = session(amended.put_right(story()))
    anew.amendments.load(amended)
    anew.annotations.load(list(of.annotations.book))
    assert of.desk.story == anew.desk.story
    assert of.desk.shown.alignment == anew.desk.shown.alignment
    assert dict(of.desk.shown.links) == dict(anew.desk.shown.links)
    assert of.desk.shown.number_of == anew.desk.shown.number_of
    anew.desk.turn_to(anew.desk.shown.turned(folded=of.desk.shown.folded))
    assert of.desk.shown.rows == anew.desk.shown.rows
    for where in of.desk.shown.row_of:
        assert of.annotations.on(where) == anew.annotations.on(where)
    assert of.desk.shown.shows(of.desk.place.paragraph)
    assert 0 <= of.desk.place.at < len(of.desk.paragraph(of.desk.place.paragraph).shown)


def test_a_paragraph_that_another_window_joined_away_is_gone_to_as_the_nearest_there_is() -> None:
    of = at(plain(), 4)
    of.putting_right.join()
    of.cursor.go(ParagraphId(0, 5), 900)
    assert of.desk.place.paragraph == ParagraphId(0, 4)
    assert of.desk.place.at == len(of.desk.paragraph(of.desk.place.paragraph).shown) - 1


# Rules of outlets


def keep(of: Session, match: str, words: str = "") -> Effect:
    proposed = next(one for one in of.for_outlets.proposals()[1] if one.match == match)
    return of.for_outlets.keep(proposed._replace(words=words) if words else proposed)


def test_a_rule_is_proposed_from_the_paragraph_kept_listed_and_removed() -> None:
    of = session(story(PLAIN.format("Rome", "Books"), PLAIN.format("Peace", "Shirts"), PLAIN.format("War", "Maps")))
    at(of, 4).putting_right.give(Kind.BOILERPLATE)
    at(of, 4)
    assert of.for_outlets.question() == "Which paragraphs of Post are boilerplate?"
    assert [one.label for one in of.for_outlets.proposals()[1]] == [
        "that read like this one, whatever its figures",
        "that begin with “Books in our”",
        "under “Books in our shop”, with it",
    ]
    assert keep(of, "begins", "books in").message == "Kept for Post: no more here than before · z takes it back"
    assert [label for _, label in of.for_outlets.rules()] == ["Post: what begins with “books in” is boilerplate"]
    assert keep(of, "begins", "books in").warn
    of.putting_right.forget()
    assert at(of, 4).putting_right.told() == "Post 4 of 5: boilerplate, as it is kept for Post"
    assert at(of, 4).putting_right.forget().message.startswith("Nothing was put right of this paragraph: it is a rule")
    (rule,) = of.amendments.rules
    assert of.for_outlets.drop(rule).message == "Rule of Post removed · z takes it back"
    assert told(of) == READ_ALOUD
    of.changes.undo()
    assert told(of)[3][0] == "boilerplate"
    assert [one.what for one in of.amendments.rules] == [RULE]


def test_a_rule_is_made_of_the_paragraph_that_was_folded_just_now_until_the_cursor_moves() -> None:
    of = at(plain(), 4)
    of.putting_right.give(Kind.BOILERPLATE)
    assert first(of) == "Mike"
    assert [one.words for one in of.for_outlets.proposals()[1]] == [
        "Books in our shop",
        "Books in our",
        "Books in our shop",
    ]
    of.cursor.step("word", 1)
    assert [one.words for one in of.for_outlets.proposals()[1]][1] == "Mike november oscar"
    assert of.for_outlets.question() == "Which paragraphs of Post are body?"


def test_no_rule_is_proposed_for_an_outlet_that_nobody_tells_or_sees_or_for_a_headline() -> None:
    of = plain()
    assert at(of, 1).for_outlets.proposals()[0] == "Each headline is another one: no rule finds it"
    of.display.turn_blind(3)
    assert at(of, 2).for_outlets.proposals()[0].startswith("Outlets are hidden")


# Facts


def test_facts_are_written_as_one_change_and_those_as_they_were_read_need_nobody_to_say_them() -> None:
    of = plain()
    article = of.desk.story.articles[0]
    facts = {"outlet": "Lanville Post", "title": article.title, "date": "2022-03-15", "byline": ""}
    assert of.facts.write(article.id, facts).message == "Outlet and date put right · z takes it back"
    right = of.desk.story.articles[0]
    assert (right.outlet, right.date, right.origins["outlet"]) == ("Lanville Post", "2022-03-15", YOU)
    assert of.facts.write(article.id, facts).message == "All is as it was"
    of.facts.write(article.id, {"outlet": "", "date": article.date})
    assert of.desk.story.articles[0].as_read is None
    of.changes.undo()
    assert of.desk.story.articles[0].outlet == "Lanville Post"
    of.changes.undo()
    assert of.desk.story == as_read(of.desk.story)


def test_the_same_is_said_of_an_outlet_in_blind_mode_and_after_it() -> None:
    of = plain()
    of.display.turn_blind(3)
    of.facts.write(of.desk.story.articles[0].id, {"outlet": "Lanville Post"})
    assert {article.outlet for article in of.desk.covered_story.articles} == {"A", "B"}
    of.display.turn_blind(None)
    assert of.desk.covered_story.articles[0].outlet == "Lanville Post"


# Other windows


def test_what_another_window_put_right_is_taken_in_and_a_change_made_here_that_it_changed_is_not_taken_back() -> None:
    of, other = at(plain(), 2), at(plain(), 2)
    of.putting_right.give(Kind.CAPTION)
    other.amendments.load(of.amendments._amended)
    other._retell(of.desk.story)
    at(other, 2).putting_right.give(Kind.SUBHEADING)
    effect = of.amendments.take_in(other.amendments._amended)
    assert (effect.message, effect.rows) == ("Articles were put right in another window", True)
    assert told(of) == told(other)
    assert of.amendments.take_in(other.amendments._amended).rows is False
    assert of.changes.undo().message.startswith("Not taken back: paragraph is a caption now")
    assert told(of) == told(other)
