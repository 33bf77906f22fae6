"""Messages drawn in full, as far as there is room."""

from __future__ import annotations

from tests.tui.look.test_paint import painter
from tui.look.notices import notices
from tui.session.messages import Said

HINT = "a key closes this"
FILE = "/home/ana/.local/share/newsreader/annotations.json.corrupt-20210303T101500Z"
LONG = Said(f"The store was damaged; what could not be read is kept in {FILE}; 18 of 40 are there", warn=True)


def text(standing: list[Said], width: int = 80, height: int = 8) -> tuple[list[str], int]:
    drawn = notices(standing, painter(), width, height, HINT)
    lines = ["".join(segment.text for segment in line) for line in drawn.lines]
    assert len(lines) <= height
    assert all(len(line) <= width for line in lines)
    return lines, drawn.whole


def test_a_long_message_is_wrapped_and_a_files_name_is_whole() -> None:
    lines, whole = text([LONG, Said("read as Windows-1252")])
    assert lines[0].startswith(" ! The store")
    assert FILE in "".join(line.strip() for line in lines)
    assert lines[-2:] == [" · read as Windows-1252", f"   {HINT}"]
    assert whole == 2


def test_what_has_no_room_is_counted() -> None:
    lines, whole = text([Said(f"number {n}") for n in range(9)], height=4)
    assert lines == [" · number 0", " · number 1", " · number 2", f"   6 more · {HINT}"]
    assert whole == 3


def test_one_that_is_longer_than_the_room_begins() -> None:
    lines, whole = text([LONG, Said("another")], width=40, height=2)
    assert lines[0].startswith(" ! The store was damaged")
    assert whole == 1


def test_without_messages_there_is_nothing() -> None:
    assert text([]) == ([], 0)


def test_control_characters_are_not_drawn() -> None:
    lines, _ = text([Said("one\x1b[2J\ntwo\x85")])
    assert lines[0] == " · one two"
