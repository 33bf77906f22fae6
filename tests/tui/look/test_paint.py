"""Lines of the page in styled segments."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len, split_graphemes
from rich.segment import Segment

from annotations.codebook.codebook import Codebook, Tag
from articles.model import Kind, ParagraphId
from tests.each import for_each
from tests.stories import shown_texts
from tui.look.paint import BOOKMARK_SIGN, CURSOR_BAR, NOTE_SIGN, RULE, Head, Painter
from tui.look.theme import ANSI, THEMES, Look
from tui.page.layout import GUTTER_CELLS, MARGIN_CELLS, Column, columns_for
from tui.page.marks import Mark
from tui.page.pointers import PlacedPointer
from tui.page.wrap import wrap

if TYPE_CHECKING:
    from rich.style import Style

TEXT = "The minister denied it."
LOOKS = {theme.name: Look.of(theme, theme.to_color_system().generate() | theme.variables) for theme in THEMES}
every_look = for_each("look", LOOKS.values(), lambda look: next(name for name, of in LOOKS.items() if of is look))


def painter(look: Look = LOOKS[ANSI], codebook: Codebook = Codebook()) -> Painter:  # noqa: B008 - both are frozen
    return Painter(look, codebook)


def line(
    *marks: Mark, of: Painter | None = None, text: str = TEXT, kind: Kind | None = Kind.BODY, cursor: bool = False
) -> list[Segment]:
    return (of or painter()).cell_line(text, (0, len(text)), 40, kind, marks, cursor=cursor)


def plain(segments: list[Segment]) -> str:
    return "".join(segment.text for segment in segments)


def gutter(*marks: Mark, cursor: bool = False, codebook: Codebook | None = None) -> str:
    return plain(line(*marks, of=painter(codebook=codebook or Codebook()), cursor=cursor))[:GUTTER_CELLS]


def style_of(segments: list[Segment], words: str) -> Style:
    """The one style in which words are drawn."""
    start = plain(segments).index(words)
    at, styles = 0, set()
    for segment in segments:
        if at < start + len(words) and start < at + len(segment.text):
            assert segment.style is not None
            styles.add(segment.style)
        at += len(segment.text)
    (style,) = styles
    return style


def attributes(style: Style) -> tuple[bool, ...]:
    """What a terminal without colour shows of a style."""
    shown = (style.bold, style.italic, style.underline, style.underline2, style.reverse)
    return tuple(map(bool, shown))


def tag(start: int, end: int, *tags: str) -> Mark:
    return Mark(start, end, "tag", tags)


def letters(at: int, label: str) -> Mark:
    return Mark(at, at + 1, "label", text=label)


# Letters on words


@for_each("text, labels, drawn", [
    ("The minister denied it.", {0: "as", 4: "ad", 13: "afg", 20: "ah"}, "Ase Adnister Afgied Ah."),
    ("a b", {0: "qq", 2: "ww"}, "QqWw"),
    ("x", {0: "qq"}, "Qq"),
    ("I/A met", {0: "aa", 2: "as", 4: "s"}, "AaAsSet"),
    ("日本 語 met", {0: "as", 3: "ad", 5: "af"}, "As本 Ad Aft"),
    ("日本 met", {0: "a"}, "A 本 met"),
])  # fmt: skip
def test_letters_replace_the_first_cells_of_words_and_the_width_stays(
    text: str, labels: dict[int, str], drawn: str
) -> None:
    marks = [letters(at, label) for at, label in labels.items()]
    for of in map(painter, LOOKS.values()):
        segments = line(*marks, of=of, text=text)
        assert plain(segments)[GUTTER_CELLS:].rstrip() == drawn
        assert sum(segment.cell_length for segment in segments) == GUTTER_CELLS + 40 + MARGIN_CELLS
        assert all(segment.style is not None for segment in segments)


def test_letters_are_seen_without_colours_and_leave_what_is_marked_beside_them() -> None:
    of = painter()
    segments = line(letters(4, "as"), tag(0, 12, "threat"), of=of)
    assert attributes(style_of(segments, "As")) != attributes(style_of(segments, "nister"))
    assert style_of(segments, "As").reverse
    assert style_of(segments, "nister").underline
    assert plain(segments).startswith(" t  The Asnister")


# Gutter


def test_a_line_without_marks_has_an_empty_gutter() -> None:
    assert gutter() == "    "


def test_the_cursor_is_a_bar() -> None:
    assert gutter(cursor=True) == f"{CURSOR_BAR}   "


def test_a_tag_shows_its_letter() -> None:
    assert gutter(tag(4, 12, "claim"), cursor=True) == f"{CURSOR_BAR}c  "


def test_two_tags_show_two_letters_of_one_annotation_or_of_two() -> None:
    assert gutter(tag(4, 12, "claim", "threat")) == gutter(tag(4, 12, "claim"), tag(6, 9, "threat")) == " ct "


def test_the_same_tag_twice_shows_one_letter() -> None:
    assert gutter(tag(4, 12, "claim"), tag(6, 9, "claim")) == " c  "


def test_more_than_two_tags_show_a_plus() -> None:
    assert gutter(tag(4, 12, "claim", "threat"), tag(6, 9, "denial")) == " c+ "


def test_a_sign_of_two_letters_is_never_shown_by_half() -> None:
    book = Codebook((Tag("praise", "Praise"), Tag("plea", "Plea"), Tag("poll", "Poll"), Tag("cause", "Cause", "c")))
    assert gutter(tag(4, 12, "praise"), codebook=book) == " Pr "
    assert gutter(tag(4, 12, "praise", "plea"), codebook=book) == " ++ "
    assert gutter(tag(4, 12, "praise", "plea", "cause"), codebook=book) == " c+ "


def test_a_note_without_a_tag_shows_its_sign() -> None:
    assert gutter(tag(4, 12)) == f" {NOTE_SIGN}  "


def test_an_own_tag_shows_its_number_and_one_that_nobody_knows_its_first_letter() -> None:
    codebook, own = Codebook().adding("dog whistle")
    assert gutter(tag(4, 12, own.id), codebook=codebook) == " 5  "
    assert gutter(tag(4, 12, "unknown")) == " U  "


@pytest.mark.parametrize("key", ["\x1b", "ab", "日"])
def test_a_key_in_a_store_that_is_none_does_not_break_the_line(key: str) -> None:
    codebook = Codebook((Tag("odd", "odd", key),))
    segments = line(tag(4, 12, "odd"), of=painter(codebook=codebook))
    assert sum(cell_len(segment.text) for segment in segments) == GUTTER_CELLS + 40 + MARGIN_CELLS
    assert plain(segments).isprintable()


def test_a_line_shows_the_letters_of_its_own_marks_only() -> None:
    marks = [tag(0, 3, "claim"), tag(13, 19, "denial")]
    first = painter().cell_line(TEXT, (0, 13), 13, Kind.BODY, marks, cursor=False)
    second = painter().cell_line(TEXT, (13, 23), 13, Kind.BODY, marks, cursor=False)
    assert (plain(first)[:GUTTER_CELLS], plain(second)[:GUTTER_CELLS]) == (" c  ", " d  ")


NOTE = Mark(0, 1, "note")


def test_a_note_shows_behind_the_letters_where_its_passage_begins() -> None:
    claim, both = Mark(0, 12, "tag", ("claim",)), Mark(0, 12, "tag", ("claim", "threat"))
    assert gutter(claim, NOTE) == f" c{NOTE_SIGN} "
    assert gutter(both, NOTE) == f" ct{NOTE_SIGN}"
    assert gutter(claim, NOTE, Mark(0, 1, "bookmark")) == f" c{NOTE_SIGN}{BOOKMARK_SIGN}"


def test_the_number_of_a_row_stands_in_the_gutter_unless_there_are_signs() -> None:
    of, claim = painter(), Mark(0, 12, "tag", ("claim",))

    def numbered(*marks: Mark, cells: int = GUTTER_CELLS, number: str = "12", cursor: bool = False) -> str:
        made = of.cell_line(TEXT, (0, 12), 40, Kind.BODY, marks, cursor=cursor, gutter=cells, number=number)
        assert cell_len(plain(made)) == cells + 40 + MARGIN_CELLS
        return plain(made)[:cells]

    assert numbered() == " 12 "
    assert numbered(cursor=True) == f"{CURSOR_BAR}12 "
    assert numbered(number="7") == "  7 "
    assert numbered(number="123", cells=5, cursor=True) == f"{CURSOR_BAR}123 "
    assert numbered(Mark(0, 1, "bookmark")) == f" 12{BOOKMARK_SIGN}"
    assert numbered(claim) == " c  "
    assert numbered(claim, cells=6) == " c    "
    assert [of.has_signs([mark], (0, 12)) for mark in (claim, Mark(0, 1, "weak"), Mark(0, 1, "bookmark"))] == [
        True,
        True,
        False,
    ]
    assert not of.has_signs([claim._replace(start=12, end=20)], (0, 12))


def test_between_two_paragraphs_stand_pointers_and_the_number_that_has_no_room_beside_its_paragraph() -> None:
    pointers = [PlacedPointer(10, "↘ 9 DW", ParagraphId(2, 1)), PlacedPointer(18, "↗ 4 Post", ParagraphId(0, 1))]
    made = plain(painter().gap_line(pointers, 40, GUTTER_CELLS, "12"))
    assert made == " 12           ↘ 9 DW  ↗ 4 Post" + " " * (14 + MARGIN_CELLS)
    assert plain(painter().gap_line([], 40, 5, "")) == " " * (45 + MARGIN_CELLS)


def test_a_bookmark_stands_behind_the_letters_on_the_first_line_alone() -> None:
    mark = Mark(0, 1, "bookmark")
    assert gutter(mark) == f"   {BOOKMARK_SIGN}"
    assert gutter(mark, tag(0, 3, "claim"), tag(0, 3, "threat"), cursor=True) == f"{CURSOR_BAR}ct{BOOKMARK_SIGN}"
    assert BOOKMARK_SIGN not in plain(painter().cell_line(TEXT, (13, 23), 13, Kind.BODY, [mark], cursor=False))


# Text


def test_the_text_stands_after_the_gutter_and_fills_the_column() -> None:
    segments = line()
    assert plain(segments) == " " * GUTTER_CELLS + TEXT + " " * (40 - len(TEXT) + MARGIN_CELLS)


def test_the_space_that_hangs_over_the_edge_is_not_drawn() -> None:
    segments = painter().cell_line("seven hours", (0, 6), 5, Kind.BODY, [], cursor=False)
    assert plain(segments) == " " * GUTTER_CELLS + "seven" + " " * MARGIN_CELLS


@every_look
def test_tagged_words_are_underlined_and_others_are_not(look: Look) -> None:
    segments = line(tag(4, 12, "claim"), of=painter(look))
    assert style_of(segments, "minister").underline
    assert not style_of(segments, "denied").underline


@every_look
def test_where_annotations_overlap_the_words_are_underlined_twice(look: Look) -> None:
    segments = line(tag(4, 19, "claim"), tag(13, 22, "denial"), of=painter(look))
    both = [style_of(segments, words) for words in ("minister", "denied", "it")]
    assert [bool(style.underline2) for style in both] == [False, True, False]
    assert all(style.underline for style in both), "for a terminal that knows no double underline"


@every_look
def test_what_is_meant_among_several_stands_out_without_colour(look: Look) -> None:
    marks = (tag(4, 19, "claim"), tag(13, 22, "denial"))
    segments = line(*marks, Mark(13, 22, "meant"), of=painter(look))
    assert [bool(style_of(segments, words).bold) for words in ("minister", "denied", "it")] == [False, True, True]


@every_look
def test_what_was_found_is_bold_and_the_present_match_another_look(look: Look) -> None:
    segments = line(Mark(4, 12, "found"), Mark(13, 19, "match"), of=painter(look))
    found, match, plain_ = (style_of(segments, words) for words in ("minister", "denied", "it"))
    assert (bool(found.bold), bool(match.bold), bool(plain_.bold)) == (True, True, False)
    assert found != match
    if look.ansi:
        assert attributes(found) != attributes(match)


@every_look
def test_words_have_the_colour_of_the_shortest_annotation_over_them(look: Look) -> None:
    alone = line(tag(13, 22, "denial"), of=painter(look))
    both = line(tag(0, 23, "claim"), tag(13, 22, "denial"), of=painter(look))
    one, other = style_of(alone, "denied"), style_of(both, "denied")
    assert (one.color, one.bgcolor) == (other.color, other.bgcolor)


STATES = {
    "plain": (),
    "sentence": (Mark(0, 23, "sentence"),),
    "word": (Mark(0, 23, "sentence"), Mark(13, 19, "word")),
    "tagged": (tag(4, 22, "claim"),),
    "sentence and tagged": (Mark(0, 23, "sentence"), tag(4, 22, "claim")),
    "overlapping": (tag(4, 22, "claim"), tag(13, 19, "denial")),
    "word and tagged": (Mark(0, 23, "sentence"), Mark(13, 19, "word"), tag(4, 22, "claim")),
}


def test_without_colour_word_sentence_tag_and_none_of_them_are_told_apart() -> None:
    seen = {name: attributes(style_of(line(*marks), "denied")) for name, marks in STATES.items()}
    assert len(set(seen.values())) == len(seen)


def test_without_colour_a_selection_is_told_from_what_is_not_selected() -> None:
    for marks in STATES.values():
        if not any(mark.name == "word" for mark in marks):
            without, selected = line(*marks), line(*marks, Mark(4, 22, "selected"))
            assert attributes(style_of(without, "denied")) != attributes(style_of(selected, "denied"))


@every_look
def test_in_every_look_the_states_are_told_apart(look: Look) -> None:
    of = painter(look)
    styles = [style_of(line(*marks, of=of), "denied") for marks in STATES.values()]
    assert len(set(styles)) == len(styles)


def test_the_terminals_own_colours_are_left_to_text_and_ground() -> None:
    style = style_of(line(), "denied")
    assert style.color is not None
    assert style.color.is_default
    assert style.bgcolor is not None
    assert style.bgcolor.is_default


@pytest.mark.parametrize("kind", [*Kind, None])
@every_look
def test_every_kind_has_a_style(kind: Kind | None, look: Look) -> None:
    assert all(segment.style is not None for segment in line(of=painter(look), kind=kind))


def test_headlines_are_bold_and_captions_slanted() -> None:
    assert style_of(line(kind=Kind.HEADLINE), "denied").bold
    assert style_of(line(kind=Kind.CAPTION), "denied").italic


def test_what_an_article_says_in_brackets_is_text() -> None:
    text = "[b]bold[/b] [/ [@click=app.quit]quit[/]"
    assert text in plain(line(text=text))


@st.composite
def painted(draw: st.DrawFn) -> tuple[str, int, list[Mark]]:
    text = draw(shown_texts)
    edges = st.tuples(st.integers(0, len(text) - 1), st.integers(1, len(text))).filter(lambda edge: edge[0] < edge[1])
    tags = st.lists(st.sampled_from(["claim", "denial", "unknown", "dog-whistle"]), max_size=3).map(tuple)
    marks = draw(st.lists(st.builds(lambda edge, tags: tag(edge[0], edge[1], *tags), edges, tags), max_size=4))
    names = draw(st.lists(st.sampled_from(["sentence", "word", "selected"]), unique=True))
    marks += [Mark(start, end, name) for name in names for start, end in [draw(edges)]]
    return text, draw(st.integers(2, 60)), marks


@given(painted(), st.sampled_from(list(LOOKS.values())), st.booleans())
def test_a_line_fills_its_column_exactly_whatever_is_marked(
    drawn: tuple[str, int, list[Mark]], look: Look, cursor: bool
) -> None:
    text, width, marks = drawn
    starts = wrap(text, width)
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        segments = painter(look).cell_line(text, (start, end), width, Kind.BODY, marks, cursor=cursor)
        # A terminal is sent the segments one by one, so their widths are what counts.
        assert sum(cell_len(segment.text) for segment in segments) == GUTTER_CELLS + width + MARGIN_CELLS
        assert all(segment.style is not None for segment in segments)
        assert text[start:end].removesuffix(" ") in plain(segments)


def test_a_mark_that_ends_within_a_cluster_covers_all_of_it() -> None:
    segments = line(tag(0, 1, "claim"), text="1️⃣ point")
    assert [part.text for part in segments if part.style and part.style.underline] == ["1️⃣"]


# The lines around the page


def test_a_bar_puts_left_and_right_at_the_edges() -> None:
    of = painter()
    segments = of.bar([Segment("left", of.text)], [of.blank(0), Segment("right", of.text)], 20)
    assert plain(segments) == "left           right"


def test_no_control_characters_leave_a_bar_and_what_follows_them_stays() -> None:
    of = painter()
    segments = of.bar([Segment("a\x1b[2J\nb", of.text), Segment(" c", of.text)], [], 9)
    assert plain(segments) == "a b c    "


@given(shown_texts, shown_texts, st.integers(0, 80))
def test_a_bar_is_never_wider_than_its_width(left: str, right: str, width: int) -> None:
    of = painter()
    segments = of.bar([Segment(left, of.text)], [Segment(right, of.text)], width)
    assert cell_len(plain(segments)) <= width


def test_heads_stand_over_their_columns() -> None:
    columns = columns_for(120, range(3))
    segments = painter().heads(
        columns, [Head("Post", "14 Mar 2022"), Head("日本", "", "Title"), Head("Herald", "")], 120
    )
    text = plain(segments)
    assert cell_len(text) == 120
    cells = [begin for begin, _, cells in split_graphemes(text)[0] for _ in range(cells)]
    for column, outlet in zip(columns, ("Post", "日本", "Herald"), strict=True):
        assert text[cells[column.text_x] :].startswith(outlet)
        assert column.article == 0 or text[cells[column.x - 1]] == RULE


def head(width: int, **of: Any) -> str:
    """The head of a column of that width, from its gutter on."""
    column = Column(0, 0, width)
    made = Head("Reuters", "14 Mar 2022", told=("▰▰▰▱▱ 68% · 3 tagged", "▰▰▰▱▱ 68%", "▰▰▰▱▱"))._replace(**of)
    return plain(painter().heads([column], [made], column.right)).rstrip()


def test_the_head_of_the_cursors_column_has_the_cursors_bar() -> None:
    assert head(48) == "    Reuters  14 Mar 2022  ▰▰▰▱▱ 68% · 3 tagged"
    assert head(48, cursor=True) == f"{CURSOR_BAR}   Reuters  14 Mar 2022  ▰▰▰▱▱ 68% · 3 tagged"


def test_every_head_keeps_its_bar() -> None:
    assert (
        head(48, title="Talks in Rome end without a result") == "    Reuters  14 Mar 2022  ▰▰▰▱▱  Talks in Rome end w…"
    )
    assert head(36, title="Talks in Rome end without a result") == "    Reuters  ▰▰▰▱▱  Talks in Rome end wi…"
    assert head(28) == "    Reuters  14 Mar 2022  ▰▰▰▱▱"
    assert head(28, outlet="The Guardian") == "    The Guardian  ▰▰▰▱▱ 68%"
    assert head(28, outlet="The Long Name of a Newspaper") == "    The Long Name of a Ne…  ▰▰▰▱▱"
    assert head(28, told=()) == "    Reuters  14 Mar 2022"


def test_the_rule_is_crossed_where_columns_meet() -> None:
    columns = columns_for(120, range(3))
    text = plain(painter().rule_line(columns, 120))
    assert len(text) == 120
    assert [x for x, character in enumerate(text) if character == "┼"] == [column.x - 1 for column in columns[1:]]
