"""What a terminal gets to see: every size, every set of colours, and articles that try to do more than be read."""

from __future__ import annotations

import base64
import json
import re
from functools import partial
from typing import TYPE_CHECKING

import pytest

from tests.terminal.program import NEWSREADER, STORE
from tests.terminal.terminal import reader

if TYPE_CHECKING:
    from pathlib import Path

    from tests.terminal.terminal import Terminal

OUTLETS = ("Reuters", "Bloomberg", "DW")
HOSTILE = """\
Talks [bold red]in Rome[/] end [link=https://example.org]here

The adviser said [/] and \x1b]0;OWNED\x07 then \x1b]52;c;T1dORUQ=\x07 and \x1b[31mred\x1b[0m [@click=app.quit]now[/].

\x9b2JA C1 control, a \x1bP+q544e\x1b\\ string, \u202ereversed\u202c words and \\[escaped] brackets: $text {0} %s.
"""


def heads(window: Terminal) -> list[str]:
    """The outlets over the columns that are shown."""
    return [name for name in OUTLETS if name in window.lines[1]]


def shows_page(window: Terminal, outlets: list[str]) -> bool:
    """Whether these heads, the cursor with its mark and the way to the keys are all in view."""
    return heads(window) == outlets and window.line_with("▌c") > 1 and window.lines[-1].endswith("? keys")


def colours(window: Terminal) -> set[tuple[int, ...]]:
    """The SGR sequences written that choose a colour, other than the terminal's own."""

    def chooses(numbers: tuple[int, ...]) -> bool:
        return any((30 <= n <= 49 and n not in (39, 49)) or 90 <= n <= 107 for n in numbers)

    return {numbers for numbers in window.sgr() if chooses(numbers)}


def look_around(window: Terminal) -> None:
    """Tag, select, open every screen there is, and quit."""
    window.press("j", "c")
    window.wait_for("1 tagged · saved")
    window.press("v", "w")
    window.wait_for("other end")
    window.press("t")
    window.wait_for("2 tagged · saved")
    screens = {
        "?": "Go to the next paragraph",
        "L": "2 annotations",
        "T": "enter gives it",
        "a": "Note on",
        "K": "4 tags",
        "i": "About this article",
        ":": "Column left",
    }
    for key, words in screens.items():
        window.press(key)
        window.wait_for(words)
        window.press("escape")
        window.wait_until_gone(words)
    window.press("q")
    assert window.ended() == 0


@pytest.mark.parametrize(("columns", "rows", "shown"), [(160, 48, 3), (80, 24, 2), (40, 10, 1)])
def test_every_size_shows_as_many_columns_as_fit_and_tags(home: Path, columns: int, rows: int, shown: int) -> None:
    with reader(home, columns=columns, rows=rows) as window:
        assert heads(window) == list(OUTLETS[:shown])
        assert ("of 3" in window.lines[0]) == (shown < 3)
        assert len(window.lines) == rows
        assert window.lines[-1].endswith("? keys")
        window.press("j", "c")
        window.wait_for("1 tagged · saved")
        assert window.line_with("▌c") > 1
        window.press("l", "l")
        window.wait_until(lambda: "DW" in heads(window), "third column")
        assert len(heads(window)) == shown
        window.press("q")
        assert window.ended() == 0


def test_a_terminal_that_is_resized_shows_what_fits_and_keeps_cursor_and_marks(home: Path) -> None:
    with reader(home) as window:
        window.press("j", "c")
        window.wait_for("1 tagged · saved")
        for columns, rows, shown in ((80, 24, 2), (40, 10, 1), (20, 5, 1), (200, 60, 3), (160, 48, 3)):
            window.resize(columns, rows)
            fits = partial(shows_page, window, list(OUTLETS[:shown]))
            window.wait_until(fits, f"page of {columns} by {rows} cells")
        window.press("q")
        assert window.ended() == 0


def test_no_color_leaves_out_every_colour(home: Path) -> None:
    with reader(home, variables={"NO_COLOR": "1"}) as window:
        look_around(window)
        assert colours(window) == set()
        assert any(4 in numbers for numbers in window.sgr()), "tagged words are underlined all the same"
        assert any(4 in numbers and 21 in numbers for numbers in window.sgr()), "and twice where annotations overlap"


def test_a_terminal_of_16_colours_gets_no_others(home: Path) -> None:
    with reader(home, variables={"TERM": "xterm", "COLORTERM": ""}) as window:
        look_around(window)
        assert colours(window)
        assert not any(38 in numbers or 48 in numbers for numbers in window.sgr())
        assert not any(97 in numbers for numbers in window.sgr()), "text is in the terminal's own colour"


def test_brackets_and_control_sequences_in_articles_are_harmless_text(home: Path) -> None:
    (home / "[red]a.txt").write_text(HOSTILE)
    (home / "b\x1b]0;OWNED\x07.txt").write_text("Another\n\nThe adviser said on Monday the talks in Rome had ended.\n")
    with reader(home, home / "[red]a.txt", home / "b\x1b]0;OWNED\x07.txt") as window:
        window.wait_for(
            "[red]a", "Talks [bold red]in Rome[/] end", "The adviser said [/] and", "[@click=app.quit]now[/]"
        )
        window.press("j", "c")
        window.wait_for("1 tagged · saved")
        window.press("a")
        window.wait_for("Note on", "[/] and")
        window.press("[/b] \\[x]", "enter")
        window.wait_for("note written", "saved")
        window.press("k", "j")
        window.wait_for("[/b] \\[x]")
        window.press("L")
        window.wait_for("1 annotation", "[/] and", "[/b] \\[x]")
        window.press("enter")
        window.wait_until_gone("1 annotation")
        window.press("q")
        assert window.ended() == 0
        assert not [order for order in window.orders if order.partition(b";")[0] in (b"0", b"1", b"2", b"52")]
        assert b"OWNED\x07" not in window.raw
        assert not {"\x9b", "\u202e"} & set(window.raw.decode())
        assert b"\x1bP" not in window.raw


def test_what_is_copied_reaches_the_terminals_clipboard(home: Path) -> None:
    with reader(home) as window:
        window.press("j", "v", "w", "w", "w", "y")
        window.wait_for("Copied: “U.S. national security adviser”")
        (order,) = [order for order in window.orders if order.startswith(b"52;")]
        copied = base64.b64decode(order.rpartition(b";")[2]).decode()
        assert copied.startswith("“U.S. national security adviser” (Reuters, “")
        window.press("q")
        assert window.ended() == 0


def test_an_article_on_standard_input_leaves_the_keys_to_the_terminal(home: Path) -> None:
    (home / "a.txt").write_text("Talks end in Rome\n\nThe adviser met the diplomat for seven hours on Monday.\n")
    (home / "b.txt").write_text("Rome talks over\n\nFor seven hours the diplomat met the adviser, aides said.\n")
    piped = ["/bin/sh", "-c", 'cat a.txt | "$@"', "sh", *NEWSREADER]
    with reader(home, "-", "b.txt", command=piped) as window:
        window.wait_for("stdin", "b", "Talks end in Rome", "Rome talks over")
        window.press("j", "c")
        window.wait_for("1 tagged · saved")
        window.press("q")
        assert window.ended() == 0
    assert "The adviser met the diplomat" in (home / STORE).read_text()


@pytest.mark.parametrize("redirected", ["</dev/null", "<&-", "2>/dev/null", "2>&-"])
def test_the_reader_needs_only_its_standard_output_to_be_a_terminal(home: Path, redirected: str) -> None:
    with reader(home, command=["/bin/sh", "-c", f'exec "$@" {redirected}', "sh", *NEWSREADER]) as window:
        assert heads(window) == list(OUTLETS)
        window.press("q")
        assert window.ended() == 0


def test_the_last_story_opens_again_also_when_its_files_have_gone(home: Path) -> None:
    for name, text in (("one", "Talks end in Rome\n\nThe adviser spoke.\n"), ("two", "Rome talks\n\nHe spoke on.\n")):
        (home / f"{name}.txt").write_text(text)
    with reader(home, "one.txt", "two.txt") as window:
        window.wait_for("one", "two")
        window.press("j", "d")
        window.wait_for("1 tagged · saved")
        window.press("q")
        assert window.ended() == 0
    with reader(home) as window:
        window.wait_for("Talks end in Rome", "Rome talks", "1 tagged")
        window.press("q")
        assert window.ended() == 0
    for file in home.glob("*.txt"):
        file.unlink()
    with reader(home) as window:
        window.wait_for("Talks end in Rome", "Rome talks", "1 tagged")
        assert re.search(r"^▌?\s*d\s+The adviser", window.text, re.MULTILINE)
        window.press("q")
        assert window.ended() == 0
    assert json.loads((home / STORE).read_text())
