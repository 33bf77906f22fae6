"""What the lines around the page say."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from rich.cells import cell_len

from annotations.codebook.codebook import Codebook, Tag
from articles.model import ParagraphId
from tests.each import for_each
from tests.stories import session, story
from tui.keys.keymap import DEFAULT, Keymap
from tui.look import status
from tui.look.paint import Painter
from tui.look.theme import ANSI, THEMES, Look
from tui.page.layout import columns_for
from tui.session.effect import Effect
from tui.session.modes import ENDS, READ, SELECT

if TYPE_CHECKING:
    from rich.segment import Segment

    from tui.session.modes import Mode
    from tui.session.session import Session

WIDTHS = [*range(20, 201, 7), 59, 60, 80, 99, 100, 160]

every_width = for_each("width", WIDTHS)


def painter(of: Session) -> Painter:
    theme = next(theme for theme in THEMES if theme.name == ANSI)
    return Painter(Look.of(theme, theme.to_color_system().generate() | theme.variables), of.tags.codebook)


def said(segments: list[Segment]) -> str:
    assert all(segment.style is not None for segment in segments)
    return "".join(segment.text for segment in segments)


def title(of: Session, width: int, *, state: str = "saved", aligning: float | None = None) -> tuple[str, str]:
    columns = columns_for(width - 1, range(len(of.desk.story.articles)))
    left, right = status.title(of, painter(of), columns=columns, width=width, state=state, aligning=aligning)
    return said(left).strip(), said(right).strip()


def three() -> Session:
    return session(story("One thing.\n\nAdvertisement", "Two things.", "Three things."))


def keys(of: Session, width: int, keymap: Keymap = DEFAULT) -> str:
    return said(status.keys(of, painter(of), width, keymap.hints(of.mode)))


def info(of: Session, message: str = "") -> str:
    return said(status.info(of, painter(of), Effect(message=message))).strip()


# Title


def test_a_wide_title_says_everything() -> None:
    of = three()
    assert title(of, 160) == ("Talks in Rome", "3 articles · row 2 of 3 · 1 folded · 0 tagged · saved")


def test_at_80_cells_it_tells_which_columns_are_shown() -> None:
    assert title(three(), 80)[1] == "columns 1–2 of 3 · row 2 of 3 · 0 tagged · saved"


def test_at_40_cells_it_tells_the_most_needed() -> None:
    assert title(three(), 40)[1] == "1 of 3 · row 2/3 · 0 tagged · saved"


def test_a_story_of_one_article_says_that_two_are_needed() -> None:
    assert title(session(story("One thing.")), 120)[1].startswith("1 article: two are needed to align")


def test_before_the_first_change_nothing_is_said_of_saving() -> None:
    assert title(three(), 80, state="")[1].endswith("0 tagged")


def test_the_rows_number_is_that_of_the_alignment_also_where_lines_are_folded() -> None:
    of = session()
    of.cursor.go(ParagraphId(0, 2))
    assert "row 3 of 7" in title(of, 120)[1]


def test_what_is_tagged_is_counted() -> None:
    of = session()
    of.tagging.tag("claim")
    assert "1 tagged" in title(of, 120)[1]


def test_how_far_the_alignment_is() -> None:
    assert "aligning 42%" in title(three(), 120, aligning=0.42)[1]


# Heads


def test_heads_tell_outlet_and_date_and_the_title_once_the_headline_is_out_of_view() -> None:
    of = session(story("One thing."))
    columns = columns_for(80, range(1))
    (head,) = status.heads(of, columns, titled=False, aligning=False)
    assert head[:3] == ("Post", "14 Mar 2022", "")
    (head,) = status.heads(of, columns, titled=True, aligning=False)
    assert head[:3] == ("Post", "14 Mar 2022", "One thing.")


def test_the_head_of_the_cursors_column_is_marked() -> None:
    of = session()
    columns = columns_for(80, range(2))
    assert [head.cursor for head in status.heads(of, columns, titled=False, aligning=False)] == [True, False]
    of.cursor.column_step(1)
    assert [head.cursor for head in status.heads(of, columns, titled=False, aligning=False)] == [False, True]


def test_heads_tell_what_is_aligned_and_tagged_and_the_last_one_what_is_hidden() -> None:
    of = session()
    of.tagging.tag("claim")
    columns = columns_for(160, range(2))
    first, last = status.heads(of, columns, titled=False, aligning=False)
    assert list(first.told) == ["▰▰▰▱▱ 67% · 1 tagged", "▰▰▰▱▱ 67%", "▰▰▰▱▱"]
    assert list(last.told)[1:] == ["▰▰▰▱▱ 67%", "▰▰▰▱▱"]
    assert [list(head.told) for head in status.heads(of, columns, titled=False, aligning=True)] == [
        ["1 tagged", ""],
        ["", ""],
    ]
    of.columns.hide()
    (alone,) = status.heads(of, columns_for(160, [1]), titled=False, aligning=False)
    assert (alone.told[0], alone.told[-1]) == ("▰▰▰▱▱ 67%  Post hidden", "▰▰▰▱▱  +1")


@pytest.mark.parametrize(
    ("iso", "shown"),
    [
        ("2022-03-04", "4 Mar 2022"),
        ("2022-03-04T23:30:00-08:00", "4 Mar 2022"),
        ("2022-03-04T10:30Z", "4 Mar 2022"),
        ("", ""),
        ("spring 2022", "spring 2022"),
    ],
)
def test_dates(iso: str, shown: str) -> None:
    assert status.shown_date(iso) == shown


# Information


@for_each("zone, shown", [
    ("UTC0", "14 Mar 2022 23:30 +00:00"),
    ("EST5", "14 Mar 2022 18:30 -05:00"),
    ("XXX-5:45", "15 Mar 2022 05:15 +05:45"),
])  # fmt: skip
def test_times_are_those_of_the_clock_where_the_person_is(zone: str, shown: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TZ", zone)
        time.tzset()
        assert status.shown_time("2022-03-14T23:30:00.000Z") == shown
        assert [status.shown_time(other) for other in ("", "spring")] == ["", "spring"]
    time.tzset()


def test_a_message_comes_before_the_annotation_under_the_cursor() -> None:
    of = session()
    of.tagging.tag("claim")
    assert info(of, "claim added") == "claim added"
    assert info(of) == "claim"


def test_where_there_is_nothing_to_say_nothing_is_said() -> None:
    assert info(session()) == ""


def test_an_annotation_is_told_with_tags_speaker_and_note() -> None:
    of = session()
    of.tagging.tag("claim")
    of.tagging.tag("threat")
    of.tagging.write_source("the minister", "named")
    of.tagging.write_note("see DW")
    assert info(of) == "claim, threat · the minister (named) · see DW"


def test_while_the_key_that_cycles_means_another_end_it_is_not_named_for_cycling() -> None:
    of = session()
    of.tagging.tag("claim")
    of.cursor.select("word")
    of.tagging.tag("denial")
    of.end_selection()
    assert info(of).endswith("o the next of them")
    of.ends.begin()
    assert info(of).endswith("claim + denial")
    of.ends.leave()
    of.cursor.select("word")
    assert "the next of them" not in info(of)


def test_a_note_without_a_tag() -> None:
    of = session()
    of.tagging.write_note("see DW")
    assert info(of) == "note · see DW"


def test_overlapping_annotations_are_told_after_the_current_one() -> None:
    of = session()
    of.tagging.tag("claim")
    of.cursor.select("word")
    of.tagging.tag("denial")
    of.cursor.go(of.desk.place.paragraph)
    assert info(of) == "1 of 2  claim + denial  o the next of them"


def test_the_line_tells_which_of_the_overlapping_ones_is_meant_as_cycling_does() -> None:
    of = session()
    of.cursor.select("word")
    of.tagging.tag("denial")
    of.end_selection()
    of.tagging.tag("claim")
    assert info(of).startswith("2 of 2  claim + denial")
    assert of.run(lambda of: of.meant.cycle()).message.startswith("1 of 2: denial")
    assert info(of).startswith("1 of 2  denial + claim")
    assert of.run(lambda of: of.meant.cycle()).message.startswith("2 of 2: claim")
    assert info(of).startswith("2 of 2  claim + denial")


# Keys


def test_a_wide_line_names_the_tags_and_the_keys_needed_most() -> None:
    line = keys(session(), 153)
    assert line.split()[:12] == "c claim d denial t threat u unverified L list E export".split()  # noqa: SIM905
    assert "tab counterpart" in line


@for_each("count", [0, 4, 9, 14, 30])
def test_at_80_columns_list_and_export_are_there_whatever_tags_there_are(count: int) -> None:
    of = session()
    own = "123456789ABDHIJPQRUXYäöüßéèàçñ"
    tags = (Tag(f"t{n:02}", f"a tag with a name of its own {n}", key) for n, key in enumerate(own[:count]))
    of.tags.codebook = Codebook(tuple(tags))
    told = said(status.help_key(of, painter(of)))
    line = keys(of, 80 - len(told))
    assert "L list  E export" in line
    assert told == "? keys "
    assert len(line) < 80 - len(told)
    shown = min(status.MOST_TAGS, count)
    assert line.split()[:shown] == list(own[:shown])


def test_a_narrow_line_keeps_the_letters_of_the_tags() -> None:
    assert keys(session(), 30).split() == ["c", "d", "t", "u", "tag", "L", "list"]


def test_while_selecting_the_keys_are_those_of_selecting() -> None:
    of = session()
    of.cursor.select("word")
    assert keys(of, 153).rstrip().endswith("w words  ) sentences  o other end  esc ends it")


def test_while_ends_move_the_keys_are_those_of_moving_ends() -> None:
    of = session()
    of.tagging.tag("claim")
    of.ends.begin()
    line = keys(of, 153)
    assert line.strip() == "w words  ) sentences  o other end  e keeps it  esc leaves it"
    of.ends.keep()
    assert "tab counterpart" in keys(of, 153)


def test_the_keys_are_those_that_the_person_set_and_commands_without_one_are_not_named() -> None:
    keymap = Keymap({"note": ("A",), "counterpart": (), "help": ("f9",)})
    of = session(keymap=keymap)
    line = keys(of, 153, keymap)
    assert "A note" in line
    assert "counterpart" not in line
    assert said(status.help_key(of, painter(of))).strip() == "f9 keys"


def test_an_own_tag_is_named_with_its_number() -> None:
    of = session()
    of.tagging.new_tag("dog whistle")
    assert "5 dog whistle" in keys(of, 153)


def test_the_way_to_all_keys_is_always_there() -> None:
    of = session()
    assert said(status.help_key(of, painter(of))).strip() == "? keys"


# First steps


def test_the_first_steps_name_the_keys_that_move_and_the_tags() -> None:
    of = session()
    moves, tags = (said(line).strip() for line in status.first_steps(of, painter(of)))
    assert moves.startswith("Move:  j k paragraph  h l article  ) sentence  w word  tab the same elsewhere")
    assert tags.startswith("Tag the marked sentence:  c claim  d denial  t threat  u unverified  z undoes")
    assert tags.endswith("? all keys")
    assert len(moves) < 80
    assert len(tags.removesuffix("? all keys")) < 80


# Widths


def crowded() -> Session:
    """A session whose every text is long, in part in wide characters."""
    of = session(story("One thing.", "Two things.", "Three things.")._replace(title="日本語の長い題名 " * 12))
    codebook = Codebook()
    for n in range(12):
        codebook, _ = codebook.adding(f"ein recht langer Name {n} 日本語")
    of.tags.codebook = codebook
    for tag in codebook.tags:
        of.tagging.tag(tag.id)
    of.tagging.write_note("eine lange Bemerkung 日本語 " * 9)
    of.tagging.write_source("👨‍👩‍👧 " * 40, "document")
    return of


@every_width
@pytest.mark.parametrize("state", ["", "saving", "not saved"])
def test_the_title_never_exceeds_the_width(width: int, state: str) -> None:
    of = crowded()
    columns = columns_for(width - 1, range(3))
    left, right = status.title(of, painter(of), columns=columns, width=width, state=state, aligning=0.5)
    assert cell_len(said(painter(of).bar(left, right, width))) <= width


@every_width
def test_heads_never_exceed_the_width(width: int) -> None:
    of = crowded()
    long = tuple(replace(a, outlet="日本語新聞社 " * 9, title="Title " * 20) for a in of.desk.story.articles)
    of.desk.shown = replace(of.desk.shown, story=of.desk.story._replace(articles=long))
    for hidden in (False, True):
        if hidden:
            of.columns.hide()
        columns = columns_for(width - 1, of.desk.shown.columns.shown)
        for aligning in (False, True):
            heads = status.heads(of, columns, titled=True, aligning=aligning)
            assert cell_len(said(painter(of).heads(columns, heads, width))) <= width, (hidden, aligning)


@every_width
@pytest.mark.parametrize("mode", [READ, SELECT, ENDS])
def test_keys_never_exceed_the_width_and_leave_room_for_help(width: int, mode: Mode) -> None:
    of = session() if mode == READ else crowded()
    if mode == SELECT:
        of.cursor.select("word")
    elif mode == ENDS:
        of.ends.begin()
    assert of.mode == mode
    right = status.help_key(of, painter(of))
    room = width - cell_len(said(right))
    line = status.keys(of, painter(of), room, DEFAULT.hints(mode))
    assert cell_len(said(line)) <= room
    whole = said(painter(of).bar(line, right, width))
    assert cell_len(whole) <= width
    assert whole.rstrip().endswith("? keys")


@every_width
def test_first_steps_are_cropped_to_the_width(width: int) -> None:
    of = crowded()
    for line in status.first_steps(of, painter(of)):
        assert cell_len(said(painter(of).bar(line, [], width))) <= width


@every_width
@pytest.mark.parametrize("message", ["", "Not saved: " + "a long path/" * 30])
def test_information_is_cropped_to_the_width(width: int, message: str) -> None:
    of = crowded()
    line = status.info(of, painter(of), Effect(message=message))
    assert cell_len(said(painter(of).bar(line, [], width))) <= width


def test_counterparts_on_one_row_are_told_by_one_number() -> None:
    of = session()
    of.correcting.turn()
    for n in (3, 4):
        of.cursor.go(ParagraphId(1, n))
        of.correcting.take_up()
        of.cursor.go(ParagraphId(0, 4))
        of.correcting.take_up()
    of.correcting.turn()
    of.display.turn_layout()
    numbers = of.desk.shown.number_of
    assert numbers[ParagraphId(1, 3)] == numbers[ParagraphId(1, 4)] == numbers[ParagraphId(0, 4)]
    assert info(of) == f"Counterparts, by row: Courier {numbers[ParagraphId(0, 4)]}"
