"""Columns are straight on terminals that count cells otherwise than we do."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tests.each import for_each
from tui.system.straight import straight

if TYPE_CHECKING:
    from collections.abc import Callable

TROUBLE = ("नमस्ते क्षि दुनिया", "👍🏽 👩🏽‍🚒", "👨‍👩‍👧‍👦", "1️⃣ #️⃣", "🇺🇦 🏳️‍🌈", "กำลัง", "ﷺ")
WIDTH = 60
_STEP = re.compile("\x1b\\[(\\d+);(\\d+)H|\x1b\\[(\\d+)G|\x1b\\[([0-9;]*)m|\n|(.)", re.DOTALL)


def one_a_code_point(character: str) -> int:
    return 1


def two_an_emoji(character: str) -> int:
    return 0 if unicodedata.combining(character) else 2 if character > "\U0001f000" else 1


def none_for_marks(character: str) -> int:
    return 0 if unicodedata.category(character)[0] in "MC" else 1


TERMINALS = (one_a_code_point, two_an_emoji, none_for_marks)


def seen(data: str, cells: Callable[[str], int], stale: str = "%") -> list[str]:
    """The characters of a line, cell by cell, on a terminal that does not wrap and was full of something else."""
    line, at, style = [stale] * WIDTH, 0, ""
    for move in _STEP.finditer(data):
        if move[2] or move[3]:
            at = int(move[2] or move[3]) - 1
        elif move[4] is not None:
            style = move[4]
        elif move[5]:
            width = cells(move[5])
            for i in range(at, min(WIDTH, at + width)):
                line[i] = move[5] if i == at else ""
                if style == "44" and move[5] == " ":
                    line[i] = "█"
            at = min(WIDTH - 1, at + width)
    return line


def column(text: str, width: int = 28) -> str:
    return f"▌c {text}{' ' * (width - 3 - cell_len(text))}"


@for_each("trouble", TROUBLE)
def test_what_stands_right_of_it_stands_in_its_column_and_nothing_stale_shows(trouble: str) -> None:
    line = (
        f"\x1b[7;1H{column(f'He said {trouble} today')}\x1b[2m│\x1b[0m{column(f'and {trouble}', 30)}\x1b[44m \x1b[0m\n"
    )
    for cells in TERMINALS:
        drawn = seen(straight(line), cells)
        assert [at for at, character in enumerate(drawn) if character == "│"] == [28], cells
        assert drawn[29] == "▌"
        assert drawn[59] == "█", "the scroll bar"
        assert "█" not in drawn[:59]
        assert "%" not in drawn, cells
        shown = "".join(drawn)
        assert trouble[0] in shown
        assert shown.index("He said") < shown.index("│") < shown.index("and ")


def test_words_beside_it_flow_as_the_terminal_counts() -> None:
    text = "👍🏽 \x1b[1mand more\x1b[0m words"
    drawn = straight(f"\x1b[1;1H▌c {text}     │")
    assert text in drawn


def test_columns_of_a_list_are_straight_too() -> None:
    line = "\x1b[1;1Hनमस्ते  claim   दुनिया  Reuters"
    at = [cell_len("नमस्ते") + 2, cell_len("नमस्ते  claim   दुनिया") + 2]
    for cells in TERMINALS:
        drawn = "".join(character or "·" for character in seen(straight(line), cells))
        assert drawn.find("claim", at[0]) == at[0]
        assert drawn.find("Reuters", at[1]) == at[1]


@for_each(
    "data",
    [
        "\x1b[1;1H▌c “Grüße”, Łódź – €5 … │ ≠ 外相は│ ▰▰▱ 60%\n\x1b[2;1H한국어",
        "\x1b[?2026h",
        "\x1b]52;c;Zm9v\x07",
        "no move before नमस्ते",
    ],
)
def test_what_all_terminals_count_alike_is_sent_as_it_is(data: str) -> None:
    assert straight(data) == data


def test_lines_without_it_are_sent_as_they_are() -> None:
    plain = "\x1b[2;1H\x1b[1mThe “talks”\x1b[0m   │ ended\n"
    assert straight(f"\x1b[1;1Hनमस्ते\n{plain}").endswith(f"\n{plain}")


@given(
    st.lists(
        st.sampled_from(["a", "é ", "  ", "│", "नम", "👍🏽", "\x1b[1m", "\x1b[0m", "\n", "\x1b[3;5H", "\x1b]0;t\x07"])
    )
)
def test_nothing_is_lost_and_nothing_invented(parts: list[str]) -> None:
    def visible(data: str) -> str:
        return re.sub(r"\x1b\[[0-9;]*[mGH]|\x1b\]0;t\x07|\s", "", data)

    data = "".join(parts)
    assert visible(straight(data)) == visible(data)
