"""Cursor and selection."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.codebook.codebook import Codebook
from articles.align import align
from articles.model import Link, ParagraphId
from articles.read import seed_story
from articles.rows import arrange, unaligned
from tests.stories import Kept, session, story
from tui.keys.commands import COMMANDS, Command
from tui.keys.keymap import DEFAULT
from tui.session.desk import Place
from tui.session.effect import Effect
from tui.session.session import Session

SEEDS = seed_story()
SEED_ALIGNMENT = align(SEEDS)


def reading() -> Session:
    """The small story: Courier's column shows paragraphs 1, 5 (moved), 3 and 4."""
    of = story()
    return session(of, align(of))


def at(of: Session, article: int, n: int, word: str = "") -> Session:
    where = ParagraphId(article, n)
    of.cursor.go(where, of.desk.paragraph(where).shown.index(word))
    return of


def target(of: Session) -> str:
    start, end = of.desk.target()
    return of.desk.story.articles[of.desk.place.paragraph.article].version.text[start:end]


def word(of: Session) -> str:
    return of.desk.paragraph(of.desk.place.paragraph).shown[of.desk.place.at :].split(" ")[0]


# The page


def test_reading_begins_at_the_first_paragraph() -> None:
    assert reading().desk.place == Place(ParagraphId(0, 1), 0)


def test_a_story_of_boilerplate_is_shown_unfolded() -> None:
    of = story("Advertisement\n\nSign up for our newsletter")
    one = session(of, align(of))
    assert not one.desk.shown.folded
    assert one.desk.place == Place(ParagraphId(0, 1), 0)
    assert one.run(lambda one: one.display.fold()).message.endswith("shown · B turns it")


def test_fold_turns_to_and_fro() -> None:
    of = reading()
    assert of.run(lambda of: of.display.fold()).message == "2 lines of boilerplate shown · B turns it"
    assert of.desk.shown.shows(ParagraphId(0, 5))
    effect = of.run(lambda of: of.display.fold())
    assert effect.rows
    assert not of.desk.shown.shows(ParagraphId(0, 5))


def test_a_story_without_boilerplate_says_so() -> None:
    of = story("One thing.", "Other thing.")
    assert session(of, align(of)).display.fold() == Effect(message="This story has no boilerplate")


def test_what_is_folded_takes_the_cursor_to_the_nearest_paragraph_shown() -> None:
    of = reading()
    of.display.fold()
    of.cursor.go(ParagraphId(0, 5))
    of.display.fold()
    assert of.desk.place == Place(ParagraphId(0, 4), 0)


def test_folding_ends_a_selection_of_which_a_part_goes_out_of_sight() -> None:
    of = reading()
    of.display.fold()
    at(of, 0, 5).cursor.select("sentence")
    of.cursor.step("sentence", -1)
    of.display.fold()
    assert of.desk.selection is None
    assert of.desk.place.paragraph == ParagraphId(0, 4)


def test_folding_leaves_a_selection_that_stays_in_sight() -> None:
    of = at(reading(), 0, 2)
    of.cursor.select("word")
    selection = of.desk.selection
    of.display.fold()
    assert of.desk.selection == selection


def test_folding_takes_the_cursor_to_the_row_above_also_where_rows_above_go_too() -> None:
    of = story("Advertisement\n\nOne thing here.\n\nTwo things here.\n\nAdvertisement", "Something else here.")
    one = session(of, unaligned(of))
    one.display.fold()
    one.cursor.go(ParagraphId(0, 4))
    one.display.fold()
    assert one.desk.place == Place(ParagraphId(0, 3), 0)


def pick(of: Session, *rows: int) -> Session:
    """Hide all rows but these."""
    of.desk.turn_to(replace(of.desk.shown, picked=frozenset(rows)))
    return of


def test_what_is_hidden_takes_the_cursor_to_the_nearest_paragraph_left_in_its_column_else_in_another() -> None:
    of = pick(at(reading(), 0, 4, "hours"), 3, 6)
    assert of.desk.place == Place(ParagraphId(0, 2), 0)
    of = pick(at(reading(), 0, 4), 4)
    assert of.desk.place == Place(ParagraphId(0, 3), 0)
    of = pick(at(reading(), 1, 5), 4)
    assert of.desk.place == Place(ParagraphId(0, 3), 0), "row 4 has nothing in the second column"


def test_every_move_stays_on_the_page_where_a_column_is_empty() -> None:
    of = pick(at(reading(), 0, 2), 4)
    assert of.desk.shown.order == ((3,), ())
    assert of.run(lambda of: of.cursor.column_step(1)).message == "This is the last column"
    for effect in (
        of.run(lambda of: of.cursor.paragraph_step(1)),
        of.run(lambda of: of.cursor.paragraph_step(-1)),
        of.run(lambda of: of.cursor.go_to_row(7)),
        of.run(lambda of: of.cursor.last()),
        of.run(lambda of: of.cursor.column_step(-1)),
    ):
        assert not effect.rows
        assert of.desk.place.paragraph == ParagraphId(0, 3)


def test_reveal_brings_back_the_row_of_what_is_hidden_and_unfolds_what_is_folded() -> None:
    of = pick(reading(), 3)
    assert not of.desk.reveal(ParagraphId(0, 2))
    assert of.desk.reveal(ParagraphId(0, 4))
    assert [row.number for row in of.desk.shown.rows] == [3, 5]
    assert of.desk.shown.folded
    assert of.desk.reveal(ParagraphId(0, 5))
    assert not of.desk.shown.folded


def test_going_to_what_is_hidden_reveals_it() -> None:
    of = pick(reading(), 3)
    effect = of.run(lambda of: of.cursor.go(ParagraphId(1, 4)))
    assert effect.rows
    assert of.desk.place.paragraph == ParagraphId(1, 4)
    assert of.desk.shown.shows(ParagraphId(1, 4))
    assert not of.run(lambda of: of.cursor.go(ParagraphId(0, 2))).rows


def test_a_later_alignment_leaves_cursor_and_selection() -> None:
    of = story()
    one = session(of, unaligned(of))
    at(one, 1, 4, "had").cursor.select("word")
    place, selection = one.desk.place, one.desk.selection
    assert one.run(lambda one: one.align(align(of))).rows
    assert (one.desk.place, one.desk.selection) == (place, selection)


@pytest.mark.parametrize(("article", "n", "first"), [(0, 2, ""), (1, 5, "left"), (0, 3, "will")])
def test_a_kept_place_is_found_again(article: int, n: int, first: str) -> None:
    of = at(reading(), article, n, first)
    again = reading()
    again.restore(of.kept_place())
    assert again.desk.place == of.desk.place


@pytest.mark.parametrize(
    "place",
    [
        None,
        7,
        [],
        {},
        {"article": "gone", "offset": 3},
        {"article": None, "offset": 3},
        {"offset": 3},
        {"article": story().articles[0].id, "offset": "3"},
        {"article": story().articles[0].id},
        {"article": story().articles[1].id, "offset": story().articles[1].version.text.index("Adv")},
    ],
)
def test_a_place_that_is_not_there_is_ignored(place: object) -> None:
    of = reading()
    of.restore(place)
    assert of.desk.place == Place(ParagraphId(0, 1), 0)


@pytest.mark.parametrize("offset", [-5, 10**9])
def test_a_place_outside_the_text_is_brought_inside(offset: int) -> None:
    of = reading()
    of.display.fold()
    of.restore({"article": of.desk.story.articles[0].id, "offset": offset})
    assert of.desk.place.paragraph == ParagraphId(0, 1 if offset < 0 else 5)
    assert 0 <= of.desk.place.at < len(of.desk.paragraph(of.desk.place.paragraph).shown)


# Moving


def test_paragraphs_come_in_the_order_of_the_page() -> None:
    of = at(reading(), 1, 1)
    visited = [of.run(lambda of: of.cursor.paragraph_step(1)).moved and of.desk.place.paragraph.n for _ in range(3)]
    assert visited == [5, 3, 4]
    assert of.run(lambda of: of.cursor.paragraph_step(1)) == Effect(message="This is the column's end", warn=True)
    assert of.desk.place.paragraph == ParagraphId(1, 4)


def test_up_from_within_the_first_paragraph_goes_to_its_beginning() -> None:
    of = at(reading(), 0, 1, "Rome")
    assert of.run(lambda of: of.cursor.paragraph_step(-1)).moved
    assert of.desk.place == Place(ParagraphId(0, 1), 0)
    assert of.run(lambda of: of.cursor.paragraph_step(-1)) == Effect(
        message="This is the column's beginning", warn=True
    )


def test_columns_go_to_what_is_on_the_row_else_to_what_stands_at_the_cursors_height() -> None:
    of = at(reading(), 0, 4)
    of.cursor.at_height = lambda article: ParagraphId(article, 1)
    of.cursor.column_step(1)
    assert of.desk.place.paragraph == ParagraphId(1, 3)
    at(of, 0, 3).cursor.column_step(1)
    assert of.desk.place.paragraph == ParagraphId(1, 1)


def test_columns_that_are_not_on_the_screen_go_to_the_same_row_or_the_nearest_above() -> None:
    of = at(reading(), 0, 4)
    of.cursor.column_step(1)
    assert of.desk.place.paragraph == ParagraphId(1, 3)
    at(of, 0, 3).cursor.column_step(1)
    assert of.desk.place.paragraph == ParagraphId(1, 5)
    assert of.run(lambda of: of.cursor.column_step(1)) == Effect(message="This is the last column")
    of.cursor.column_step(-1)
    assert of.desk.place.paragraph == ParagraphId(0, 2)
    assert of.run(lambda of: of.cursor.column_step(-1)) == Effect(message="This is the first column")


def test_a_column_without_anything_shown_is_passed_over() -> None:
    of = story("One thing here.", "Advertisement", "Three things here.")
    one = session(of, align(of))
    one.cursor.column_step(1)
    assert one.desk.place.paragraph == ParagraphId(2, 1)


def test_words_lead_over_the_paragraphs_end() -> None:
    of = at(reading(), 0, 1, "Rome")
    of.cursor.step("word", 1)
    assert (of.desk.place.paragraph, word(of)) == (ParagraphId(0, 2), "The")
    of.cursor.step("word", -1)
    assert (of.desk.place.paragraph, word(of)) == (ParagraphId(0, 1), "Rome")


def test_sentences_lead_over_the_paragraphs_end() -> None:
    of = at(reading(), 0, 2, "left")
    of.cursor.step("sentence", 1)
    assert (of.desk.place.paragraph, word(of)) == (ParagraphId(0, 3), "Troops")
    of.cursor.step("sentence", -1)
    assert (of.desk.place.paragraph, word(of)) == (ParagraphId(0, 2), "Then")


def test_at_a_columns_end_a_tag_key_does_not_change_the_same_sentence_unseen() -> None:
    of = at(reading(), 0, 4, "seven")
    of.cursor.step("sentence", 1)
    end = of.desk.place
    of.run(lambda of: of.tagging.tag("claim"))
    for step in (lambda of: of.cursor.step("sentence", 1), lambda of: of.cursor.paragraph_step(1)):
        assert of.run(step) == Effect(message="This is the column's end", warn=True)
        effect = of.run(lambda of: of.tagging.tag("claim"))
        assert effect.message == "This is still the same sentence, claim: the key once more takes claim off"
        assert effect.warn
        assert [a.tags for a in of.annotations.book] == [("claim",)]
    of.run(lambda of: of.cursor.step("word", -1))
    of.run(lambda of: of.cursor.step("sentence", 1))
    assert of.run(lambda of: of.tagging.tag("threat")).message.endswith("claim: the key once more adds threat")
    of.run(lambda of: of.tagging.tag("threat"))
    assert [a.tags for a in of.annotations.book] == [("claim", "threat")]
    assert of.desk.place.paragraph == end.paragraph


def test_where_nothing_is_tagged_yet_the_last_sentence_is_tagged_at_once_and_so_is_a_selection() -> None:
    of = at(reading(), 0, 4)
    of.run(lambda of: of.cursor.step("sentence", 1))
    of.run(lambda of: of.tagging.tag("claim"))
    assert [a.tags for a in of.annotations.book] == [("claim",)]
    of.run(lambda of: of.cursor.step("sentence", 1))
    of.run(lambda of: of.cursor.select("sentence"))
    of.run(lambda of: of.tagging.tag("claim"))
    assert len(of.annotations.book) == 0


def test_words_and_sentences_go_on_in_the_next_column_if_that_is_set() -> None:
    of = at(reading(), 0, 4, "weapons")
    of.cursor.goes_on = True
    effect = of.run(lambda of: of.cursor.step("sentence", 1))
    assert (effect.message, effect.moved, effect.warn) == ("On in Courier", True, False)
    assert of.desk.place == Place(ParagraphId(1, 1), 0)
    assert of.run(lambda of: of.cursor.step("word", -1)).message == "On in Post"
    assert target(of) == "Diplomats met for seven hours over sanctions and weapons."
    at(of, 1, 4, "comment")
    assert of.run(lambda of: of.cursor.step("sentence", 1)).warn, "there is no further column"
    at(of, 0, 4, "weapons")
    of.cursor.select("word")
    assert of.run(lambda of: of.cursor.step("word", 1)).warn, "a passage stays in its column"


def test_no_step_leaves_the_column() -> None:
    of = at(reading(), 0, 1)
    assert of.run(lambda of: of.cursor.step("word", -1)) == Effect(message="This is the column's beginning", warn=True)
    at(of, 0, 4, "weapons")
    assert of.run(lambda of: of.cursor.step("sentence", 1)) == Effect(message="This is the column's end", warn=True)


def test_a_move_names_the_cells_left_and_entered() -> None:
    of = at(reading(), 0, 2)
    assert of.run(lambda of: of.cursor.paragraph_step(1)) == Effect(
        frozenset({ParagraphId(0, 2), ParagraphId(0, 3)}), moved=True
    )


@pytest.mark.parametrize(("row", "n"), [(1, 1), (3, 5), (4, 5), (5, 3), (7, 4), (99, 4)])
def test_go_to_a_row(row: int, n: int) -> None:
    of = at(reading(), 1, 1)
    of.cursor.go_to_row(row)
    assert of.desk.place.paragraph == ParagraphId(1, n)


def test_the_last_paragraph_of_the_column() -> None:
    of = at(reading(), 1, 1)
    of.cursor.last()
    assert of.desk.place.paragraph == ParagraphId(1, 4)


# Counterparts


def three() -> Session:
    of = story("Alpha one.\n\nBeta one.", "Alpha two.\n\nBeta two.", "Alpha three.\n\nBeta three.")
    links = [Link(ParagraphId(0, 1), ParagraphId(1, 2), 0.4), Link(ParagraphId(0, 1), ParagraphId(2, 1), 0.6)]
    return session(of, arrange(of, links, 0))


def test_the_counterparts_one_after_another_and_back_to_the_beginning() -> None:
    of = three()
    of.cursor.go(ParagraphId(0, 1), 6)
    assert (
        of.run(lambda of: of.jumps.counterpart()).message
        == "Counterpart 1 of 2: Herald · tab goes to the next · shift+tab back"
    )
    assert of.desk.place == Place(ParagraphId(2, 1), 0)
    assert of.run(lambda of: of.jumps.counterpart()).message == "Counterpart 2 of 2: Courier · shift+tab back"
    assert of.desk.place == Place(ParagraphId(1, 2), 0)
    assert of.run(lambda of: of.jumps.counterpart()).moved
    assert of.desk.place == Place(ParagraphId(0, 1), 6)


def test_a_hidden_counterpart_and_a_hidden_origin_are_revealed() -> None:
    told = three().desk.story
    of = session(
        told,
        arrange(
            told,
            [Link(ParagraphId(0, 1), ParagraphId(1, 2), 0.15), Link(ParagraphId(0, 2), ParagraphId(1, 1), 0.12)],
            0,
        ),
    )
    here, there = ParagraphId(0, 2), ParagraphId(1, 1)
    of.cursor.go(here, 5)
    pick(of, of.desk.shown.number_of[here])
    assert not of.desk.shown.shows(there)
    assert of.run(lambda of: of.jumps.counterpart()).rows
    assert of.desk.place.paragraph == there
    pick(of, of.desk.shown.number_of[there])
    assert of.run(lambda of: of.jumps.back()).rows
    assert of.desk.place == Place(here, 5)


def test_back_returns_to_the_origin_word() -> None:
    of = three()
    of.cursor.go(ParagraphId(0, 1), 6)
    of.jumps.counterpart()
    of.jumps.back()
    assert of.desk.place == Place(ParagraphId(0, 1), 6)


def test_back_returns_also_after_reading_on_beside_the_counterpart() -> None:
    of = three()
    of.cursor.go(ParagraphId(0, 1), 6)
    of.jumps.counterpart()
    of.cursor.step("word", 1)
    of.cursor.paragraph_step(1)
    of.jumps.back()
    assert of.desk.place == Place(ParagraphId(0, 1), 6)


def test_from_a_paragraph_reached_on_foot_a_new_jump_begins() -> None:
    of = three()
    of.jumps.counterpart()
    of.cursor.go(ParagraphId(1, 2))
    of.jumps.counterpart()
    assert of.desk.place.paragraph == ParagraphId(0, 1)
    of.jumps.back()
    assert of.desk.place.paragraph == ParagraphId(1, 2)


def test_a_paragraph_without_counterpart_says_so() -> None:
    of = three()
    of.cursor.go(ParagraphId(0, 2))
    effect = of.run(lambda of: of.jumps.counterpart())
    assert effect.warn
    assert of.desk.place.paragraph == ParagraphId(0, 2)


def test_there_is_a_way_back_only_once() -> None:
    of = three()
    assert of.run(lambda of: of.jumps.back()).warn
    of.jumps.counterpart()
    of.jumps.back()
    assert of.run(lambda of: of.jumps.back()).warn


# Selecting


def test_without_a_selection_the_target_is_the_sentence_under_the_cursor() -> None:
    of = at(reading(), 0, 2, "will see")
    assert target(of) == "“We will see,” he said in Rome."


def test_a_sentence_that_was_stepped_to_is_the_target_and_its_own_first_word_is_selected() -> None:
    of = at(reading(), 0, 2)
    of.cursor.step("sentence", 1)
    assert target(of) == "“We will see,” he said in Rome."
    of.cursor.select("word")
    assert target(of) == "We"


def test_words_are_selected_as_the_cursor_moves_both_ways() -> None:
    of = at(reading(), 0, 2, "denied")
    of.cursor.select("word")
    assert of.cursor.selecting
    of.cursor.step("word", 1)
    of.cursor.step("word", 1)
    assert target(of) == "denied it on"
    for _ in range(3):
        of.cursor.step("word", -1)
    assert target(of) == "minister denied"


def test_while_selecting_down_and_right_step_by_sentence_and_word() -> None:
    of = at(reading(), 0, 2, "denied")
    of.cursor.select("word")
    of.cursor.column_step(1)
    assert target(of) == "denied it"
    of.cursor.paragraph_step(1)
    assert target(of) == "denied it on Monday. “We"


def test_sentences_are_selected_over_paragraphs() -> None:
    of = at(reading(), 0, 2, "left")
    of.cursor.select("sentence")
    of.cursor.step("sentence", 1)
    assert target(of) == "Then he left.\n\nTroops “will move” before the summit, he said of the border."


def test_the_same_key_again_ends_selecting_and_the_other_takes_over() -> None:
    of = at(reading(), 0, 2, "denied")
    of.cursor.select("word")
    of.cursor.select("sentence")
    assert target(of) == "The minister denied it on Monday."
    of.cursor.select("sentence")
    assert of.desk.selection is None


def test_the_other_end() -> None:
    of = at(reading(), 0, 2, "denied")
    of.cursor.select("word")
    of.cursor.step("word", 1)
    of.cursor.other_end()
    assert word(of) == "denied"
    of.cursor.step("word", -1)
    assert target(of) == "minister denied it"


def test_there_is_no_other_end_without_a_selection() -> None:
    assert reading().cursor.other_end().warn


def test_extend_selects_what_is_under_the_cursor_first() -> None:
    of = at(reading(), 0, 2, "denied")
    of.cursor.extend("word", 1)
    assert target(of) == "denied"
    of.cursor.extend("word", 1)
    assert target(of) == "denied it"


def test_escape_ends_a_selection_and_names_its_cells() -> None:
    of = at(reading(), 0, 2, "left")
    of.cursor.select("sentence")
    of.cursor.step("sentence", 1)
    assert of.run(lambda of: of.end_selection()).cells == {ParagraphId(0, 2), ParagraphId(0, 3)}
    assert of.desk.selection is None


def test_going_elsewhere_ends_a_selection() -> None:
    of = at(reading(), 0, 2)
    of.cursor.select("word")
    assert of.run(lambda of: of.cursor.go(ParagraphId(0, 4))).cells == {ParagraphId(0, 2), ParagraphId(0, 4)}
    assert of.desk.selection is None


def test_a_selection_does_not_reach_over_what_stands_elsewhere() -> None:
    of = at(reading(), 1, 3, "weapons")  # above it stands 5, which moved; below it 4
    of.cursor.select("word")
    place = of.desk.place
    for _ in range(10):
        of.cursor.step("word", -1)
    effect = of.run(lambda of: of.cursor.step("word", -1))
    assert effect.warn
    assert of.desk.place.paragraph == place.paragraph
    assert target(of).startswith("Diplomats met")


def test_the_mouse_selects_from_word_to_word_in_either_direction() -> None:
    of = reading()
    one, other = Place(ParagraphId(0, 2), 5), Place(ParagraphId(0, 3), 9)
    of.cursor.select_to(one, other)
    assert target(of).endswith("Then he left.\n\nTroops “will")
    forth = of.desk.target()
    of.cursor.select_to(other, one)
    assert of.desk.target() == forth
    assert of.desk.place == one


def test_the_mouse_does_not_reach_over_what_stands_elsewhere_either() -> None:
    of = reading()
    assert of.run(lambda of: of.cursor.select_to(Place(ParagraphId(1, 5), 0), Place(ParagraphId(1, 3), 0))).warn
    assert of.desk.selection is None


# Whatever keys come

MOVES = [command for command in COMMANDS if command.does and command.group in ("Move", "Select", "Story")]


@given(st.lists(st.tuples(st.sampled_from(MOVES), st.integers(1, 6)), max_size=25), st.integers(1, 63))
def test_no_keys_leave_the_shown_text_and_every_effect_names_what_looks_different(
    keys: list[tuple[Command, int]], row: int
) -> None:
    of = Session(SEEDS, SEED_ALIGNMENT, Codebook(), Kept([], [], {}), key=DEFAULT.key)
    of.cursor.go_to_row(row)
    for command in (command for command, times in keys for _ in range(times)):
        assert command.does
        place, lit = of.desk.place, of.lit()
        effect = of.run(command.does)
        article = of.desk.story.articles[of.desk.place.paragraph.article]
        assert of.desk.shown.shows(of.desk.place.paragraph)
        assert 0 <= of.desk.place.at < len(of.desk.paragraph(of.desk.place.paragraph).shown)
        start, end = of.desk.target()
        assert 0 <= start < end <= len(article.version.text)
        touched = range(article.paragraph_at(start).n, article.paragraph_at(end - 1).n + 1)
        assert all(of.desk.shown.shows(ParagraphId(of.desk.place.paragraph.article, n)) for n in touched)
        assert effect.rows or (place, lit) == (of.desk.place, of.lit()) or effect.cells >= lit | of.lit()
        assert place == of.desk.place or effect.moved
