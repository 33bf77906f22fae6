"""The main job from outside: read the seeds, tag by key, leave in every way there is, come back, export."""

from __future__ import annotations

import csv
import io
import json
import re
import signal
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest
from tinydb import TinyDB

from articles.read import seed_story
from tests.annotations.conftest import locked
from tests.terminal.program import STORE, newsreader
from tests.terminal.terminal import reader

if TYPE_CHECKING:
    from pathlib import Path

    from tests.terminal.terminal import Terminal

SENTENCE = (
    "U.S. national security adviser Jake Sullivan on Monday raised concerns about China's alignment with Russia in a "
    "seven-hour meeting with Chinese diplomat Yang Jiechi as Washington warned of the isolation and penalties Beijing "
    "will face if it helps Moscow in its invasion of Ukraine."
)
"""Reuters' first, and its first four words: what these tests tag."""
FOUR_WORDS = "U.S. national security adviser"

FIRST_LINE = "U.S. national security adviser Jake Sullivan on"
"""How much of it stands on the first line at 160 columns."""


def tag_two_passages(window: Terminal) -> None:
    window.press("j", "c")
    window.wait_for("1 tagged · saved")
    window.press("v", "w", "w", "w", "t")
    window.wait_for("2 tagged · saved")


def tagged(window: Terminal) -> int:
    """How many annotations the title tells of."""
    found = re.search(r"(\d+) tagged", window.lines[0])
    return int(found[1]) if found else 0


def stored(home: Path) -> list[dict[str, Any]]:
    """The annotations' records as stock TinyDB finds them, in the order in which they were made."""
    with TinyDB(home / STORE) as db:
        found = [dict(doc) for name in db.tables() if not name.startswith("_") for doc in db.table(name)]
    return sorted(found, key=lambda record: str(record["id"]))


def gutter(window: Terminal, line: str) -> str:
    """What stands before the line of text in its column."""
    y = window.line_with(line)
    assert y >= 0, window.text
    return window.lines[y].partition(line)[0]


def bar(window: Terminal) -> list[str]:
    """The lines with the cursor's bar."""
    return [line for line in window.lines if "▌" in line]


def cursor_left(window: Terminal, before: list[str]) -> bool:
    """Whether the bar shows, elsewhere than on these lines."""
    return bar(window) not in ([], before)


def check_record(home: Path) -> None:
    """Both passages are in the store and in the CSV, word for word."""
    texts = {article.id: article.version.text for article in seed_story().articles}
    records = stored(home)
    assert [(record["exact"], record["tags"]) for record in records] == [
        (SENTENCE, ["claim"]),
        (FOUR_WORDS, ["threat"]),
    ]
    assert all(texts[r["article"]][r["start"] : r["end"]] == r["exact"] for r in records)

    done = newsreader("export", home=home, NEWSREADER_STORE=str(home / STORE))
    assert (done.status, done.err) == (0, "")
    assert done.out.startswith(b"\xef\xbb\xbf")
    text = done.out.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    again = io.StringIO(newline="")
    csv.writer(again, quoting=csv.QUOTE_ALL, lineterminator="\r\n").writerows(rows)
    assert text == again.getvalue(), "every cell quoted, every line ended by CR LF"
    found = [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]
    assert sorted((row["quote"], row["tag"], row["outlet"]) for row in found) == [
        (FOUR_WORDS, "threat", "Reuters"),
        (SENTENCE, "claim", "Reuters"),
    ]
    for row in found:
        assert " ".join(texts[row["article_id"]][int(row["start"]) : int(row["end"])].split()) == row["quote"]


def test_the_seeds_open_with_three_heads_on_a_line_and_their_rows_aligned(home: Path) -> None:
    aligned = json.loads(newsreader("align", "--json", home=home).text)
    paragraphs = [article["paragraphs"] for article in aligned["articles"]]
    full = [row for row in aligned["rows"] if all(row)]
    headlines, first = ([paragraphs[i][cell[0] - 1]["text"][:30] for i, cell in enumerate(row)] for row in full[:2])
    with reader(home) as window:
        for cells in (["Reuters", "Bloomberg", "DW"], headlines, first):
            y = window.line_with(*cells)
            assert y > 0, f"{cells} are not on one line of\n{window.text}"
            line = window.lines[y]
            columns = [line[:54], line[54:107], line[107:]]
            assert all(cell in column for cell, column in zip(cells, columns, strict=True)), line
        window.press("q")
        assert window.ended() == 0


def test_tags_and_place_are_there_after_quitting_and_starting_again(home: Path) -> None:
    with reader(home) as window:
        tag_two_passages(window)
        for key in ("l", "j", "j"):
            moved = partial(cursor_left, window, bar(window))
            window.press(key)
            window.wait_until(moved, "cursor elsewhere")
        place = bar(window)
        assert all(re.search(r"│▌.*│", line) for line in place), "the cursor is in the second column"
        window.press("q")
        assert window.ended() == 0
        assert "\n" not in window.last_words
    check_record(home)
    with reader(home) as window:
        window.wait_for("2 tagged")
        assert gutter(window, FIRST_LINE).split() == ["ct"]
        assert bar(window) == place
    check_record(home)


def test_what_is_saved_survives_kill_9(home: Path) -> None:
    with reader(home) as window:
        tag_two_passages(window)
        window.signal(signal.SIGKILL)
        assert window.ended() == -signal.SIGKILL
    with reader(home) as window:
        window.wait_for("2 tagged")
        window.wait_until(lambda: len(stored(home)) == 2, "what the killed window left folded into the file")
        check_record(home)
        assert gutter(window, FIRST_LINE).strip("▌ ") == "ct"


@pytest.mark.parametrize("how", ["SIGTERM", "SIGHUP", "window closed"])
def test_ending_the_program_while_tags_are_made_keeps_all_that_was_tagged(home: Path, how: str) -> None:
    texts = {article.id: article.version.text for article in seed_story().articles}
    with reader(home) as window:
        window.press("j", *("c", ")") * 25)
        window.wait_until(lambda: tagged(window) >= 3, "three tags")
        if how == "window closed":
            window.hang_up()
        else:
            window.signal(signal.Signals[how])
        assert window.ended() == 0
        shown = tagged(window)
        assert "Traceback" not in window.last_words
    records = stored(home)
    assert len(records) >= shown >= 3
    assert all(texts[r["article"]][r["start"] : r["end"]] == r["exact"] for r in records)
    with reader(home) as window:
        window.wait_for(f"{len(records)} tagged")


@pytest.mark.parametrize("how", ["SIGTERM", "q"])
def test_what_a_locked_store_does_not_take_is_kept_for_the_next_start(home: Path, how: str) -> None:
    with reader(home) as window:
        window.press("j", "c")
        window.wait_for("1 tagged · saved")
        with locked(home / STORE):
            window.press(")", "d")
            window.wait_for("2 tagged · saving")
            if how == "q":
                window.press("q")
                window.wait_for("Not everything is saved")
                window.press("q")
            else:
                window.signal(signal.SIGTERM)
            assert window.ended() == 1
    assert "not everything could be saved: another window is busy with it" in window.last_words
    (kept,) = home.glob(f"{STORE}.unsaved-*")
    assert kept.name in "".join(window.last_words.split())
    done = newsreader("export", home=home, NEWSREADER_STORE=str(home / STORE))
    assert done.status == 0
    assert "1 change that was not saved when newsreader ended is in the store now" in done.err
    assert done.text.count("\r\n") == 3
    assert not kept.exists()


@pytest.mark.parametrize("how", ["SIGTERM", "window closed"])
def test_a_note_that_is_being_written_is_kept_when_the_terminal_goes(home: Path, how: str) -> None:
    with reader(home) as window:
        window.press("j", "c")
        window.wait_for("1 tagged · saved")
        window.press("a")
        window.wait_for("Note on")
        window.press(*"half a note")
        window.wait_for("half a note")
        if how == "window closed":
            window.hang_up()
        else:
            window.signal(signal.SIGTERM)
        assert window.ended() == 0
    assert [record["note"] for record in stored(home)] == ["half a note"]


def test_two_windows_on_one_store_show_and_lose_nothing_of_each_other(home: Path) -> None:
    with reader(home) as one, reader(home) as other:
        one.press("j", "c")
        one.wait_for("1 tagged · saved")
        other.wait_for("1 tagged")
        other.press("l", "j", "d")
        other.wait_for("2 tagged · saved")
        one.wait_for("2 tagged")
        one.press(")", "t")
        one.wait_for("3 tagged · saved")
        for window in (other, one):
            window.press("q")
            assert window.ended() == 0
    records = stored(home)
    assert [record["tags"] for record in records] == [["claim"], ["denial"], ["threat"]]
    assert len({record["article"] for record in records}) == 2
    with reader(home) as window:
        window.wait_for("3 tagged")


def test_ctrl_c_tells_how_to_quit_and_ctrl_q_does(home: Path) -> None:
    with reader(home) as window:
        window.press("ctrl+c")
        window.wait_for("q quits")
        window.press("ctrl+q")
        assert window.ended() == 0


def test_bytes_that_are_no_utf_8_end_nothing_and_lose_no_key(home: Path) -> None:
    with reader(home) as window:
        window.wait_for("0 tagged")
        window.send(b"\xe9j\x9b2Jc\xff")
        window.wait_for("1 tagged · saved")
        window.press("a")
        window.wait_for("Note on")
        window.send(b"\x1b[200~caf\xe9 au lait\x1b[201~\r")
        window.wait_for("note written", "saved")
        window.press("q")
        assert window.ended() == 0
    assert [record["note"] for record in stored(home)] == ["caf\N{REPLACEMENT CHARACTER} au lait"]
