"""A tag belongs to who gave it: what keys do on the words that another annotator tagged."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from annotations.ids import new_id
from tests.stories import at, only, select, session

if TYPE_CHECKING:
    from annotations.model import Annotation
    from tui.session.effect import Effect
    from tui.session.session import Session

SENTENCE = "The minister denied it on Monday."


def bens(of: Session, annotator: str = "ben") -> Session:
    """Another annotator's sitting with the same annotations, the cursor at the same place."""
    other = session(annotator=annotator)
    other.annotations.load(of.annotations.book)
    other.cursor.go(*of.desk.place)
    return other


def anas(**fields: object) -> Annotation:
    """What ana gave to a sentence."""
    of = at(session(), 2)
    of.tagging.tag("claim")
    return replace(only(of), **fields)  # type: ignore[arg-type]


def beside(theirs: Annotation, annotator: str = "ben") -> Session:
    """The sitting of another annotator, with the cursor on that sentence."""
    of = session(annotator=annotator)
    of.annotations.load([theirs])
    return at(of, 2)


def given(of: Session) -> dict[str, tuple[str, ...]]:
    """Who has given which tags."""
    return {annotation.annotator: annotation.tags for annotation in of.annotations.book}


def answer(effect: Effect, word: str) -> Effect:
    """Answer what an effect asks by the way of that word."""
    assert effect.asks is not None
    return next(choice for choice in effect.asks.choices if choice.word == word).does()


def test_a_key_on_words_that_another_tagged_gives_ones_own_and_takes_only_that_off() -> None:
    theirs = anas()
    of = beside(theirs)
    effect = of.run(lambda of: of.tagging.tag("claim"))
    assert given(of) == {"ana": ("claim",), "ben": ("claim",)}
    assert effect.message == "claim added · z takes it back · beside claim by ana"
    of.tagging.tag("denial")
    assert given(of) == {"ana": ("claim",), "ben": ("claim", "denial")}
    of.tagging.tag("claim")
    of.tagging.tag("denial")
    assert given(of) == {"ana": ("claim",)}
    assert only(of) == theirs


def test_it_is_so_on_a_passage_that_was_gone_to_and_on_one_that_was_chosen() -> None:
    of = beside(anas())
    of.jumps.annotation_step(1)
    of.tagging.tag("claim")
    assert given(of) == {"ana": ("claim",), "ben": ("claim",)}
    of.meant.cycle()
    of.meant.cycle()
    of.tagging.tag("threat")
    assert given(of) == {"ana": ("claim",), "ben": ("claim", "threat")}


def test_an_annotation_without_an_annotator_is_nobody_elses_than_the_nameless_ones() -> None:
    of = beside(anas(annotator=""), "ben")
    of.tagging.tag("claim")
    assert given(of) == {"": ("claim",), "ben": ("claim",)}
    nameless = beside(anas(annotator=""), "")
    nameless.tagging.tag("claim")
    assert given(nameless) == {}
    assert "nobody named" in of.meant.named(replace(only(beside(anas())), annotator=""))


def test_another_annotators_is_removed_only_by_name_and_with_a_question() -> None:
    of = beside(anas(note="from ana"))
    effect = of.tagging.remove()
    assert len(of.annotations.book) == 1
    assert effect.asks
    assert effect.asks.text == "Remove claim by ana with its note?"
    assert answer(effect, "removes it").message == "claim by ana removed · z takes it back"
    assert len(of.annotations.book) == 0
    of.changes.undo()
    assert only(of).annotator == "ana"


def test_what_was_removed_while_the_question_stood_is_not_removed_twice() -> None:
    of = beside(anas())
    effect = of.tagging.remove()
    of.annotations.take_in([])
    assert answer(effect, "removes it").warn


def test_ones_own_is_meant_before_anothers_and_removed_without_a_question() -> None:
    of = beside(anas())
    select(of, 2, "minister", 3).tagging.tag("denial")
    at(of, 2, "denied")
    assert of.meant.named(of.meant.under()[0]) == "denial"
    assert of.meant.named(of.meant.under()[1]) == "claim by ana"
    assert of.tagging.remove().asks is None
    assert given(of) == {"ana": ("claim",)}


def test_ends_of_anothers_move_after_a_question() -> None:
    of = beside(anas())
    effect = of.ends.begin()
    assert effect.asks
    assert effect.asks.text == "Move the ends of claim by ana?"
    answer(effect, "moves them")
    of.cursor.step("word", -1)
    assert of.ends.keep().message == "ends of claim by ana moved · z takes it back"
    assert only(of).annotator == "ana"


def test_a_note_and_a_speaker_on_what_another_gave_are_ones_own_beside_it() -> None:
    theirs = anas(note="from ana", speaker="the minister")
    of = beside(theirs)
    effect = of.tagging.write_note("from ben")
    assert "beside claim by ana" in effect.message
    assert {a.annotator: a.note for a in of.annotations.book} == {"ana": "from ana", "ben": "from ben"}
    of.tagging.write_source("a spokeswoman", "named")
    assert {a.annotator: a.speaker for a in of.annotations.book} == {"ana": "the minister", "ben": "a spokeswoman"}
    assert len({a.span for a in of.annotations.book}) == 1
    assert of.annotations.get(theirs.id) == theirs


def test_on_an_entry_of_the_list_the_key_gives_ones_own_beside_and_taking_off_theirs_is_asked() -> None:
    theirs = anas()
    of = beside(theirs)
    of.tagging.toggle("claim", theirs)
    assert given(of) == {"ana": ("claim",), "ben": ("claim",)}
    of.tagging.toggle("claim", theirs)
    assert given(of) == {"ana": ("claim",)}
    effect = of.tagging.take_off("claim", theirs)
    assert effect.asks
    assert effect.asks.text == "Take claim by ana off?"
    answer(effect, "takes it off")
    assert given(of) == {}


def test_a_new_tag_for_anothers_annotation_goes_to_ones_own_beside_it() -> None:
    theirs = anas()
    of = beside(theirs)
    of.tagging.new_tag("rumour", theirs)
    assert given(of) == {"ana": ("claim",), "ben": ("rumour",)}


def test_ones_own_stands_beside_what_another_gave_to_words_that_are_nowhere_now() -> None:
    theirs = anas()
    lost = replace(theirs, passage=theirs.passage._replace(version="0" * 64))
    of = beside(lost)
    assert of.annotations.orphans == [lost]
    of.tagging.toggle("denial", lost)
    of.tagging.toggle("threat", lost)
    (mine,) = (orphan for orphan in of.annotations.orphans if orphan.annotator == "ben")
    assert (mine.tags, mine.passage) == (("denial", "threat"), lost.passage)


# One annotation in two windows


def written_elsewhere(of: Session, **fields: object) -> Annotation:
    """Take in that another window wrote this into the one annotation; returns it as it was before."""
    before = only(of)
    of.annotations.take_in([before.revised(**fields)])
    return before


def noted() -> Session:
    of = at(session(), 2)
    of.tagging.tag("claim")
    return of


def test_a_note_that_another_window_wrote_meanwhile_is_told_before_it_is_replaced() -> None:
    of = noted()
    opened = written_elsewhere(of, note="the first text")
    effect = of.tagging.write_note("the second text", opened)
    assert only(of).note == "the first text"
    assert effect.asks
    assert effect.asks.text == "The note was written in another window meanwhile: “the first text”"
    assert [choice.word for choice in effect.asks.choices] == ["keep both", "keep it", "replace it with yours"]
    answer(effect, "replace it with yours")
    assert only(of).note == "the second text"
    of.changes.undo()
    assert only(of).note == "the first text"


def test_both_notes_can_stay_and_so_can_the_first() -> None:
    for word, note in (("keep both", "the first text\n\nthe second text"), ("keep it", "the first text")):
        of = noted()
        opened = written_elsewhere(of, note="the first text")
        answer(of.tagging.write_note("the second text", opened), word)
        assert only(of).note == note


def test_it_is_asked_anew_where_the_note_changes_while_the_question_stands() -> None:
    of = noted()
    opened = written_elsewhere(of, note="the first text")
    effect = of.tagging.write_note("the second text", opened)
    written_elsewhere(of, note="a third text")
    again = answer(effect, "replace it with yours")
    assert only(of).note == "a third text"
    assert again.asks


def test_nothing_is_asked_where_nothing_is_replaced() -> None:
    of = noted()
    opened = written_elsewhere(of, speaker="the minister", note="the first text")
    assert of.tagging.write_note("", opened).asks is None, "nothing was typed"
    assert only(of).note == "the first text"
    assert of.tagging.write_note("the first text", opened).asks is None, "both wrote the same"
    of = noted()
    of.tagging.write_note("the first text")
    opened = written_elsewhere(of, note="")
    assert of.tagging.write_note("the second text", opened).asks is None, "the first was taken out again"
    assert only(of).note == "the second text"


def test_a_speaker_that_another_window_wrote_meanwhile_is_told_before_it_is_replaced() -> None:
    of = noted()
    opened = written_elsewhere(of, speaker="the minister", attribution="named")
    effect = of.tagging.write_source("a spokesman", "anonymous", opened)
    assert effect.asks
    assert "“the minister · named”" in effect.asks.text
    assert [choice.word for choice in effect.asks.choices] == ["keep it", "replace it with yours"]
    answer(effect, "replace it with yours")
    assert (only(of).speaker, only(of).attribution) == ("a spokesman", "anonymous")


def test_a_note_begun_where_nothing_was_joins_the_own_annotation_that_another_window_made_there() -> None:
    of = at(session(), 2)
    opened = of.tagging.subject()
    of.annotations.load([anas(tags=("threat",), id=new_id())])
    of.tagging.write_note("a note", opened)
    assert (only(of).tags, only(of).note) == (("threat",), "a note")
