"""The layout of continuous texts that slide past one another."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from articles.model import ParagraphId
from tests.stories import shown_texts
from tui.page.flow import FlowLayout, flow
from tui.page.layout import GUTTER_CELLS, MARGIN_CELLS, Column, Item, PageText

VIEW = 20


def flowing(*texts: tuple[str, ...], width: int = 10) -> FlowLayout:
    """A page of these columns of texts, each `width` cells wide; paragraphs are numbered from 1."""
    columns = tuple(Column(a, a * (GUTTER_CELLS + width + MARGIN_CELLS + 1), width) for a in range(len(texts)))
    items = [[Item(ParagraphId(a, n), text) for n, text in enumerate(column, 1)] for a, column in enumerate(texts)]
    return flow(PageText(tuple(items)), columns)


def heights(layout: FlowLayout, top: int, *paragraph_ids: ParagraphId) -> list[int]:
    """On which lines of the screen paragraphs begin."""
    return [layout.spots[where].top - top for where in paragraph_ids]


def test_a_column_is_its_paragraphs_with_a_blank_line_between_two() -> None:
    layout = flowing(("one two three four", "five"), ("one",))
    assert [(spot.top, spot.height) for spot in layout.spots.values()] == [(0, 2), (3, 1), (0, 1)]
    assert layout.height == 5


def test_what_belongs_beside_the_cursor_slides_to_its_height_and_its_own_column_stays() -> None:
    layout, top = flowing(tuple("abcdefgh"), tuple("abcdefgh")).slid(ParagraphId(0, 6), [ParagraphId(1, 3)], 4, VIEW)
    assert top == 4
    assert heights(layout, top, ParagraphId(0, 6), ParagraphId(1, 3)) == [6, 6]
    assert layout.slides[0] == 0


def test_a_column_without_a_counterpart_stays_where_it_is() -> None:
    layout = flowing(*[tuple("abcdefgh")] * 3)
    layout, top = layout.slid(ParagraphId(0, 6), [ParagraphId(1, 3)], 0, VIEW)
    before = layout.slides[2]
    layout, _ = layout.slid(ParagraphId(0, 7), [ParagraphId(1, 2)], top, VIEW)
    assert layout.slides[2] == before


def test_nothing_is_made_anew_where_all_stands_already() -> None:
    layout, top = flowing(tuple("abcdefgh"), tuple("abcdefgh")).slid(ParagraphId(0, 6), [ParagraphId(1, 3)], 0, VIEW)
    assert layout.slid(ParagraphId(0, 6), [ParagraphId(1, 3)], top, VIEW) == (layout, top)
    assert layout.slid(ParagraphId(0, 6), [ParagraphId(1, 3)], top, VIEW)[0] is layout


def test_nothing_moves_when_the_cursor_goes_over_to_what_stands_beside() -> None:
    paragraph_ids = ParagraphId(0, 6), ParagraphId(1, 1)
    layout, top = flowing(tuple("abcdefgh"), tuple("ab")).slid(paragraph_ids[0], [paragraph_ids[1]], 3, VIEW)
    before = heights(layout, top, *layout.spots)
    layout, top = layout.slid(paragraph_ids[1], [paragraph_ids[0]], top, VIEW)
    assert heights(layout, top, *layout.spots) == before
    assert top >= 0
    assert top + VIEW <= layout.height


def test_blank_lines_above_a_column_go_when_they_are_out_of_view() -> None:
    layout, top = flowing(tuple("abcdefgh"), tuple("abcdefgh")).slid(ParagraphId(0, 6), [ParagraphId(1, 1)], 0, VIEW)
    layout, top = layout.slid(ParagraphId(1, 1), [ParagraphId(0, 6)], top, VIEW)
    assert layout.slides[1] == 10
    layout, top = layout.slid(ParagraphId(1, 8), [], top + 12, VIEW)
    assert layout.slides[1] == 0
    assert top == 2


def test_below_the_headline() -> None:
    assert flowing(("one two three four", "five"), ("one",)).body_top == 3
    assert flowing(("one",), ("one",)).body_top == 2


def test_the_paragraph_of_a_column_at_a_line() -> None:
    layout = flowing(("one two three four", "five"), ("one",), ())
    assert [layout.paragraph_at(0, y) for y in (-3, 0, 1, 2, 3, 4, 99)] == [
        ParagraphId(0, n) for n in (1, 1, 1, 2, 2, 2, 2)
    ]
    assert layout.paragraph_at(2, 0) is None


def test_an_empty_page_has_nothing_to_hit() -> None:
    layout = flowing((), ())
    assert layout.items_at(0) == (None, None)
    assert layout.hit(5, 0) is None


pages = st.lists(st.lists(shown_texts, max_size=6).map(tuple), min_size=1, max_size=3).filter(any)


@given(pages, st.integers(1, 40), st.data())
def test_every_paragraph_stands_once_and_is_hit_where_it_stands(
    page: list[tuple[str, ...]], width: int, data: st.DataObject
) -> None:
    layout = flowing(*page, width=width)
    paragraph_ids = [ParagraphId(a, n) for a, column in enumerate(page) for n in range(1, len(column) + 1)]
    assert list(layout.spots) == paragraph_ids
    cursor = data.draw(st.sampled_from(paragraph_ids))
    companions = {where.article: where for where in data.draw(st.lists(st.sampled_from(paragraph_ids)))}
    top = data.draw(st.integers(0, layout.height))
    layout, top = layout.slid(cursor, companions.values(), top, VIEW)
    for where, spot in layout.spots.items():
        x = layout.columns[spot.column].text_x
        for line in range(max(0, spot.top), min(layout.height, spot.top + spot.height)):
            hit = layout.hit(x, line)
            assert hit is not None
            assert hit[0].paragraph == where
            assert layout.line_of(where, hit[1]) == line
            assert layout.paragraph_at(spot.column, line) == where
            assert (line, where, hit[1]) in list(layout.lines_of(spot.column, line, line + 1))


@given(pages, st.integers(1, 40), st.data())
def test_through_any_steps_counterparts_stand_at_the_cursors_height_and_its_column_stays(
    page: list[tuple[str, ...]], width: int, data: st.DataObject
) -> None:
    layout, top = flowing(*page, width=width), 0
    shown = list(layout.spots)
    for _ in range(data.draw(st.integers(1, 5))):
        cursor = data.draw(st.sampled_from(shown))
        companions = {where.article: where for where in data.draw(st.lists(st.sampled_from(shown)))}
        companions.pop(cursor.article, None)
        before = dict(zip(layout.spots, heights(layout, top, *layout.spots), strict=True))
        layout, top = layout.slid(cursor, companions.values(), top, VIEW)
        after = dict(zip(layout.spots, heights(layout, top, *layout.spots), strict=True))
        assert 0 <= top <= layout.height - VIEW
        for where in shown:
            if where.article not in companions:
                assert after[where] == before[where]
        for where in companions.values():
            assert after[where] == after[cursor]
        assert all(0 <= layout.spots[where].top < layout.height for where in shown if where.article == cursor.article)
        top = data.draw(st.integers(0, layout.height - VIEW))
