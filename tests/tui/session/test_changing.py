"""The annotations of a story in memory: how they change, are taken back, and take in what other windows did."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from annotations.codebook import recoding
from annotations.codebook.codebook import Codebook
from annotations.model import Annotation, Passage, Placement
from articles.model import ParagraphId
from tests.stories import article, at, kept, only, quotes, session

# Undo and redo


def test_undo_and_redo_name_what_they_do_and_hand_it_on() -> None:
    of = at(session(), 2)
    of.tag("claim")
    assert of.undo().message == "Taken back: claim added · Z does it again"
    assert quotes(of) == []
    assert of.redo().message == "Done again: claim added · z takes it back"
    assert quotes(of) == [("The minister denied it on Monday.", ("claim",))]
    assert len(kept(of).changes) == 3


def test_nothing_to_undo_or_redo_says_so() -> None:
    of = session()
    assert of.undo().warn
    assert of.redo().warn


def test_a_new_change_ends_redoing() -> None:
    of = at(session(), 2)
    of.tag("claim")
    of.undo()
    of.tag("threat")
    assert of.redo().warn
    assert only(of).tags == ("threat",)


def test_undo_goes_to_where_the_change_was() -> None:
    of = at(session(), 2)
    of.tag("claim")
    at(of, 4, article=1)
    effect = of.undo()
    assert of.place.paragraph == ParagraphId(0, 2)
    assert effect.moved
    assert effect.cells >= {ParagraphId(0, 2), ParagraphId(1, 4)}


def test_undo_and_redo_never_let_a_revision_go_back() -> None:
    of = at(session(), 2)
    of.tag("claim")
    of.tag("threat")
    of.write_source("the minister", "")
    revisions = [only(of).rev]
    for action in (of.undo, of.undo, of.redo, of.redo, of.undo):
        action()
        revisions.append(only(of).rev)
    assert revisions == sorted(set(revisions))
    stamps = [edit.after.modified for change in kept(of).changes for edit in change.edits if edit.after]
    assert stamps == sorted(stamps)


def test_each_change_begins_from_what_the_one_before_left() -> None:
    of = at(session(), 2)
    of.tag("claim")
    of.tag("threat")
    of.undo()
    of.undo()
    of.redo()
    of.redo()
    edits = [edit for change in kept(of).changes for edit in change.edits]
    assert all(one.after == other.before for one, other in pairwise(edits))


# Loading


def test_annotations_of_other_texts_are_left_aside() -> None:
    of = session()
    elsewhere = article("Another text.\n\nIt says something.")
    mine = Annotation("0190a000-0000-7000-8000-000000000001", Passage.of(of.story.articles[0], 0, 5), ("claim",))
    other = Annotation("0190a000-0000-7000-8000-000000000002", Passage.of(elsewhere, 0, 5), ("claim",))
    of.load([mine, other])
    assert list(of.book) == [mine]


def test_what_stands_in_the_store_by_now_is_taken_in() -> None:
    of = at(session(), 2)
    of.tag("claim")
    at(of, 3).tag("threat")
    claim, threat = of.book
    fresh = Annotation("0190a000-0000-7000-8000-000000000001", Passage.of(of.story.articles[1], 0, 4), ("denial",))
    effect = of.take_in([claim.revised(note="seen"), fresh], of.codebook)
    assert {a.id: (a.tags, a.note) for a in of.book} == {
        claim.id: (("claim",), "seen"),
        fresh.id: (("denial",), ""),
    }
    assert effect.cells == {ParagraphId(0, 2), ParagraphId(0, 3), ParagraphId(1, 1)}
    assert effect.message == "3 annotations changed in another window"
    assert of.take_in([*of.book], of.codebook).message == ""
    assert threat not in of.book


def test_the_one_that_is_meant_is_drawn_anew_on_all_its_paragraphs_when_another_window_gives_it_company() -> None:
    of = at(session(), 2, "Then")
    of.select("sentence")
    of.step("sentence", 1)
    of.tag("claim")
    at(of, 2, "Then").cycle()
    start = of.target()[0]
    company = Annotation("0190a000-0000-7000-8000-000000000001", Passage.of(of.story.articles[0], start, start + 4))
    assert of.take_in([*of.book, replace(company, note="here")], of.codebook).cells == {
        ParagraphId(0, 2),
        ParagraphId(0, 3),
    }


def test_undo_and_redo_of_what_another_window_changed_since_are_refused() -> None:
    of = at(session(), 2)
    of.tag("claim")
    of.take_in([only(of).revised(note="mine")], of.codebook)
    effect = of.undo()
    assert effect.warn
    assert effect.message == "Not taken back: claim added: it was changed in another window since"
    assert only(of).note == "mine"
    of.write_note("")
    of.undo()
    of.take_in([], of.codebook)
    assert of.redo().message.startswith("Not done again: note removed")


# The codebook


def test_a_tag_that_is_renamed_touches_no_annotation_and_is_taken_back() -> None:
    of = at(session(), 2)
    of.tag("claim")
    before = only(of)
    of.change(recoding.rewritten(of.codebook, of.codebook.tag("claim"), name="assertion"))
    assert of.tag_names(only(of)) == "assertion"
    assert only(of) is before
    assert of.undo().message == "Taken back: tag claim renamed to assertion · Z does it again"
    assert of.codebook == Codebook()


def test_merging_changes_annotations_of_this_story_and_hands_on_those_of_others() -> None:
    of = at(session(), 2)
    of.tag("claim")
    at(of, 3).tag("threat")
    elsewhere = Annotation(
        "0190a000-0000-7000-8000-000000000001", Passage.of(article("Another text."), 0, 7), ("claim", "denial")
    )
    tags = of.codebook
    tagged = [next(iter(of.book)), elsewhere]
    effect = of.change(recoding.merged(tags, tags.tag("claim"), tags.tag("denial"), tagged))
    assert effect.message == "tag claim merged into denial (2 annotations) · z takes it back"
    assert effect.cells >= {ParagraphId(0, 2)}
    assert [tags for _, tags in quotes(of)] == [("denial",), ("threat",)]
    assert [edit.after.tags for edit in kept(of).changes[-1].edits if edit.after] == [("denial",), ("denial",)]
    assert elsewhere.id not in [annotation.id for annotation in of.orphans]
    of.undo()
    assert [tags for _, tags in quotes(of)] == [("claim",), ("threat",)]
    assert of.codebook == Codebook()


def test_a_change_of_the_codebook_that_another_window_went_on_from_is_not_taken_back() -> None:
    of = session()
    of.change(recoding.rewritten(of.codebook, of.codebook.tag("claim"), name="assertion"))
    theirs = tuple(replace(tag, name="statement") if tag.id == "claim" else tag for tag in of.codebook.tags)
    of.take_in([], Codebook(theirs))
    assert of.undo().warn
    assert of.codebook.tag("claim").name == "statement"


def test_a_change_of_many_annotations_leaves_the_cursor_when_it_is_taken_back() -> None:
    of = at(session(), 2)
    of.tag("claim")
    at(of, 3).tag("claim")
    place = at(of, 1).place
    of.change(recoding.deleted(of.codebook, of.codebook.tag("claim"), list(of.book)))
    assert list(of.book) == []
    of.undo()
    assert of.place == place
    assert len(of.book) == 2


# Orphans


def test_what_was_refused_becomes_an_orphan_and_can_be_confirmed_after_all() -> None:
    of = session()
    version = of.story.articles[0].version
    old = replace(Passage.of(of.story.articles[0], 0, 4), version="0" * 64)
    place = Placement(version.sha256, 20, 23, how="fuzzy", score=0.7, check=True, of=old.target)
    doubtful = Annotation("0190a000-0000-7000-8000-000000000001", old, ("claim",), placement=place)
    of.load([doubtful])
    assert of.confirm(only(of), here=False).cells == {ParagraphId(0, 2)}
    assert (list(of.book), [orphan.id for orphan in of.orphans]) == ([], [doubtful.id])
    assert kept(of).places[doubtful.id].how == "orphan"
    assert of.confirm(of.orphans[0], here=True).message == "Confirmed"
    assert (of.orphans, only(of).span) == ([], (20, 23))
    assert of.confirm(only(of), here=True).warn, "nothing is in doubt any more"
