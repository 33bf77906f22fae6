"""The real program on a terminal that sends rubbish or goes away."""

from __future__ import annotations

import io
import os
import signal
from random import Random
from typing import TYPE_CHECKING

import pytest
from textual.drivers._writer_thread import MAX_QUEUED_WRITES

from tests.terminal.terminal import reader
from tests.terminal.test_sitting import stored
from tui.system.driver import TolerantWriter

if TYPE_CHECKING:
    from pathlib import Path

WAYS = {
    "rows": (),
    "flow": ("r",),
    "lines": ("O",),
    "selecting": ("v", "w"),
    "ends": ("e",),
    "columns": ("C",),
    "correcting": ("m",),
    "correcting flow": ("r", "m"),
    "comparison": ("enter",),
    "list": ("L",),
    "codebook": ("K",),
    "note": ("a",),
    "palette": (":",),
}
"""The keys that lead to each mode, layout and kind of dialog."""


@pytest.mark.parametrize("way", WAYS)
def test_a_terminal_closed_under_every_mode_and_layout_loses_no_tag(home: Path, way: str) -> None:
    with reader(home) as window:
        window.press("j", "c")
        window.wait_for("1 tagged")
        window.press(*WAYS[way])
        window.hang_up()
        assert window.ended() in (0, -signal.SIGHUP)
    assert [record["tags"] for record in stored(home)] == [["claim"]]


def test_rubbish_from_the_terminal_ends_nothing_and_the_keys_after_it_count(home: Path) -> None:
    random = Random(5)
    with reader(home) as window:
        for _ in range(40):
            rubbish = bytes(random.choice(range(0x80, 0x100)) for _ in range(50))
            window.send(rubbish)
        window.press("j", "c")
        window.wait_for("1 tagged · saved")
        window.press("q")
        assert window.ended() == 0
    assert [record["tags"] for record in stored(home)] == [["claim"]]


def test_a_writer_takes_all_it_is_given_and_stops_when_its_terminal_is_gone() -> None:
    master, slave = os.openpty()
    file = io.TextIOWrapper(io.FileIO(slave, "w"), write_through=True)
    writer = TolerantWriter(file)
    os.close(master)
    writer.start()
    for _ in range(20 * MAX_QUEUED_WRITES):
        writer.write("text")
    writer.stop()
    assert not writer.is_alive()
    file.close()


def test_a_paste_in_pieces_is_one_note_and_reports_of_newer_keyboards_type_nothing(home: Path) -> None:
    with reader(home) as window:
        window.press("j", "a")
        window.wait_for("Note")
        for piece in (b"\x1b[20", b"0~one q c\r\n", b"two \x1b[", b"A and three\x1b[201", b"~"):
            window.send(piece)
        window.wait_for("one q c", "and three")
        window.send(b"\x1b[113;1:3u\x1b[57441;2u\x1b[99999999u\x1b[27;5;9999999~\x1b]11;rgb:0/0/0\x07")
        window.press("enter")
        window.wait_for("1 tagged · saved")
        window.send(b"\x1b[99:67;1:1u\x1b[99;1:3u")
        window.wait_for("claim added")
        window.press("q")
        assert window.ended() == 0
    assert sorted((record["tags"], record["note"]) for record in stored(home)) == [
        (["claim"], "one q c\ntwo  and three")
    ]
