"""Tagging what is under the cursor."""

from __future__ import annotations

from itertools import count, pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotations.codebook import Codebook
from annotations.model import Annotation, Passage
from annotations.store import Store
from articles.align import align
from articles.errors import NewsreaderError
from articles.model import End
from articles.read import seed_story
from tests.stories import Kept, article, kept, session, story
from tui.commands import COMMANDS, Command
from tui.session import Mark, Session

if TYPE_CHECKING:
    from pathlib import Path

SEEDS = seed_story()
SEED_ALIGNMENT = align(SEEDS)


def at(of: Session, n: int, word: str = "", article: int = 0) -> Session:
    end = End(article, n)
    of.go(end, of.paragraph(end).shown.index(word))
    return of


def select(of: Session, n: int, first: str, words: int) -> Session:
    """Select so many words from the one given on."""
    at(of, n, first).select("word")
    for _ in range(words - 1):
        of.step("word", 1)
    return of


def quotes(of: Session) -> list[tuple[str, tuple[str, ...]]]:
    return [(annotation.passage.exact, annotation.tags) for annotation in of.book]


def only(of: Session) -> Annotation:
    (annotation,) = of.book
    return annotation


# Tags


def test_a_tag_goes_to_the_sentence_under_the_cursor() -> None:
    of = at(session(), 2, "see")
    effect = of.tag("claim")
    assert quotes(of) == [("“We will see,” he said in Rome.", ("claim",))]
    assert effect.message == "claim added · z takes it back"
    assert effect.cells == {End(0, 2)}


def test_a_new_annotation_says_who_and_when_and_is_handed_on() -> None:
    of = at(session(annotator="ben"), 2)
    of.tag("claim")
    annotation = only(of)
    assert annotation.annotator == "ben"
    assert annotation.created == annotation.modified != ""
    assert annotation.rev == 1
    (change,) = kept(of).changes
    assert [(edit.before, edit.after) for edit in change.edits] == [(None, annotation)]


def test_a_tag_goes_to_the_selection_which_stays_on_its_words() -> None:
    of = select(session(), 2, "denied", 3)
    of.tag("denial")
    assert quotes(of) == [("denied it on", ("denial",))]
    assert not of.selecting
    assert of.target() == only(of).span


def test_the_same_tag_on_exactly_that_passage_takes_it_off() -> None:
    of = at(session(), 2)
    of.tag("claim")
    assert of.tag("claim").message == "claim taken off · z takes it back"
    assert quotes(of) == []


def test_a_second_tag_on_the_same_words_joins_the_first() -> None:
    of = select(session(), 2, "denied", 2)
    of.tag("denial")
    of.tag("claim")
    assert quotes(of) == [("denied it", ("denial", "claim"))]
    assert only(of).rev == 2
    of.tag("denial")
    assert quotes(of) == [("denied it", ("claim",))]


def test_the_same_tag_on_other_words_makes_another_annotation() -> None:
    of = at(session(), 2)
    of.tag("claim")
    select(of, 2, "denied", 2).tag("claim")
    assert quotes(of) == [("The minister denied it on Monday.", ("claim",)), ("denied it", ("claim",))]


def test_an_annotation_with_a_note_outlives_its_last_tag() -> None:
    of = at(session(), 2)
    of.tag("claim")
    of.write("note", "ask him")
    of.tag("claim")
    assert quotes(of) == [("The minister denied it on Monday.", ())]
    assert only(of).note == "ask him"


def test_the_codebooks_order_gives_tags_by_number() -> None:
    of = at(session(), 2)
    of.tag_nth(2)
    assert only(of).tags == ("denial",)
    effect = of.tag_nth(9)
    assert effect.warn
    assert only(of).tags == ("denial",)


def test_the_last_tag_is_repeated_elsewhere() -> None:
    of = at(session(), 2)
    assert of.repeat_tag().warn
    of.tag("threat")
    at(of, 3).repeat_tag()
    assert [tags for _, tags in quotes(of)] == [("threat",), ("threat",)]


def test_a_tag_of_ones_own_is_kept_and_given() -> None:
    of = at(session(), 2)
    of.new_tag("dog  whistle")
    assert only(of).tags == ("dog-whistle",)
    assert of.codebook.tag("dog-whistle").name == "dog whistle"
    assert kept(of).codebooks == [of.codebook]
    at(of, 3).tag_nth(5)
    assert [tags for _, tags in quotes(of)] == [("dog-whistle",), ("dog-whistle",)]


def test_a_new_tag_that_is_there_by_its_name_is_given_and_never_taken_off() -> None:
    of = at(session(), 2)
    of.new_tag("Claim")
    assert of.new_tag("claim").message == "This passage has the tag claim already"
    assert only(of).tags == ("claim",)
    assert kept(of).codebooks == []


@pytest.mark.parametrize("name", ["", "   ", "x" * 41, "a\x1b[2Jb"])
def test_a_name_that_no_tag_can_have_changes_nothing(name: str) -> None:
    of = at(session(), 2)
    with pytest.raises(NewsreaderError):
        of.new_tag(name)
    assert quotes(of) == []
    assert kept(of).codebooks == []


def test_the_targets_tags() -> None:
    of = at(session(), 2)
    assert not of.target_tags
    of.tag("claim")
    of.tag("threat")
    assert of.target_tags == ("claim", "threat")
    assert select(of, 2, "denied", 1).target_tags == ()


# Notes, speakers, removal


def test_a_note_without_an_annotation_makes_one_on_the_sentence() -> None:
    of = at(session(), 3)
    assert of.write("note", "  which border? ").message == "note added · z takes it back"
    assert only(of).note == "which border?"
    assert only(of).tags == ()


@pytest.mark.parametrize("field", ["note", "speaker"])
def test_note_and_speaker_go_to_the_annotation_under_the_cursor(field: str) -> None:
    of = at(session(), 2)
    of.tag("claim")
    at(of, 2, "denied").write(field, "the minister")
    assert getattr(only(of), field) == "the minister"
    assert only(of).tags == ("claim",)
    assert of.write(field, "").message == f"{field} removed · z takes it back"
    assert getattr(only(of), field) == ""


def test_control_characters_do_not_come_into_a_note() -> None:
    of = at(session(), 2)
    of.write("note", "pasted \x1b]0;title\x07\x1b[31mred\x1b[0m\x00")
    assert only(of).note == "pasted red"


def test_writing_nothing_or_the_same_changes_nothing() -> None:
    of = at(session(), 2)
    of.write("note", " ")
    of.tag("claim")
    of.write("note", "seen")
    changes = len(kept(of).changes)
    of.write("note", "seen ")
    assert len(kept(of).changes) == changes
    assert only(of).note == "seen"


def test_taking_the_note_from_an_annotation_without_tags_removes_it() -> None:
    of = at(session(), 2)
    of.write("note", "seen")
    of.write("note", "")
    assert quotes(of) == []


def test_remove_takes_the_annotation_under_the_cursor() -> None:
    of = at(session(), 2)
    assert of.remove().warn
    of.tag("claim")
    of.tag("threat")
    at(of, 2, "denied")
    assert of.remove().message == "claim, threat removed · z takes it back"
    assert quotes(of) == []


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
    assert of.place.end == End(0, 2)
    assert effect.moved
    assert effect.cells >= {End(0, 2), End(1, 4)}


def test_undo_and_redo_never_let_a_revision_go_back() -> None:
    of = at(session(), 2)
    of.tag("claim")
    of.tag("threat")
    of.write("speaker", "the minister")
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


# Several annotations


def overlapping() -> Session:
    """A sentence (claim), three words in it (denial) and one of these (threat), longest made last."""
    of = select(session(), 2, "denied", 1)
    of.tag("threat")
    select(of, 2, "minister", 3).tag("denial")
    at(of, 2).tag("claim")
    return of


@pytest.mark.parametrize(
    ("word", "tags"),
    [("denied", ["claim", "threat", "denial"]), ("minister", ["claim", "denial", "threat"])],
)
def test_under_the_cursor_the_targets_own_comes_first_then_the_shortest_over_the_word(
    word: str, tags: list[str]
) -> None:
    of = at(overlapping(), 2, word)
    assert [annotation.tags[0] for annotation in of.under()] == tags


def test_without_one_on_the_target_the_shortest_over_the_word_is_the_current_one() -> None:
    of = overlapping()
    at(of, 2).tag("claim")  # off again
    at(of, 2, "it on")
    assert [annotation.tags[0] for annotation in of.under()] == ["denial", "threat"]


def test_without_one_over_the_word_the_first_in_the_sentence_is_the_current_one() -> None:
    of = overlapping()
    at(of, 2).tag("claim")
    at(of, 2, "Monday")
    assert [annotation.tags[0] for annotation in of.under()] == ["denial", "threat"]
    at(of, 2, "Then")
    assert of.current() is None


def test_removing_one_of_several_leaves_the_others() -> None:
    of = at(overlapping(), 2, "denied")
    of.remove()
    assert [tags for _, tags in quotes(of)] == [("denial",), ("threat",)]


# Next and previous


def tagged() -> Session:
    """Annotations down the page: Post 2, Courier 5 (beside it), Post 4, Courier 3 (beside it)."""
    of = session()
    for n, side in ((4, 0), (3, 1), (5, 1), (2, 0)):
        at(of, n, article=side).tag("claim")
    at(of, 1)
    return of


def test_annotations_are_visited_down_the_page_and_round_its_end() -> None:
    of = tagged()
    visited, messages = [], []
    for _ in range(5):
        messages.append(of.annotation_step(1).message)
        visited.append(of.place.end)
    assert visited == [End(0, 2), End(1, 5), End(0, 4), End(1, 3), End(0, 2)]
    assert messages == ["", "", "", "", "Round the page's end"]


def test_and_back() -> None:
    of = tagged()
    visited = []
    for _ in range(5):
        of.annotation_step(-1)
        visited.append(of.place.end)
    assert visited == [End(1, 3), End(0, 4), End(1, 5), End(0, 2), End(1, 3)]


def test_the_passage_of_the_one_visited_is_selected() -> None:
    of = select(session(), 2, "denied", 2)
    of.tag("denial")
    at(of, 1).annotation_step(1)
    assert of.target() == only(of).span
    assert not of.selecting
    of.tag("claim")
    assert quotes(of) == [("denied it", ("denial", "claim"))]


def test_overlapping_ones_are_all_visited() -> None:
    of = at(overlapping(), 1)
    visited = []
    for _ in range(3):
        of.annotation_step(1)
        visited.append(only_tag(of))
    assert visited == ["claim", "denial", "threat"]


def only_tag(of: Session) -> str:
    current = of.current()
    assert current is not None
    return current.tags[0]


def test_no_annotations_says_so() -> None:
    assert session().annotation_step(1).warn


def test_going_to_one_that_is_folded_unfolds() -> None:
    of = session()
    of.fold()
    at(of, 5).tag("claim")
    of.fold()
    assert not of.view.shows(End(0, 5))
    assert of.go_to(only(of)).rows
    assert of.place.end == End(0, 5)
    assert of.view.shows(End(0, 5))


def test_undoing_one_that_is_folded_leaves_the_cursor() -> None:
    of = session()
    of.fold()
    at(of, 5).tag("claim")
    of.fold()
    place = of.place
    of.undo()
    assert of.place == place
    assert quotes(of) == []


# Loading


def test_annotations_of_other_texts_are_left_aside() -> None:
    of = session()
    elsewhere = article("Another text.\n\nIt says something.")
    mine = Annotation("0190a000-0000-7000-8000-000000000001", Passage.of(of.story.articles[0], 0, 5), ("claim",))
    other = Annotation("0190a000-0000-7000-8000-000000000002", Passage.of(elsewhere, 0, 5), ("claim",))
    of.load([mine, other])
    assert list(of.book) == [mine]


# Marks


def test_marks_show_annotations_longest_first_then_sentence_word_and_selection() -> None:
    of = overlapping()
    select(of, 2, "on", 2)
    names = [(mark.name, mark.tags) for mark in of.marks(End(0, 2))]
    assert names == [
        ("tag", ("claim",)),
        ("tag", ("denial",)),
        ("tag", ("threat",)),
        ("sentence", ()),
        ("word", ()),
        ("selected", ()),
    ]


def test_a_paragraph_without_cursor_and_annotations_has_no_marks() -> None:
    assert at(session(), 2).marks(End(0, 3)) == ()


def test_an_annotation_over_two_paragraphs_shows_on_both() -> None:
    of = at(session(), 2, "Then")
    of.select("sentence")
    of.step("sentence", 1)
    of.tag("claim")
    at(of, 1)
    length = len(of.paragraph(End(0, 2)).shown)
    assert of.marks(End(0, 2)) == (Mark(length - len("Then he left."), length, "tag", ("claim",)),)
    assert of.marks(End(0, 3)) == (Mark(0, len(of.paragraph(End(0, 3)).shown), "tag", ("claim",)),)


KEYS = [command for command in COMMANDS if command.does]
KEY_LISTS = st.lists(st.tuples(st.sampled_from(KEYS), st.integers(1, 4)), max_size=25)


def sitting(keys: list[tuple[Command, int]], row: int, of: Session | None = None) -> Session:
    """What is left of a session, by default with the seeds, after these keys."""
    of = of or Session(SEEDS, SEED_ALIGNMENT, Codebook(), Kept([], [], {}), "ana")
    of.go_to_row(row)
    for command, times in keys:
        for _ in range(times):
            assert command.does
            command.does(of)
    return of


def selected(of: Session) -> str:
    """What is marked as selected, paragraph after paragraph."""
    if of.selection is None:
        of.select("word")
    article = of.place.end.article
    return " ".join(
        p.shown[mark.start : mark.end]
        for p in of.story.articles[article].paragraphs
        for mark in of.marks(End(article, p.n))
        if mark.name == "selected"
    )


@given(KEY_LISTS, st.integers(1, 7))
@settings(max_examples=100, deadline=None)
def test_what_is_marked_as_selected_is_the_target_white_space_folded(keys: list[tuple[Command, int]], row: int) -> None:
    of = sitting(keys, row, session())
    marked = selected(of)
    start, end = of.target()
    assert marked == " ".join(of.story.articles[of.place.end.article].version.text[start:end].split())


@given(KEY_LISTS, st.integers(1, 63))
@settings(max_examples=100, deadline=None)
def test_where_marks_of_markdown_are_hidden_it_is_what_of_the_target_is_shown(
    keys: list[tuple[Command, int]], row: int
) -> None:
    of = sitting(keys, row)
    marked = selected(of)
    start, end = of.target()
    shown = [
        "".join(
            p.shown[at]
            for piece in p.pieces
            for at, offset in zip(count(piece.shown), range(piece.start, piece.start + piece.length), strict=False)
            if start <= offset < end
        )
        for p in of.story.articles[of.place.end.article].paragraphs
    ]
    assert marked == " ".join(filter(None, shown))


@given(KEY_LISTS, st.integers(1, 63))
@settings(max_examples=100, deadline=None)
def test_whatever_is_done_undo_takes_all_of_it_back_and_redo_brings_it_again(
    keys: list[tuple[Command, int]], row: int
) -> None:
    of = sitting(keys, row)
    while not of.redo().warn:
        pass
    there = [(a.id, a.passage, a.tags, a.note) for a in of.book]
    while not of.undo().warn:
        pass
    assert quotes(of) == []
    while not of.redo().warn:
        pass
    assert [(a.id, a.passage, a.tags, a.note) for a in of.book] == there


@given(KEY_LISTS, st.integers(1, 63))
@settings(max_examples=20, deadline=None)
def test_what_is_handed_on_makes_the_store_hold_what_the_book_holds(
    tmp_path_factory: pytest.TempPathFactory, keys: list[tuple[Command, int]], row: int
) -> None:
    of = sitting(keys, row)
    path: Path = tmp_path_factory.mktemp("store") / "a.json"
    store = Store.open(path)
    for change in kept(of).changes:
        store.apply(change)
    again = Store.open(path)
    assert [a for one in of.story.articles for a in again.annotations(one.id)] == list(of.book)


def test_every_passage_tagged_in_any_text_is_its_exact_words() -> None:
    of = session(story("Ein *kühner* [Plan](https://a.example) wird verkündet. Mehr nicht.", "日本語。中文。"))
    of.tag("claim")
    of.column_step(1)
    of.step("sentence", 1)
    of.tag("claim")
    assert [exact for exact, _ in quotes(of)] == [
        "Ein *kühner* [Plan](https://a.example) wird verkündet.",
        "中文。",
    ]
