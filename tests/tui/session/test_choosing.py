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


def cycled(of: Session) -> list[str]:
    """The first tags of the annotations under the cursor, in the order in which `cycle` means them."""
    found = []
    for _ in of.under():
        of.cycle()
        found.append(only_tag(of))
    return found


def test_cycling_means_each_of_several_in_turn_and_says_which_of_how_many() -> None:
    of = at(overlapping(), 2, "denied")
    assert (only_tag(of), of.which()) == ("claim", 3)
    messages = [of.cycle().message for _ in range(3)]
    assert messages == ["1 of 3: threat · o next", "2 of 3: denial · o next", "3 of 3: claim · o next"]
    assert cycled(of) == ["threat", "denial", "claim"]


def test_cycling_repaints_every_paragraph_that_one_of_them_touches_and_so_does_moving_on() -> None:
    of = at(session(), 2, "Then")
    of.select("sentence")
    of.step("sentence", 1)
    of.tag("claim")
    select(of, 3, "Troops", 1).tag("threat")
    at(of, 3)
    assert of.cycle().cells == of.cycle().cells == {ParagraphId(0, 2), ParagraphId(0, 3)}
    while only_tag(of) != "claim":
        of.cycle()
    assert [mark.name for mark in of.marks(ParagraphId(0, 2)) if mark.name == "meant"] == ["meant"]
    assert of.paragraph_step(1).cells >= {ParagraphId(0, 2), ParagraphId(0, 3), ParagraphId(0, 4)}
    assert "meant" not in [mark.name for mark in of.marks(ParagraphId(0, 2))]


def test_note_speaker_ends_and_removal_are_those_of_the_one_that_is_meant() -> None:
    of = at(overlapping(), 2, "denied")
    while only_tag(of) != "denial":
        of.cycle()
    of.write_note("why")
    of.write_source("the minister", "")
    of.move_ends()
    of.step("word", 1)
    of.keep_ends()
    changed = {a.tags[0]: (a.passage.exact, a.note, a.speaker) for a in of.book}
    assert changed["denial"] == ("minister denied it on", "why", "the minister")
    assert (changed["claim"][1:], changed["threat"][1:]) == (("", ""), ("", ""))
    while only_tag(of) != "claim":
        of.cycle()
    of.remove()
    assert {tags for _, tags in quotes(of)} == {("denial",), ("threat",)}


def test_what_was_meant_is_forgotten_once_the_cursor_moves() -> None:
    of = at(overlapping(), 2, "denied")
    place = of.place
    of.cycle()
    assert only_tag(of) == "threat"
    of.step("word", 1)
    of.step("word", -1)
    assert of.place == place
    assert only_tag(of) == "claim"


def test_one_that_was_meant_and_is_removed_leaves_no_other_marked_in_its_place_elsewhere() -> None:
    of = at(session(), 2, "Then")
    of.select("sentence")
    of.step("sentence", 1)
    of.tag("claim")
    select(of, 2, "left", 1).tag("threat")
    at(of, 2, "Then")
    while only_tag(of) != "threat":
        of.cycle()
    before = of.marks(ParagraphId(0, 3))
    assert ParagraphId(0, 3) not in of.remove().cells
    assert of.marks(ParagraphId(0, 3)) == before


def test_cycling_where_there_is_one_or_none_says_so() -> None:
    of = at(session(), 2)
    assert of.cycle().warn
    assert of.which() == 0
    of.tag("claim")
    assert of.cycle().message == "claim: the only annotation here"
    assert of.which() == 1


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
        visited.append(of.place.paragraph)
    assert visited == [ParagraphId(0, 2), ParagraphId(1, 5), ParagraphId(0, 4), ParagraphId(1, 3), ParagraphId(0, 2)]
    assert messages == ["", "", "", "", "Round the page's end"]


def test_and_back() -> None:
    of = tagged()
    visited = []
    for _ in range(5):
        of.annotation_step(-1)
        visited.append(of.place.paragraph)
    assert visited == [ParagraphId(1, 3), ParagraphId(0, 4), ParagraphId(1, 5), ParagraphId(0, 2), ParagraphId(1, 3)]


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


def test_where_a_filter_hides_all_that_is_told_and_how_to_see_them() -> None:
    of = at(session(), 2)
    of.tag("claim")
    of.bookmark()
    of.apply_filter(Filter("untagged"), hides=True)
    for effect in (of.annotation_step(1), of.alike_step(1), of.bookmark_step(1)):
        assert effect.message == "All are hidden: F shows all rows, B unfolds"


def test_going_to_one_that_is_folded_unfolds() -> None:
    of = session()
    of.fold()
    at(of, 5).tag("claim")
    of.fold()
    assert not of.view.shows(ParagraphId(0, 5))
    assert of.go_to(only(of)).rows
    assert of.place.paragraph == ParagraphId(0, 5)
    assert of.view.shows(ParagraphId(0, 5))


def test_undoing_one_that_is_folded_leaves_the_cursor() -> None:
    of = session()
    of.fold()
    at(of, 5).tag("claim")
    of.fold()
    place = of.place
    of.undo()
    assert of.place == place
    assert quotes(of) == []


# Of the same tag


def mixed() -> Session:
    """Down the page: Post 2 claim, Courier 5 (beside it) threat and claim, Post 3 threat, Post 4 claim."""
    of = session()
    for n, side, tags in ((2, 0, ["claim"]), (5, 1, ["threat", "claim"]), (3, 0, ["threat"]), (4, 0, ["claim"])):
        at(of, n, article=side)
        for tag in tags:
            of.tag(tag)
    at(of, 1)
    return of


def test_the_next_of_a_tag_keeps_to_that_tag_also_over_passages_with_others() -> None:
    of = at(mixed(), 2)
    visited, messages = [], []
    for _ in range(3):
        messages.append(of.alike_step(1).message)
        visited.append(of.place.paragraph)
    assert visited == [ParagraphId(1, 5), ParagraphId(0, 4), ParagraphId(0, 2)]
    assert messages == ["3 tagged claim", "3 tagged claim", "Round the page's end"]
    assert [of.alike_step(-1).message, of.place.paragraph] == ["Round the page's end", ParagraphId(0, 4)]


def test_from_where_nothing_is_tagged_the_tag_used_last_is_the_one() -> None:
    of = mixed()
    of.recent = ("threat",)
    of.alike_step(1)
    assert of.place.paragraph == ParagraphId(1, 5)
    of.alike_step(1)
    assert of.place.paragraph == ParagraphId(0, 3)


def test_another_annotation_gives_another_tag_to_go_by() -> None:
    of = at(mixed(), 2)
    of.alike_step(1)
    at(of, 3)
    of.alike_step(-1)
    assert of.place.paragraph == ParagraphId(1, 5)
    assert at(of, 3).alike_step(1).message == "Round the page's end"


def test_without_any_tag_to_go_by_that_is_told() -> None:
    of = session()
    assert of.alike_step(1).message == "Go to an annotation first: then this finds the next with the same tag"
    of.recent = ("denial",)
    assert of.alike_step(1).message == "No passage is tagged denial"


# Over to other accounts


def test_the_nearest_sentence_of_a_counterpart_is_gone_to_and_the_last_tag_is_this_ones() -> None:
    of = at(session(), 2)
    of.tag("denial")
    at(of, 3).tag("threat")
    at(of, 2)
    origin = of.place
    effect = of.propose()
    assert of.place.paragraph == ParagraphId(1, 5)
    assert effect.message == ". tags it denial · shift+tab back"
    of.repeat_tag()
    assert ("On Monday the minister denied it and left.", ("denial",)) in quotes(of)
    of.back()
    assert of.place == origin


def test_of_a_paragraph_the_sentence_with_the_most_of_the_words_is_proposed() -> None:
    text = "Nothing of it here. The delegates discussed grain, ships and harbours. They left."
    of = session(story("Talks\n\nThe delegates discussed ships, grain and harbours on Monday.", f"Talks\n\n{text}"))
    at(of, 2).propose()
    start, end = of.target()
    assert of.story.articles[1].version.text[start:end] == "The delegates discussed grain, ships and harbours."


def test_untagged_nothing_is_said_of_a_tag_and_nowhere_to_go_is_told() -> None:
    of = at(session(), 2)
    assert of.propose().message == ""
    at(of, 4, article=1)
    place = of.place
    assert of.propose().warn
    assert of.place == place


# Bookmarks


def test_bookmarks_are_put_taken_away_handed_on_and_gone_through() -> None:
    of = at(session(), 4)
    assert of.bookmark_step(1).warn
    of.bookmark()
    assert at(of, 5, article=1).bookmark().message == "Bookmark put here · 2 in this story, ' goes to the next"
    at(of, 2)
    visited = []
    for by in (1, 1, 1, -1):
        of.bookmark_step(by)
        visited.append(of.place.paragraph)
    assert visited == [ParagraphId(1, 5), ParagraphId(0, 4), ParagraphId(1, 5), ParagraphId(0, 4)]
    version = of.story.articles[0].version
    place = Bookmark(of.story.articles[0].id, version.sha256, version.text.index("Diplomats"))
    assert place in kept(of).bookmarks
    assert len(kept(of).bookmarks) == 2
    assert of.bookmark().message == "Bookmark taken away"
    assert place not in kept(of).bookmarks
    assert set(of.bookmarks) == {ParagraphId(1, 5)}


def test_bookmarks_of_other_articles_and_beyond_the_end_are_left_aside() -> None:
    of = session()
    article = of.story.articles[0]
    here = (
        Bookmark(article.id, article.version.sha256, article.paragraphs[2].start + 5),
        article.paragraphs[2].start + 5,
    )
    away = [(here[0]._replace(article="x"), here[1]), (here[0], 10**6)]
    assert of.load_bookmarks([here, *away]) == {ParagraphId(0, 3)}
    assert of.load_bookmarks([here]) == frozenset()
    assert of.load_bookmarks([]) == {ParagraphId(0, 3)}


# Names


def test_what_is_said_names_the_keys_that_the_person_set() -> None:
    of = session(keymap=Keymap({"cycle": ("O",), "next_bookmark": ("f8",)}))
    of = at(of, 2)
    of.tag("claim")
    select(of, 2, "denied", 1).tag("denial")
    assert at(of, 2).cycle().message.endswith("· O next")
    assert "f8 goes to the next" in of.bookmark().message


def test_the_latest_tags_are_remembered_each_once() -> None:
    of = at(session(), 2)
    for tag in ("claim", "denial", "claim", "threat"):
        of.tag(tag)
    assert of.recent == ("threat", "claim", "denial")
    assert of.tag_names(only(of)) == "denial, threat"
    of.remove()
    of.write_note("why")
    assert of.tag_names(only(of)) == "note"
