"""Which annotation is meant, and the ways to others: down the page, of the same tag, in other accounts; bookmarks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from annotations.bookmarks import Bookmark
from articles.model import ParagraphId
from tests.stories import at, kept, only, overlapping, quotes, select, session, story
from tui.keys.keymap import Keymap
from tui.shown.filters import Filter

if TYPE_CHECKING:
    from tui.session.session import Session


# Several annotations


@pytest.mark.parametrize(
    ("word", "tags"),
    [("denied", ["claim", "threat", "denial"]), ("minister", ["claim", "denial", "threat"])],
)
def test_under_the_cursor_the_targets_own_comes_first_then_the_shortest_over_the_word(
    word: str, tags: list[str]
) -> None:
    of = at(overlapping(), 2, word)
    assert [annotation.tags[0] for annotation in of.meant.under()] == tags


def test_without_one_on_the_target_the_shortest_over_the_word_is_the_current_one() -> None:
    of = overlapping()
    at(of, 2).tagging.tag("claim")  # off again
    at(of, 2, "it on")
    assert [annotation.tags[0] for annotation in of.meant.under()] == ["denial", "threat"]


def test_without_one_over_the_word_the_first_in_the_sentence_is_the_current_one() -> None:
    of = overlapping()
    at(of, 2).tagging.tag("claim")
    at(of, 2, "Monday")
    assert [annotation.tags[0] for annotation in of.meant.under()] == ["denial", "threat"]
    at(of, 2, "Then")
    assert of.meant.current() is None


def test_removing_one_of_several_leaves_the_others() -> None:
    of = at(overlapping(), 2, "denied")
    of.tagging.remove()
    assert [tags for _, tags in quotes(of)] == [("denial",), ("threat",)]


def cycled(of: Session) -> list[str]:
    """The first tags of the annotations under the cursor, in the order in which `cycle` means them."""
    found = []
    for _ in of.meant.under():
        of.meant.cycle()
        found.append(only_tag(of))
    return found


def test_cycling_means_each_of_several_in_turn_and_says_which_of_how_many() -> None:
    of = at(overlapping(), 2, "denied")
    assert (only_tag(of), of.meant.which()) == ("claim", 3)
    messages = [of.run(lambda of: of.meant.cycle()).message for _ in range(3)]
    assert messages == ["1 of 3: threat · o next", "2 of 3: denial · o next", "3 of 3: claim · o next"]
    assert cycled(of) == ["threat", "denial", "claim"]


def test_cycling_repaints_every_paragraph_that_one_of_them_touches_and_so_does_moving_on() -> None:
    of = at(session(), 2, "Then")
    of.cursor.select("sentence")
    of.cursor.step("sentence", 1)
    of.tagging.tag("claim")
    select(of, 3, "Troops", 1).tagging.tag("threat")
    at(of, 3)
    assert (
        of.run(lambda of: of.meant.cycle()).cells
        == of.run(lambda of: of.meant.cycle()).cells
        == {ParagraphId(0, 2), ParagraphId(0, 3)}
    )
    while only_tag(of) != "claim":
        of.meant.cycle()
    assert [mark.name for mark in of.marks(ParagraphId(0, 2)) if mark.name == "meant"] == ["meant"]
    assert of.run(lambda of: of.cursor.paragraph_step(1)).cells >= {
        ParagraphId(0, 2),
        ParagraphId(0, 3),
        ParagraphId(0, 4),
    }
    assert "meant" not in [mark.name for mark in of.marks(ParagraphId(0, 2))]


def test_note_speaker_ends_and_removal_are_those_of_the_one_that_is_meant() -> None:
    of = at(overlapping(), 2, "denied")
    while only_tag(of) != "denial":
        of.meant.cycle()
    of.tagging.write_note("why")
    of.tagging.write_source("the minister", "")
    of.ends.begin()
    of.cursor.step("word", 1)
    of.ends.keep()
    changed = {a.tags[0]: (a.passage.exact, a.note, a.speaker) for a in of.annotations.book}
    assert changed["denial"] == ("minister denied it on", "why", "the minister")
    assert (changed["claim"][1:], changed["threat"][1:]) == (("", ""), ("", ""))
    while only_tag(of) != "claim":
        of.meant.cycle()
    of.tagging.remove()
    assert {tags for _, tags in quotes(of)} == {("denial",), ("threat",)}


def test_what_was_meant_is_forgotten_once_the_cursor_moves() -> None:
    of = at(overlapping(), 2, "denied")
    place = of.desk.place
    of.meant.cycle()
    assert only_tag(of) == "threat"
    of.cursor.step("word", 1)
    of.cursor.step("word", -1)
    assert of.desk.place == place
    assert only_tag(of) == "claim"


def test_one_that_was_meant_and_is_removed_leaves_no_other_marked_in_its_place_elsewhere() -> None:
    of = at(session(), 2, "Then")
    of.cursor.select("sentence")
    of.cursor.step("sentence", 1)
    of.tagging.tag("claim")
    select(of, 2, "left", 1).tagging.tag("threat")
    at(of, 2, "Then")
    while only_tag(of) != "threat":
        of.meant.cycle()
    before = of.marks(ParagraphId(0, 3))
    assert ParagraphId(0, 3) not in of.run(lambda of: of.tagging.remove()).cells
    assert of.marks(ParagraphId(0, 3)) == before


def test_cycling_where_there_is_one_or_none_says_so() -> None:
    of = at(session(), 2)
    assert of.run(lambda of: of.meant.cycle()).warn
    assert of.meant.which() == 0
    of.tagging.tag("claim")
    assert of.run(lambda of: of.meant.cycle()).message == "claim: the only annotation here"
    assert of.meant.which() == 1


# Next and previous


def tagged() -> Session:
    """Annotations down the page: Post 2, Courier 5 (beside it), Post 4, Courier 3 (beside it)."""
    of = session()
    for n, side in ((4, 0), (3, 1), (5, 1), (2, 0)):
        at(of, n, article=side).tagging.tag("claim")
    at(of, 1)
    return of


def test_annotations_are_visited_down_the_page_and_round_its_end() -> None:
    of = tagged()
    visited, messages = [], []
    for _ in range(5):
        messages.append(of.run(lambda of: of.jumps.annotation_step(1)).message)
        visited.append(of.desk.place.paragraph)
    assert visited == [ParagraphId(0, 2), ParagraphId(1, 5), ParagraphId(0, 4), ParagraphId(1, 3), ParagraphId(0, 2)]
    assert messages == ["", "", "", "", "Round the page's end"]


def test_and_back() -> None:
    of = tagged()
    visited = []
    for _ in range(5):
        of.jumps.annotation_step(-1)
        visited.append(of.desk.place.paragraph)
    assert visited == [ParagraphId(1, 3), ParagraphId(0, 4), ParagraphId(1, 5), ParagraphId(0, 2), ParagraphId(1, 3)]


def test_the_passage_of_the_one_visited_is_selected() -> None:
    of = select(session(), 2, "denied", 2)
    of.tagging.tag("denial")
    at(of, 1).jumps.annotation_step(1)
    assert of.desk.target() == only(of).span
    assert not of.cursor.selecting
    of.tagging.tag("claim")
    assert quotes(of) == [("denied it", ("denial", "claim"))]


def test_overlapping_ones_are_all_visited() -> None:
    of = at(overlapping(), 1)
    visited = []
    for _ in range(3):
        of.jumps.annotation_step(1)
        visited.append(only_tag(of))
    assert visited == ["claim", "denial", "threat"]


def only_tag(of: Session) -> str:
    current = of.meant.current()
    assert current is not None
    return current.tags[0]


def test_no_annotations_says_so() -> None:
    assert session().jumps.annotation_step(1).warn


def test_where_a_filter_hides_all_that_is_told_and_how_to_see_them() -> None:
    of = at(session(), 2)
    of.tagging.tag("claim")
    of.bookmarks.turn()
    of.row_filter.apply(Filter("untagged"), hides=True)
    for effect in (
        of.run(lambda of: of.jumps.annotation_step(1)),
        of.run(lambda of: of.jumps.alike_step(1)),
        of.run(lambda of: of.bookmarks.step(1)),
    ):
        assert effect.message == "All are hidden: F shows all rows, B unfolds"


def test_going_to_one_that_is_folded_unfolds() -> None:
    of = session()
    of.display.fold()
    at(of, 5).tagging.tag("claim")
    of.display.fold()
    assert not of.desk.shown.shows(ParagraphId(0, 5))
    assert of.run(lambda of: of.jumps.go_to(only(of))).rows
    assert of.desk.place.paragraph == ParagraphId(0, 5)
    assert of.desk.shown.shows(ParagraphId(0, 5))


def test_undoing_one_that_is_folded_leaves_the_cursor() -> None:
    of = session()
    of.display.fold()
    at(of, 5).tagging.tag("claim")
    of.display.fold()
    place = of.desk.place
    of.changes.undo()
    assert of.desk.place == place
    assert quotes(of) == []


# Of the same tag


def mixed() -> Session:
    """Down the page: Post 2 claim, Courier 5 (beside it) threat and claim, Post 3 threat, Post 4 claim."""
    of = session()
    for n, side, tags in ((2, 0, ["claim"]), (5, 1, ["threat", "claim"]), (3, 0, ["threat"]), (4, 0, ["claim"])):
        at(of, n, article=side)
        for tag in tags:
            of.tagging.tag(tag)
    at(of, 1)
    return of


def test_the_next_of_a_tag_keeps_to_that_tag_also_over_passages_with_others() -> None:
    of = at(mixed(), 2)
    visited, messages = [], []
    for _ in range(3):
        messages.append(of.run(lambda of: of.jumps.alike_step(1)).message)
        visited.append(of.desk.place.paragraph)
    assert visited == [ParagraphId(1, 5), ParagraphId(0, 4), ParagraphId(0, 2)]
    assert messages == ["3 tagged claim", "3 tagged claim", "Round the page's end"]
    assert [of.run(lambda of: of.jumps.alike_step(-1)).message, of.desk.place.paragraph] == [
        "Round the page's end",
        ParagraphId(0, 4),
    ]


def test_from_where_nothing_is_tagged_the_tag_used_last_is_the_one() -> None:
    of = mixed()
    of.tags.recent = ("threat",)
    of.jumps.alike_step(1)
    assert of.desk.place.paragraph == ParagraphId(1, 5)
    of.jumps.alike_step(1)
    assert of.desk.place.paragraph == ParagraphId(0, 3)


def test_another_annotation_gives_another_tag_to_go_by() -> None:
    of = at(mixed(), 2)
    of.jumps.alike_step(1)
    at(of, 3)
    of.jumps.alike_step(-1)
    assert of.desk.place.paragraph == ParagraphId(1, 5)
    assert at(of, 3).jumps.alike_step(1).message == "Round the page's end"


def test_without_any_tag_to_go_by_that_is_told() -> None:
    of = session()
    assert (
        of.run(lambda of: of.jumps.alike_step(1)).message
        == "Go to an annotation first: then this finds the next with the same tag"
    )
    of.tags.recent = ("denial",)
    assert of.run(lambda of: of.jumps.alike_step(1)).message == "No passage is tagged denial"


# Over to other accounts


def test_the_nearest_sentence_of_a_counterpart_is_gone_to_and_the_last_tag_is_this_ones() -> None:
    of = at(session(), 2)
    of.tagging.tag("denial")
    at(of, 3).tagging.tag("threat")
    at(of, 2)
    origin = of.desk.place
    effect = of.run(lambda of: of.jumps.propose())
    assert of.desk.place.paragraph == ParagraphId(1, 5)
    assert effect.message == ". tags it denial · shift+tab back"
    of.tagging.repeat()
    assert ("On Monday the minister denied it and left.", ("denial",)) in quotes(of)
    of.jumps.back()
    assert of.desk.place == origin


def test_of_a_paragraph_the_sentence_with_the_most_of_the_words_is_proposed() -> None:
    text = "Nothing of it here. The delegates discussed grain, ships and harbours. They left."
    of = session(story("Talks\n\nThe delegates discussed ships, grain and harbours on Monday.", f"Talks\n\n{text}"))
    at(of, 2).jumps.propose()
    start, end = of.desk.target()
    assert of.desk.story.articles[1].version.text[start:end] == "The delegates discussed grain, ships and harbours."


def test_untagged_nothing_is_said_of_a_tag_and_nowhere_to_go_is_told() -> None:
    of = at(session(), 2)
    assert of.run(lambda of: of.jumps.propose()).message == ""
    at(of, 4, article=1)
    place = of.desk.place
    assert of.run(lambda of: of.jumps.propose()).warn
    assert of.desk.place == place


# Bookmarks


def test_bookmarks_are_put_taken_away_handed_on_and_gone_through() -> None:
    of = at(session(), 4)
    assert of.run(lambda of: of.bookmarks.step(1)).warn
    of.bookmarks.turn()
    assert at(of, 5, article=1).bookmarks.turn().message == "Bookmark put here · 2 in this story, ' goes to the next"
    at(of, 2)
    visited = []
    for by in (1, 1, 1, -1):
        of.bookmarks.step(by)
        visited.append(of.desk.place.paragraph)
    assert visited == [ParagraphId(1, 5), ParagraphId(0, 4), ParagraphId(1, 5), ParagraphId(0, 4)]
    version = of.desk.story.articles[0].version
    place = Bookmark(of.desk.story.articles[0].id, version.sha256, version.text.index("Diplomats"))
    assert place in kept(of).bookmarks
    assert len(kept(of).bookmarks) == 2
    assert of.run(lambda of: of.bookmarks.turn()).message == "Bookmark taken away"
    assert place not in kept(of).bookmarks
    assert set(of.bookmarks) == {ParagraphId(1, 5)}


def test_bookmarks_of_other_articles_and_beyond_the_end_are_left_aside() -> None:
    of = session()
    article = of.desk.story.articles[0]
    here = (
        Bookmark(article.id, article.version.sha256, article.paragraphs[2].start + 5),
        article.paragraphs[2].start + 5,
    )
    away = [(here[0]._replace(article="x"), here[1]), (here[0], 10**6)]
    assert of.bookmarks.load([here, *away]) == {ParagraphId(0, 3)}
    assert of.bookmarks.load([here]) == frozenset()
    assert of.bookmarks.load([]) == {ParagraphId(0, 3)}


# Names


def test_what_is_said_names_the_keys_that_the_person_set() -> None:
    of = session(keymap=Keymap({"cycle": ("O",), "next_bookmark": ("f8",)}))
    of = at(of, 2)
    of.tagging.tag("claim")
    select(of, 2, "denied", 1).tagging.tag("denial")
    assert at(of, 2).meant.cycle().message.endswith("· O next")
    assert "f8 goes to the next" in of.run(lambda of: of.bookmarks.turn()).message


def test_the_latest_tags_are_remembered_each_once() -> None:
    of = at(session(), 2)
    for tag in ("claim", "denial", "claim", "threat"):
        of.tagging.tag(tag)
    assert of.tags.recent == ("threat", "claim", "denial")
    assert of.tags.names(only(of)) == "denial, threat"
    of.tagging.remove()
    of.tagging.write_note("why")
    assert of.tags.names(only(of)) == "note"
