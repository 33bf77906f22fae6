"""Tagging what is under the cursor."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from annotations.codebook import recoding
from annotations.codebook.codebook import Codebook
from annotations.model import Annotation, Passage, Placement
from articles.errors import NewsreaderError
from articles.model import ParagraphId
from tests.stories import at, kept, only, overlapping, quotes, select, session, story
from tui.page.marks import Mark
from tui.session.modes import ENDS, READ, SELECT

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui.session.effect import Effect
    from tui.session.session import Session

# Tags


def test_a_tag_goes_to_the_sentence_under_the_cursor() -> None:
    of = at(session(), 2, "see")
    effect = of.run(lambda of: of.tagging.tag("claim"))
    assert quotes(of) == [("“We will see,” he said in Rome.", ("claim",))]
    assert effect.message == "claim added · z takes it back"
    assert effect.cells == {ParagraphId(0, 2)}


def test_a_new_annotation_says_who_and_when_and_is_handed_on() -> None:
    of = at(session(annotator="ben"), 2)
    of.tagging.tag("claim")
    annotation = only(of)
    assert annotation.annotator == "ben"
    assert annotation.created == annotation.modified != ""
    assert annotation.rev == 1
    (change,) = kept(of).changes
    assert [(edit.before, edit.after) for edit in change.edits] == [(None, annotation)]


def test_a_tag_goes_to_the_selection_which_stays_on_its_words() -> None:
    of = select(session(), 2, "denied", 3)
    of.tagging.tag("denial")
    assert quotes(of) == [("denied it on", ("denial",))]
    assert not of.cursor.selecting
    assert of.desk.target() == only(of).span


def test_the_same_tag_on_exactly_that_passage_takes_it_off() -> None:
    of = at(session(), 2)
    of.tagging.tag("claim")
    assert of.run(lambda of: of.tagging.tag("claim")).message == "claim taken off · z takes it back"
    assert quotes(of) == []


def test_a_second_tag_on_the_same_words_joins_the_first() -> None:
    of = select(session(), 2, "denied", 2)
    of.tagging.tag("denial")
    of.tagging.tag("claim")
    assert quotes(of) == [("denied it", ("denial", "claim"))]
    assert only(of).rev == 2
    of.tagging.tag("denial")
    assert quotes(of) == [("denied it", ("claim",))]


def test_the_same_tag_on_other_words_makes_another_annotation() -> None:
    of = at(session(), 2)
    of.tagging.tag("claim")
    select(of, 2, "denied", 2).tagging.tag("claim")
    assert quotes(of) == [("The minister denied it on Monday.", ("claim",)), ("denied it", ("claim",))]


def test_an_annotation_with_a_note_outlives_its_last_tag() -> None:
    of = at(session(), 2)
    of.tagging.tag("claim")
    of.tagging.write_note("ask him")
    of.tagging.tag("claim")
    assert quotes(of) == [("The minister denied it on Monday.", ())]
    assert only(of).note == "ask him"


def test_digits_give_the_tags_that_have_them() -> None:
    of = at(session(), 2)
    of.tagging.tag_nth(2)
    assert only(of).tags == ("denial",)
    effect = of.run(lambda of: of.tagging.tag_nth(9))
    assert effect.warn
    assert only(of).tags == ("denial",)


def test_the_last_tag_is_repeated_elsewhere() -> None:
    of = at(session(), 2)
    assert of.run(lambda of: of.tagging.repeat()).warn
    of.tagging.tag("threat")
    at(of, 3).tagging.repeat()
    assert [tags for _, tags in quotes(of)] == [("threat",), ("threat",)]


def test_a_tag_that_was_deleted_is_not_repeated() -> None:
    of = at(session(), 2)
    of.tagging.tag("threat")
    of.tagging.new_tag("own")
    of.changes.make(recoding.deleted(of.tags.codebook, of.tags.codebook.tag("own"), of.annotations.book))
    at(of, 3).tagging.repeat()
    assert [tags for _, tags in quotes(of)] == [("threat",), ("threat",)]


def test_a_tag_of_ones_own_is_kept_and_given() -> None:
    of = at(session(), 2)
    of.tagging.new_tag("dog  whistle")
    assert only(of).tags == ("dog-whistle",)
    assert of.tags.codebook.tag("dog-whistle").name == "dog whistle"
    (change,) = kept(of).changes
    assert [(edit.before, edit.after) for edit in change.tags] == [(None, of.tags.codebook.tag("dog-whistle"))]
    assert [edit.after for edit in change.edits] == [only(of)]
    at(of, 3).tagging.tag_nth(5)
    assert [tags for _, tags in quotes(of)] == [("dog-whistle",), ("dog-whistle",)]


def test_a_new_tag_that_is_there_by_its_name_is_given_and_never_taken_off() -> None:
    of = at(session(), 2)
    of.tagging.new_tag("Claim")
    assert of.run(lambda of: of.tagging.new_tag("claim")).message == "This passage has the tag claim already"
    assert only(of).tags == ("claim",)
    assert not any(change.tags for change in kept(of).changes)


@pytest.mark.parametrize("name", ["", "   ", "x" * 201, "a\x1b[2Jb"])
def test_a_name_that_no_tag_can_have_changes_nothing(name: str) -> None:
    of = at(session(), 2)
    with pytest.raises(NewsreaderError):
        of.tagging.new_tag(name)
    assert quotes(of) == []
    assert kept(of).changes == []


def test_the_targets_tags() -> None:
    of = at(session(), 2)
    assert not of.tagging.target_tags
    of.tagging.tag("claim")
    of.tagging.tag("threat")
    assert of.tagging.target_tags == ("claim", "threat")
    assert select(of, 2, "denied", 1).tagging.target_tags == ()


# Notes, speakers, removal


def test_a_note_without_an_annotation_makes_one_on_the_sentence() -> None:
    of = at(session(), 3)
    assert of.run(lambda of: of.tagging.write_note("  which border? ")).message == "note added · z takes it back"
    assert only(of).note == "which border?"
    assert only(of).tags == ()


def test_note_and_speaker_go_to_the_annotation_under_the_cursor() -> None:
    of = at(session(), 2)
    of.tagging.tag("claim")
    at(of, 2, "denied").tagging.write_note("see DW")
    of.tagging.write_source("the  minister ", "named")
    assert (only(of).note, only(of).speaker, only(of).attribution) == ("see DW", "the minister", "named")
    assert only(of).tags == ("claim",)
    assert of.run(lambda of: of.tagging.write_note("")).message == "note removed · z takes it back"
    assert of.run(lambda of: of.tagging.write_source("", "")).message == "speaker removed · z takes it back"
    assert (only(of).note, only(of).speaker, only(of).attribution) == ("", "", "")


def test_the_speakers_of_the_story_the_most_frequent_first() -> None:
    of = session()
    for n, speaker in ((2, "Ana"), (3, "Ben"), (4, "Ben"), (1, "")):
        at(of, n).tagging.tag("claim")
        of.tagging.write_source(speaker, "")
    assert of.tagging.speakers() == ["Ben", "Ana"]


def test_control_characters_do_not_come_into_a_note() -> None:
    of = at(session(), 2)
    of.tagging.write_note("pasted \x1b]0;title\x07\x1b[31mred\x1b[0m\x00")
    assert only(of).note == "pasted red"


def test_writing_nothing_or_the_same_changes_nothing() -> None:
    of = at(session(), 2)
    of.tagging.write_note(" ")
    of.tagging.tag("claim")
    of.tagging.write_note("seen")
    changes = len(kept(of).changes)
    of.tagging.write_note("seen ")
    assert len(kept(of).changes) == changes
    assert only(of).note == "seen"


def test_taking_the_note_from_an_annotation_without_tags_removes_it() -> None:
    of = at(session(), 2)
    of.tagging.write_note("seen")
    of.tagging.write_note("")
    assert quotes(of) == []


def test_remove_takes_the_annotation_under_the_cursor() -> None:
    of = at(session(), 2)
    assert of.run(lambda of: of.tagging.remove()).warn
    of.tagging.tag("claim")
    of.tagging.tag("threat")
    at(of, 2, "denied")
    assert of.run(lambda of: of.tagging.remove()).message == "claim, threat removed · z takes it back"
    assert quotes(of) == []


def test_a_tag_for_what_was_removed_elsewhere_is_not_given_to_anything_else() -> None:
    of = at(session(), 2)
    of.tagging.tag("claim")
    gone = only(of)
    of.take_in([], of.tags.codebook)
    for effect in (
        of.run(lambda of: of.tagging.toggle("threat", gone)),
        of.run(lambda of: of.tagging.new_tag("own", gone)),
        of.run(lambda of: of.tagging.write_note("", replace(gone, note="old"))),
    ):
        assert effect.warn
    assert quotes(of) == []
    assert of.tags.codebook == Codebook()


def test_a_note_typed_while_another_window_removed_its_annotation_brings_it_back_and_goes_to_no_other() -> None:
    of = at(session(), 2)
    of.tagging.tag("claim")
    select(of, 2, "denied", 1).tagging.tag("denial")
    other = only_with(of, "denial")
    at(of, 2)
    subject = of.tagging.subject()
    of.take_in([other], of.tags.codebook)
    assert of.run(lambda of: of.tagging.write_note("typed", subject)).message == (
        "note written on what another window had removed · z takes it back"
    )
    assert {(a.tags, a.note) for a in of.annotations.book} == {(("claim",), "typed"), (("denial",), "")}
    of.changes.undo()
    assert list(of.annotations.book) == [other]


def test_a_note_begun_where_nothing_was_is_not_written_over_that_of_another_window() -> None:
    of = at(session(), 2)
    subject = of.tagging.subject()
    theirs = replace(of.tagging.subject(), note="theirs", annotator="ben")
    of.take_in([theirs], of.tags.codebook)
    of.tagging.write_note("mine", subject)
    assert {(a.annotator, a.note) for a in of.annotations.book} == {("ben", "theirs"), ("ana", "mine")}


def test_while_an_end_has_left_its_annotation_that_is_still_the_one_to_note_and_remove() -> None:
    of = at(session(), 2, "We")
    of.tagging.tag("denial")
    of.tagging.write_note("of the second")
    at(of, 2).tagging.tag("claim")
    of.ends.begin()
    for unit in ("sentence", "word"):
        of.cursor.step(unit, 1)
    assert (of.tagging.subject().tags, of.tagging.subject().note) == (("claim",), "")
    of.tagging.remove()
    assert [tags for _, tags in quotes(of)] == [("denial",)]


def only_with(of: Session, tag: str) -> Annotation:
    (annotation,) = (a for a in of.annotations.book if tag in a.tags)
    return annotation


def test_what_is_quoted_is_the_selection_else_the_current_annotation_else_the_sentence() -> None:
    of = at(session(), 2, "denied")
    assert of.tagging.quotation().exact == "The minister denied it on Monday."
    select(of, 2, "denied", 2).tagging.tag("denial")
    at(of, 2, "denied")
    assert of.tagging.quotation().exact == "denied it"
    assert select(of, 2, "it", 3).tagging.quotation().exact == "it on Monday"


# Modes and ends


def words(of: Session) -> str:
    """The words that a tag would get."""
    start, end = of.desk.target()
    return of.desk.story.articles[of.desk.place.paragraph.article].version.text[start:end]


def moving() -> Session:
    """The end of `denied it` being moved."""
    of = select(session(), 2, "denied", 2)
    of.tagging.tag("denial")
    of.ends.begin()
    return of


def test_the_mode_tells_whether_a_selection_grows_or_ends_move() -> None:
    of = at(session(), 2)
    assert of.mode == READ
    of.cursor.select("word")
    assert of.mode == SELECT
    of.tagging.tag("claim")
    assert of.mode == READ, "a selection that was tagged grows no more"
    of.ends.begin()
    assert of.mode == ENDS
    of.ends.keep()
    assert of.mode == READ


def test_ends_are_moved_only_of_an_annotation_under_the_cursor() -> None:
    of = at(session(), 2)
    assert of.run(lambda of: of.ends.begin()).warn
    assert of.mode == READ


def test_the_end_moves_first_and_then_the_beginning_by_word_and_sentence() -> None:
    of = moving()
    assert words(of) == "denied it"
    of.cursor.step("word", 1)
    assert words(of) == "denied it on"
    of.cursor.other_end()
    of.cursor.step("word", -1)
    assert words(of) == "minister denied it on"
    of.cursor.step("sentence", -1)
    assert words(of) == "The minister denied it on"
    effect = of.run(lambda of: of.ends.keep())
    assert effect.message == "ends of denial moved · z takes it back"
    assert quotes(of) == [("The minister denied it on", ("denial",))]
    assert only(of).span == of.desk.target()


def test_moving_ends_may_cross_and_makes_the_passage_between_them() -> None:
    of = moving()
    for _ in range(3):
        of.cursor.step("word", -1)
    of.ends.keep()
    assert quotes(of) == [("The minister denied", ("denial",))]


def test_an_end_that_moves_into_another_paragraph_takes_the_passage_along_and_its_cells() -> None:
    of = moving()
    of.cursor.paragraph_step(1)
    of.cursor.paragraph_step(1)
    of.cursor.paragraph_step(1)
    effect = of.run(lambda of: of.ends.keep())
    ((exact, _),) = quotes(of)
    assert exact == "denied it on Monday. “We will see,” he said in Rome. Then he left.\n\nTroops"
    assert effect.cells == {ParagraphId(0, 2), ParagraphId(0, 3)}
    of.ends.begin()
    for _ in range(2):
        of.cursor.step("word", -1)
    assert of.run(lambda of: of.tagging.tag("threat")).cells == {ParagraphId(0, 2), ParagraphId(0, 3)}, (
        "the paragraph that it left looks different too"
    )
    assert [edit.after.passage.exact for change in kept(of).changes[-2:] for edit in change.edits if edit.after] == [
        "denied it on Monday. “We will see,” he said in Rome. Then he"
    ] * 2


def test_ends_that_are_left_leave_the_annotation_as_it_was() -> None:
    of = moving()
    before = only(of)
    of.cursor.step("sentence", 1)
    changes = len(kept(of).changes)
    assert of.run(lambda of: of.ends.leave()).message == "Left as it was"
    assert only(of) is before
    assert of.desk.target() == before.span
    assert len(kept(of).changes) == changes


def test_keeping_ends_that_did_not_move_changes_nothing() -> None:
    of = moving()
    changes = len(kept(of).changes)
    of.cursor.step("word", 1)
    of.cursor.step("word", -1)
    of.ends.keep()
    assert len(kept(of).changes) == changes
    assert of.mode == READ


@pytest.mark.parametrize(
    ("do", "tags", "note"),
    [
        (lambda of: of.tagging.tag("threat"), ("denial", "threat"), ""),
        (lambda of: of.tagging.tag_nth(1), ("denial", "claim"), ""),
        (lambda of: of.tagging.repeat(), (), "kept"),
        (lambda of: of.tagging.new_tag("spin"), ("denial", "spin"), ""),
        (lambda of: of.tagging.write_note("why"), ("denial",), "why"),
    ],
    ids=["tag", "digit", "repeat", "new tag", "note"],
)
def test_a_tag_or_a_note_while_ends_move_keeps_them_first(
    do: Callable[[Session], Effect], tags: tuple[str, ...], note: str
) -> None:
    of = moving()
    if note == "kept":
        of.ends.leave()
        of.tagging.write_note("kept")
        of.ends.begin()
    of.cursor.step("word", 1)
    do(of)
    assert of.mode == READ
    assert quotes(of) == [("denied it on", tags)]
    assert only(of).note == note
    of.changes.undo()
    assert quotes(of)[0] == ("denied it on", ("denial",))
    of.changes.undo()
    assert quotes(of)[0] == ("denied it", ("denial",))


def test_a_tag_while_ends_move_over_another_annotation_goes_to_the_one_that_moves() -> None:
    of = select(session(), 2, "denied", 3)
    of.tagging.tag("claim")
    select(of, 2, "denied", 2).tagging.tag("denial")
    of.ends.begin()
    of.cursor.step("word", 1)
    of.tagging.tag("threat")
    assert quotes(of) == [("denied it on", ("claim",)), ("denied it on", ("denial", "threat"))]
    of.ends.begin()
    of.cursor.step("word", 1)
    assert of.run(lambda of: of.tagging.remove()).message == "denial, threat removed · z takes it back"


def test_ends_moved_are_taken_back_and_made_again() -> None:
    of = moving()
    of.cursor.step("word", 1)
    of.ends.keep()
    assert of.run(lambda of: of.changes.undo()).message == "Taken back: ends of denial moved · Z does it again"
    assert quotes(of) == [("denied it", ("denial",))]
    of.changes.redo()
    assert quotes(of) == [("denied it on", ("denial",))]
    assert only(of).passage.suffix.startswith(" Monday.")


def test_ends_of_what_was_found_again_elsewhere_stand_in_the_open_text_once_they_are_moved() -> None:
    of = session()
    text = of.desk.story.articles[0].version
    old = Passage.of(of.desk.story.articles[0], 0, 4)._replace(version="0" * 64)
    start = text.text.index("denied it")
    place = Placement(text.sha256, start, start + 9, how="fuzzy", score=0.8, of=old.target)
    mine = Annotation("0190a000-0000-7000-8000-000000000001", old, ("claim",), annotator="ana", placement=place)
    of.annotations.load([mine])
    at(of, 2, "denied").ends.begin()
    of.cursor.step("word", 1)
    of.ends.keep()
    assert (only(of).placement, only(of).anchor) == (None, "exact")
    assert (only(of).passage.exact, only(of).passage.version) == ("denied it on", text.sha256)


def test_an_annotation_of_which_a_part_is_folded_does_not_move_its_ends() -> None:
    of = session()
    of.display.fold()
    select(of, 4, "weapons", 2).tagging.tag("claim")
    of.display.fold()
    assert at(of, 4, "weapons").ends.begin().warn
    assert of.mode == READ


# Marks


def test_marks_show_annotations_longest_first_then_sentence_word_and_selection() -> None:
    of = overlapping()
    select(of, 2, "on", 2)
    names = [(mark.name, mark.tags) for mark in of.marks(ParagraphId(0, 2))]
    assert names == [
        ("tag", ("claim",)),
        ("tag", ("denial",)),
        ("tag", ("threat",)),
        ("sentence", ()),
        ("word", ()),
        ("selected", ()),
    ]


def test_a_mark_shows_which_of_several_is_meant_and_none_where_there_is_one() -> None:
    of = at(overlapping(), 2, "denied")
    seen = []
    for _ in range(3):
        seen += [
            of.desk.paragraph(ParagraphId(0, 2)).shown[m.start : m.end]
            for m in of.marks(ParagraphId(0, 2))
            if m.name == "meant"
        ]
        of.meant.cycle()
    assert seen == ["The minister denied it on Monday.", "denied", "minister denied it"]
    of = at(session(), 2)
    of.tagging.tag("claim")
    assert "meant" not in [mark.name for mark in of.marks(ParagraphId(0, 2))]


def test_marks_show_what_was_found_where_the_cursor_is_and_elsewhere() -> None:
    of = at(session(), 1)
    of.search.type("minister")
    of.search.done()
    found = {
        (where.article, where.n): [m.name for m in of.marks(where) if m.name in ("found", "match")]
        for where in (ParagraphId(0, 2), ParagraphId(1, 5), ParagraphId(0, 3))
    }
    assert found == {(0, 2): ["found"], (1, 5): ["match"], (0, 3): []}


def test_a_bookmark_is_marked_on_its_paragraph_only() -> None:
    of = at(session(), 3)
    of.bookmarks.turn()
    assert [mark for mark in of.marks(ParagraphId(0, 3)) if mark.name == "bookmark"] == [Mark(0, 1, "bookmark")]
    assert "bookmark" not in [mark.name for mark in of.marks(ParagraphId(0, 2))]


def test_a_paragraph_without_cursor_and_annotations_has_no_marks() -> None:
    assert at(session(), 2).marks(ParagraphId(0, 3)) == ()


def test_an_annotation_over_two_paragraphs_shows_on_both() -> None:
    of = at(session(), 2, "Then")
    of.cursor.select("sentence")
    of.cursor.step("sentence", 1)
    of.tagging.tag("claim")
    at(of, 1)
    length = len(of.desk.paragraph(ParagraphId(0, 2)).shown)
    assert of.marks(ParagraphId(0, 2)) == (Mark(length - len("Then he left."), length, "tag", ("claim",)),)
    assert of.marks(ParagraphId(0, 3)) == (Mark(0, len(of.desk.paragraph(ParagraphId(0, 3)).shown), "tag", ("claim",)),)


def test_every_passage_tagged_in_any_text_is_its_exact_words() -> None:
    of = session(story("Ein *kühner* [Plan](https://a.example) wird verkündet. Mehr nicht.", "日本語。中文。"))
    of.tagging.tag("claim")
    of.cursor.column_step(1)
    of.cursor.step("sentence", 1)
    of.tagging.tag("claim")
    assert [exact for exact, _ in quotes(of)] == [
        "Ein *kühner* [Plan](https://a.example) wird verkündet.",
        "中文。",
    ]


def test_a_note_on_a_tagged_passage_shows_where_that_begins() -> None:
    of = at(session(), 2)
    of.tagging.tag("claim")
    before = of.marks(ParagraphId(0, 2))
    of.tagging.write_note("see DW")
    start = next(mark.start for mark in before if mark.name == "tag")
    assert set(of.marks(ParagraphId(0, 2))) - set(before) == {Mark(start, start + 1, "note")}
    assert not any(mark.name == "note" for mark in at(session(), 2).marks(ParagraphId(0, 2)))
