"""Searching while one reads, and filtering rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tui.session.desk import Place
from tui.session.effect import Effect

from articles.align import align
from articles.model import Link, ParagraphId
from articles.read import seed_story
from articles.rows import arrange, unaligned
from tests.stories import story
from tui.keys.keymap import Keymap
from tui.session.searching import Finding
from tui.shown.filters import Filter

if TYPE_CHECKING:
    from collections.abc import Sequence

    from articles.model import Story

SEEDS = seed_story()
SEED_ALIGNMENT = align(SEEDS)


class Note(NamedTuple):
    tags: tuple[str, ...] = ()
    speaker: str = ""


class Noted(Finding):
    """A reader who made notes."""

    notes: dict[ParagraphId, list[Note]]

    def annotations_on(self, where: ParagraphId) -> Sequence[Note]:
        return self.notes.get(where, [])

    def tag_name(self, tag_id: str) -> str:
        return tag_id.upper()


def finding(of: Story | None = None) -> Noted:
    """The small story: rows 1, 3 (two on Monday), 4 (Post's border), 5 (two in seven hours), 6 (Courier's comment)."""
    of = of or story()
    made = Noted(of, align(of))
    made.notes = {}
    return made


def searched(query: str, of: Finding | None = None) -> Finding:
    of = of or finding()
    of.search.type(query)
    of.search.done()
    return of


def numbers(of: Finding) -> list[int]:
    return [row.number for row in of.desk.shown.rows]


# Searching


def test_while_a_query_is_typed_the_cursor_goes_to_the_first_hit_from_where_the_typing_began() -> None:
    of = finding()
    of.go(ParagraphId(0, 3))
    assert of.search("s").message == "“s” 7 of 23 · Post 13 · Courier 10 · 2 hidden"
    assert of.place.paragraph == ParagraphId(0, 3)
    effect = of.search("seven")
    assert effect.message == "“seven” 1 of 2 · Post 1 · Courier 1"
    assert effect.moved
    assert of.place == Place(ParagraphId(0, 4), of.paragraph(ParagraphId(0, 4)).shown.index("seven"))
    of.search("se")
    assert of.place.paragraph == ParagraphId(0, 4)
    of.search("s")
    assert of.place.paragraph == ParagraphId(0, 3)


def test_before_the_first_hit_round_the_end_is_the_next() -> None:
    of = finding()
    of.go(ParagraphId(1, 4))
    assert of.search("troops").message == "“troops” 1 of 1 · Post 1"
    assert of.place == Place(ParagraphId(0, 3), 0)


def test_nothing_found_moves_nothing_and_marks_nothing() -> None:
    of = finding()
    of.search("minister")
    place = of.place
    effect = of.search("ministerx")
    assert effect == Effect(
        frozenset({ParagraphId(0, 2), ParagraphId(1, 5)}), message="“ministerx” is not in this story", warn=True
    )
    assert of.place == place
    assert of.matches_on(ParagraphId(0, 2)) == ((), None)
    assert of.counted == "not found"


def test_effects_name_the_cells_that_are_marked_otherwise() -> None:
    of = finding()
    assert of.search("minister").cells == {ParagraphId(0, 1), ParagraphId(0, 2), ParagraphId(1, 5)}
    assert of.search("meeting").cells == {ParagraphId(0, 2), ParagraphId(1, 5), ParagraphId(1, 1)}
    assert of.search("").cells == {ParagraphId(1, 1)}


def test_cancelling_gives_back_place_selection_and_the_search_from_before() -> None:
    of = searched("hotel")
    of.cursor.go(ParagraphId(0, 2), 4)
    of.cursor.select("word")
    place, selection, found = of.desk.place, of.desk.selection, of.search.found
    of.search.type("border")
    of.search.type("bordeaux")
    effect = of.run(lambda of: of.search.cancel())
    assert (of.desk.place, of.desk.selection, of.search.found) == (place, selection, found)
    assert effect.moved
    assert effect.cells >= {ParagraphId(0, 2)}
    assert of.search.queries == ["hotel"]
    assert of.run(lambda of: of.search.cancel()) == Effect()


def test_a_search_that_is_done_stays_at_its_hit_and_is_remembered_once() -> None:
    of = finding()
    of.search("mini")
    of.search("minister")
    assert of.search_done().message == ("“minister” 1 of 2 · Post 1 · Courier 1 · n next · N previous · esc ends it")
    assert of.place.paragraph == ParagraphId(0, 2)
    searched("hotel", of)
    searched("minister", of)
    assert of.queries == ["hotel", "minister"]


def test_a_search_that_found_nothing_gives_back_the_one_from_before() -> None:
    of = searched("hotel")
    place = of.desk.place
    of.search.type("border")
    of.search.type("borderx")
    effect = of.run(lambda of: of.search.done())
    assert (effect.message, effect.warn) == ("“borderx” is not in this story", True)
    assert of.desk.place == place
    assert of.search.found is not None
    assert of.search.found.query == "hotel"
    assert of.run(lambda of: of.search.done()) == Effect(), "nothing was typed"


def test_next_and_previous_go_row_by_row_and_round_the_end() -> None:
    of = searched("on")
    told = []
    for by in (1, 1, 1, 1, 1, 1, 1, 1, -1):
        message = of.run(lambda of: of.search.step(by)).message
        assert of.desk.paragraph(of.desk.place.paragraph).shown[of.desk.place.at :].lower().startswith("on")
        told.append((of.desk.place.paragraph, message.removesuffix(" · Post 4 · Courier 4")))
    assert told == [
        (ParagraphId(0, 2), "“on” 2 of 8"),
        (ParagraphId(1, 5), "“on” 3 of 8"),
        (ParagraphId(1, 5), "“on” 4 of 8"),
        (ParagraphId(0, 4), "“on” 5 of 8"),
        (ParagraphId(0, 4), "“on” 6 of 8"),
        (ParagraphId(1, 3), "“on” 7 of 8"),
        (ParagraphId(1, 3), "“on” 8 of 8"),
        (ParagraphId(0, 2), "Round the page's end · “on” 1 of 8"),
        (ParagraphId(1, 3), "Round the page's end · “on” 8 of 8"),
    ]


def test_next_and_previous_begin_at_the_cursor() -> None:
    of = searched("on")
    of.cursor.go(ParagraphId(0, 3))
    of.search.step(1)
    assert of.desk.place.paragraph == ParagraphId(0, 4)
    of.cursor.go(ParagraphId(0, 3))
    of.search.step(-1)
    assert of.desk.place.paragraph == ParagraphId(1, 5)


def test_two_hits_in_a_word_are_two_steps() -> None:
    of = searched("n", finding(story("Banana it is.")))
    assert of.desk.place.at == 2
    of.search.step(1)
    assert of.desk.place.at == 4
    assert of.search.matches_on(ParagraphId(0, 1)) == (((2, 3), (4, 5)), (4, 5))


def test_the_present_match_is_the_one_at_the_cursor() -> None:
    of = searched("on")
    spans, present = of.search.matches_on(of.desk.place.paragraph)
    assert present == spans[0] == (of.desk.place.at, of.desk.place.at + 2)
    assert of.search.matches_on(ParagraphId(1, 5))[1] is None
    of.cursor.step("sentence", 1)
    assert of.search.matches_on(ParagraphId(0, 2)) == (spans, None)


def test_without_a_search_the_key_is_named_that_begins_one_as_it_was_set() -> None:
    assert finding().next_match(1) == Effect(message="Nothing is searched for: / begins", warn=True)
    of = story()
    other = Finding(of, align(of), Keymap({"search": ("ctrl+f",)}))
    assert other.run(lambda other: other.search.step(1)).message == "Nothing is searched for: ctrl+f begins"


def test_escape_ends_a_selection_first_and_then_the_search() -> None:
    of = searched("minister")
    of.cursor.select("word")
    of.end_selection()
    assert of.search.found is not None
    effect = of.run(lambda of: of.end_selection())
    assert of.search.found is None
    assert effect.cells == {ParagraphId(0, 2), ParagraphId(1, 5)}
    assert effect.message == "“minister” is marked no longer · / and ↑ search for it again"
    assert of.end_selection().message == ""


def test_what_is_folded_is_not_gone_to_but_told_of() -> None:
    of = finding()
    assert of.search("advert").message == "“advert” is only in what is hidden: B unfolds"
    assert of.counted == "not found"
    assert of.place == Place(ParagraphId(0, 1), 0)
    of.fold()
    assert of.search("advert").message == "“advert” 1 of 2 · Post 1 · Courier 1"


def test_a_filter_is_searched_through_and_what_it_hides_is_told_of() -> None:
    of = finding()
    of.apply_filter(Filter("alone"), hides=True)
    assert of.search("said").message == "“said” 1 of 1 · Post 1 · 1 hidden"
    assert of.place.paragraph == ParagraphId(0, 3)
    assert of.search("hotel").message == "“hotel” is only in what is hidden: F shows all rows, B unfolds"
    of.apply_filter(Filter("alone"), hides=False)
    assert of.search("hotel").message == "“hotel” 1 of 1 · Courier 1"


# Filtering


def test_a_filter_hides_the_other_rows_and_moves_the_cursor_to_the_nearest_left() -> None:
    of = finding()
    of.go(ParagraphId(0, 4), 3)
    effect = of.apply_filter(Filter("alone"), hides=True)
    assert effect == Effect(
        frozenset({ParagraphId(0, 4), ParagraphId(0, 3)}),
        moved=True,
        rows=True,
        message="Only rows of one outlet alone: 2 of 5 · F shows all",
    )
    assert numbers(of) == [4, 6]
    assert of.place == Place(ParagraphId(0, 3), 0)
    assert of.filtered == "only rows of one outlet alone"


def test_a_filter_dims_the_other_rows_and_moves_nothing() -> None:
    of = finding()
    of.go(ParagraphId(0, 4), 3)
    effect = of.apply_filter(Filter("alone"), hides=False)
    assert effect.message == "All but rows of one outlet alone dimmed: 2 of 5 · F ends it"
    assert not effect.rows
    assert effect.cells == {
        ParagraphId(0, 1),
        ParagraphId(1, 1),
        ParagraphId(0, 2),
        ParagraphId(1, 5),
        ParagraphId(0, 4),
        ParagraphId(1, 3),
    }
    assert {where for where in of.view.row_of if of.view.dims(where)} == effect.cells
    assert of.place == Place(ParagraphId(0, 4), 3)
    assert of.filtered == "rows of one outlet alone, others dim"


def test_a_filter_that_picks_no_row_changes_nothing() -> None:
    of = finding()
    of.apply_filter(Filter("alone"), hides=True)
    view = of.view
    for filter_, said in ((Filter("tag", "claim"), "tagged CLAIM"), (Filter("text", "adverti"), "with “adverti”")):
        assert of.apply_filter(filter_, hides=False) == Effect(message=f"There are no rows {said}", warn=True)
    assert of.view is view
    assert of.filter == Filter("alone")
    assert of.filter_hides


def test_what_was_picked_stays_until_the_filter_is_applied_again() -> None:
    of = finding()
    of.notes[ParagraphId(0, 2)] = [Note(("claim",))]
    of.apply_filter(Filter("tagged"), hides=True)
    of.notes[ParagraphId(0, 4)] = [Note(("claim",))]
    assert numbers(of) == [3]
    of.apply_filter(Filter("tagged"), hides=True)
    assert numbers(of) == [3, 5]


def test_a_filter_replaces_another_and_does_not_narrow_it() -> None:
    of = finding()
    of.apply_filter(Filter("alone"), hides=True)
    of.apply_filter(Filter("text", "seven"), hides=True)
    assert numbers(of) == [5]


def test_clearing_shows_all_rows_and_keeps_the_cursor() -> None:
    of = finding()
    of.apply_filter(Filter("alone"), hides=True)
    of.go(ParagraphId(1, 4), 2)
    effect = of.clear_filter()
    assert (effect.rows, effect.message) == (True, "All rows are shown again · f filters them")
    assert of.place == Place(ParagraphId(1, 4), 2)
    assert numbers(of) == [1, 3, 4, 5, 6]
    assert of.filtered == ""
    assert of.clear_filter().warn
    of.apply_filter(Filter("alone"), hides=False)
    effect = of.clear_filter()
    assert (effect.rows, effect.message) == (False, "No row is dimmed any more · f filters them")
    assert effect.cells == {
        ParagraphId(0, 1),
        ParagraphId(1, 1),
        ParagraphId(0, 2),
        ParagraphId(1, 5),
        ParagraphId(0, 4),
        ParagraphId(1, 3),
        of.place.paragraph,
    }


def test_folding_under_a_filter_leaves_what_was_picked() -> None:
    of = finding()
    of.apply_filter(Filter("outlet", 1), hides=True)
    of.fold()
    assert numbers(of) == [1, 3, 5, 6]
    of.clear_filter()
    assert numbers(of) == [1, 2, 3, 4, 5, 6, 7]


def test_links_that_arrive_later_let_the_filter_pick_anew_but_leave_the_cursor() -> None:
    of = story()
    one = Finding(of, unaligned(of))
    one.row_filter.apply(Filter("alone"), hides=True)
    assert numbers(one) == [2, 5]
    place = one.desk.place
    assert place == Place(ParagraphId(0, 2), 0)
    assert one.run(lambda one: one.align(align(of))).rows
    assert numbers(one) == [3, 4, 6], "row 3 is the cursor's"
    assert one.desk.place == place


def test_a_filter_that_picks_none_of_later_rows_is_dropped() -> None:
    of = story("Alpha one.\n\nBeta one.", "Gamma two.")
    one = Finding(of, unaligned(of))
    one.row_filter.apply(Filter("alone"), hides=True)
    assert numbers(one) == [2]
    one.align(
        arrange(
            of, [Link(ParagraphId(0, 1), ParagraphId(1, 1), 0.4), Link(ParagraphId(0, 2), ParagraphId(1, 1), 0.3)], 0
        )
    )
    assert one.row_filter.present is None
    assert one.desk.shown.picked is None
    assert numbers(one) == [1, 2]


def test_choices_count_all_rows_also_under_a_filter() -> None:
    of = finding()
    of.notes[ParagraphId(0, 2)] = [Note(("claim",), "Wang")]
    listed = of.filter_choices()
    of.apply_filter(Filter("alone"), hides=True)
    assert of.filter_choices() == listed
    assert [(choice.label, choice.rows) for choice in listed if choice.filter.sort in ("tagged", "tag", "alone")] == [
        ("tagged rows", 1),
        ("rows of one outlet alone", 2),
        ("rows tagged CLAIM", 1),
    ]
    assert of.rows_with("minister") == 1
    assert of.rows_with("") == 0


@pytest.mark.parametrize("hides", [True, False])
def test_every_choice_picks_as_many_rows_as_it_says(hides: bool) -> None:
    of = finding()
    of.notes[ParagraphId(1, 4)] = [Note(("claim",), "Wang")]
    for choice in of.filter_choices():
        of.apply_filter(choice.filter, hides=hides)
        assert of.view.picked is not None
        assert len(of.view.picked) == choice.rows


# Whatever is done

FILTERS = [Filter("alone"), Filter("aligned"), Filter("untagged"), Filter("outlet", 2), Filter("text", "china")]
acts = st.one_of(
    st.tuples(st.just("search"), st.sampled_from(["", "e", "Sullivan", "talks", "zzz", "“"])),
    st.tuples(st.sampled_from(["search_done", "search_cancelled", "end_selection", "clear_filter", "fold", "last"])),
    st.tuples(st.sampled_from(["next_match", "paragraph_step", "column_step"]), st.sampled_from([1, -1])),
    st.tuples(st.just("select"), st.just("sentence")),
    st.tuples(st.just("counterpart")),
    st.tuples(st.just("back")),
    st.tuples(st.just("apply_filter"), st.sampled_from(FILTERS), st.booleans()),
)


@given(st.lists(acts, max_size=25))
@settings(max_examples=100, deadline=None)
def test_the_cursor_is_always_on_the_page_and_effects_name_what_looks_different(acts: list[tuple[object, ...]]) -> None:
    of = Finding(SEEDS, SEED_ALIGNMENT)
    for name, *arguments in acts:
        before = looks(of)
        place = of.desk.place
        if name == "apply_filter":
            effect = of.run(lambda of: of.row_filter.apply(arguments[0], hides=arguments[1]))  # type: ignore[arg-type]
        else:
            effect = getattr(of, str(name))(*arguments)
        assert of.desk.shown.shows(of.desk.place.paragraph)
        after = looks(of)
        assert effect.rows or before.keys() == after.keys()
        changed = {where for where in before.keys() & after.keys() if before[where] != after[where]}
        assert effect.rows or effect.cells >= changed
        assert place == of.desk.place or effect.moved


def looks(of: Finding) -> dict[ParagraphId, object]:
    """All that shows on every paragraph of the page."""
    lit = of.lit()
    return {
        where: (
            of.search.matches_on(where),
            of.desk.shown.dims(where),
            where in lit,
            (of.desk.place, of.desk.target()) if where in lit else None,
        )
        for where in of.desk.shown.row_of
    }
