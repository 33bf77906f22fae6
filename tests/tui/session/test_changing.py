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
    of.tagging.tag("claim")
    assert of.run(lambda of: of.changes.undo()).message == "Taken back: claim added · Z does it again"
    assert quotes(of) == []
    assert of.run(lambda of: of.changes.redo()).message == "Done again: claim added · z takes it back"
    assert quotes(of) == [("The minister denied it on Monday.", ("claim",))]
    assert len(kept(of).changes) == 3


def test_nothing_to_undo_or_redo_says_so() -> None:
    of = session()
    assert of.run(lambda of: of.changes.undo()).warn
    assert of.run(lambda of: of.changes.redo()).warn


def test_a_new_change_ends_redoing() -> None:
    of = at(session(), 2)
    of.tagging.tag("claim")
    of.changes.undo()
    of.tagging.tag("threat")
    assert of.run(lambda of: of.changes.redo()).warn
    assert only(of).tags == ("threat",)


def test_undo_goes_to_where_the_change_was() -> None:
    of = at(session(), 2)
    of.tagging.tag("claim")
    at(of, 4, article=1)
    effect = of.run(lambda of: of.changes.undo())
    assert of.desk.place.paragraph == ParagraphId(0, 2)
    assert effect.moved
    assert effect.cells >= {ParagraphId(0, 2), ParagraphId(1, 4)}


def test_undo_and_redo_never_let_a_revision_go_back() -> None:
    of = at(session(), 2)
    of.tagging.tag("claim")
    of.tagging.tag("threat")
    of.tagging.write_source("the minister", "")
    revisions = [only(of).rev]
    for action in (of.changes.undo, of.changes.undo, of.changes.redo, of.changes.redo, of.changes.undo):
        action()
        revisions.append(only(of).rev)
    assert revisions == sorted(set(revisions))
    stamps = [edit.after.modified for change in kept(of).changes for edit in change.edits if edit.after]
    assert stamps == sorted(stamps)


def test_each_change_begins_from_what_the_one_before_left() -> None:
    of = at(session(), 2)
    of.tagging.tag("claim")
    of.tagging.tag("threat")
    of.changes.undo()
    of.changes.undo()
    of.changes.redo()
    of.changes.redo()
    edits = [edit for change in kept(of).changes for edit in change.edits]
    assert all(one.after == other.before for one, other in pairwise(edits))


# Loading


def test_annotations_of_other_texts_are_left_aside() -> None:
    of = session()
    elsewhere = article("Another text.\n\nIt says something.")
    mine = Annotation("0190a000-0000-7000-8000-000000000001", Passage.of(of.desk.story.articles[0], 0, 5), ("claim",))
    other = Annotation("0190a000-0000-7000-8000-000000000002", Passage.of(elsewhere, 0, 5), ("claim",))
    of.annotations.load([mine, other])
    assert list(of.annotations.book) == [mine]


def test_what_stands_in_the_store_by_now_is_taken_in() -> None:
    of = at(session(), 2)
    of.tagging.tag("claim")
    at(of, 3).tagging.tag("threat")
    claim, threat = of.annotations.book
    fresh = Annotation("0190a000-0000-7000-8000-000000000001", Passage.of(of.desk.story.articles[1], 0, 4), ("denial",))
    effect = of.run(lambda of: of.take_in([claim.revised(note="seen"), fresh], of.tags.codebook))
    assert {a.id: (a.tags, a.note) for a in of.annotations.book} == {
        claim.id: (("claim",), "seen"),
        fresh.id: (("denial",), ""),
    }
    assert effect.cells == {ParagraphId(0, 2), ParagraphId(0, 3), ParagraphId(1, 1)}
    assert effect.message == "3 annotations changed in another window"
    assert of.run(lambda of: of.take_in([*of.annotations.book], of.tags.codebook)).message == ""
    assert threat not in of.annotations.book


def test_the_one_that_is_meant_is_drawn_anew_on_all_its_paragraphs_when_another_window_gives_it_company() -> None:
    of = at(session(), 2, "Then")
    of.cursor.select("sentence")
    of.cursor.step("sentence", 1)
    of.tagging.tag("claim")
    at(of, 2, "Then").meant.cycle()
    start = of.desk.target()[0]
    company = Annotation(
        "0190a000-0000-7000-8000-000000000001", Passage.of(of.desk.story.articles[0], start, start + 4)
    )
    assert of.run(
        lambda of: of.take_in([*of.annotations.book, replace(company, note="here")], of.tags.codebook)
    ).cells == {
        ParagraphId(0, 2),
        ParagraphId(0, 3),
    }


def test_undo_and_redo_of_what_another_window_changed_since_are_refused() -> None:
    of = at(session(), 2)
    of.tagging.tag("claim")
    at(of, 3).tagging.tag("threat")
    claim, threat = of.annotations.book
    of.take_in([claim, threat.revised(tags=("denial",))], of.tags.codebook)
    effect = of.run(lambda of: of.changes.undo())
    assert effect.warn
    assert effect.message == (
        "Not taken back: threat added: it was changed in another window since · z goes on with the one before"
    )
    assert [annotation.tags for annotation in of.annotations.book] == [("claim",), ("denial",)]
    assert of.run(lambda of: of.changes.undo()).message.startswith("Taken back: claim added")
    of.take_in([claim, threat], of.tags.codebook)
    assert of.run(lambda of: of.changes.undo()).message.startswith("Taken back: threat added"), "its reason has gone"
    of.changes.redo()
    assert of.run(lambda of: of.changes.redo()).message.startswith("Not done again: claim added")


def test_ones_own_tag_is_taken_back_beside_what_another_window_did_to_the_same_annotation() -> None:
    of = at(session(), 2)
    of.tagging.tag("claim")
    of.take_in([only(of).revised(tags=("claim", "threat"), note="mine")], of.tags.codebook)
    assert of.run(lambda of: of.changes.undo()).message == "Taken back: claim added · Z does it again"
    assert (only(of).tags, only(of).note) == (("threat",), "mine")
    of.changes.redo()
    assert (only(of).tags, only(of).note) == (("threat", "claim"), "mine")


# The codebook


def test_a_tag_that_is_renamed_touches_no_annotation_and_is_taken_back() -> None:
    of = at(session(), 2)
    of.tagging.tag("claim")
    before = only(of)
    of.changes.make(recoding.rewritten(of.tags.codebook, of.tags.codebook.tag("claim"), name="assertion"))
    assert of.tags.names(only(of)) == "assertion"
    assert only(of) is before
    assert (
        of.run(lambda of: of.changes.undo()).message == "Taken back: tag claim renamed to assertion · Z does it again"
    )
    assert of.tags.codebook == Codebook()


def test_merging_changes_annotations_of_this_story_and_hands_on_those_of_others() -> None:
    of = at(session(), 2)
    of.tagging.tag("claim")
    at(of, 3).tagging.tag("threat")
    elsewhere = Annotation(
        "0190a000-0000-7000-8000-000000000001", Passage.of(article("Another text."), 0, 7), ("claim", "denial")
    )
    tags = of.tags.codebook
    tagged = [next(iter(of.annotations.book)), elsewhere]
    effect = of.run(lambda of: of.changes.make(recoding.merged(tags, tags.tag("claim"), tags.tag("denial"), tagged)))
    assert effect.message == "tag claim merged into denial (2 annotations) · z takes it back"
    assert effect.cells >= {ParagraphId(0, 2)}
    assert [tags for _, tags in quotes(of)] == [("denial",), ("threat",)]
    assert [edit.after.tags for edit in kept(of).changes[-1].edits if edit.after] == [("denial",), ("denial",)]
    assert elsewhere.id not in [annotation.id for annotation in of.annotations.orphans]
    of.changes.undo()
    assert [tags for _, tags in quotes(of)] == [("claim",), ("threat",)]
    assert of.tags.codebook == Codebook()


def test_a_change_of_the_codebook_that_another_window_went_on_from_is_not_taken_back() -> None:
    of = session()
    of.changes.make(recoding.rewritten(of.tags.codebook, of.tags.codebook.tag("claim"), name="assertion"))
    theirs = tuple(tag._replace(name="statement") if tag.id == "claim" else tag for tag in of.tags.codebook.tags)
    of.take_in([], Codebook(theirs))
    assert of.run(lambda of: of.changes.undo()).warn
    assert of.tags.codebook.tag("claim").name == "statement"


def test_a_tag_that_was_merged_or_deleted_while_a_list_of_tags_was_open_is_its_heir_or_none() -> None:
    of = at(session(), 2)
    left = tuple(tag for tag in of.tags.codebook.tags if tag.id in ("claim", "denial"))
    of.take_in([], Codebook(left, {"threat": "claim", "unverified": ""}))
    of.tagging.tag("threat")
    assert only(of).tags == ("claim",)
    effect = of.tagging.tag("unverified")
    assert (effect.message, effect.warn) == ("That tag was deleted meanwhile: nothing was tagged", True)
    of.tagging.toggle("unverified", only(of))
    assert only(of).tags == ("claim",)


def test_a_change_of_many_annotations_leaves_the_cursor_when_it_is_taken_back() -> None:
    of = at(session(), 2)
    of.tagging.tag("claim")
    at(of, 3).tagging.tag("claim")
    place = at(of, 1).desk.place
    of.changes.make(recoding.deleted(of.tags.codebook, of.tags.codebook.tag("claim"), list(of.annotations.book)))
    assert list(of.annotations.book) == []
    of.changes.undo()
    assert of.desk.place == place
    assert len(of.annotations.book) == 2


# Orphans


def test_what_was_refused_becomes_an_orphan_and_can_be_confirmed_after_all() -> None:
    of = session()
    version = of.desk.story.articles[0].version
    old = Passage.of(of.desk.story.articles[0], 0, 4)._replace(version="0" * 64)
    place = Placement(version.sha256, 20, 23, how="fuzzy", score=0.7, check=True, of=old.target)
    doubtful = Annotation("0190a000-0000-7000-8000-000000000001", old, ("claim",), placement=place)
    of.annotations.load([doubtful])
    assert of.run(lambda of: of.annotations.confirm(only(of), here=False)).cells == {ParagraphId(0, 2)}
    assert (list(of.annotations.book), [orphan.id for orphan in of.annotations.orphans]) == ([], [doubtful.id])
    assert kept(of).places[doubtful.id].how == "orphan"
    assert of.run(lambda of: of.annotations.confirm(of.annotations.orphans[0], here=True)).message == "Confirmed"
    assert (of.annotations.orphans, only(of).span) == ([], (20, 23))
    assert of.run(lambda of: of.annotations.confirm(only(of), here=True)).warn, "nothing is in doubt any more"
