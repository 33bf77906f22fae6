"""Which key a click on a line of keys is for."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.each import for_each
from tui.keys.hint_line import key_at


@for_each("line, clicked, key", [
    (" c claim  d denial  L list  E export", "claim", "c"),
    (" c claim  d denial  L list  E export", "d", "d"),
    (" c claim  d denial  L list  E export", "export", "E"),
    (" c d t u tag  L list", "t", "t"),
    (" c d t u tag  L list", "tag", "c"),
    (" esc closes · j k scroll · : finds a command by its name", "closes", "escape"),
    (" esc closes · j k scroll · : finds a command by its name", "k scroll", "k"),
    (" esc closes · j k scroll · : finds a command by its name", "command", ":"),
    (" K up  J down", "up", "K"),
    (" tab ↓ other line", "↓", "down"),
    ("threat added · z takes it back", "takes", "z"),
    ("threat added · z takes it back", "threat", ""),
    ("threat added · z takes it back", "· z", ""),
    (" 日本 own  d denial", "denial", "d"),
    (" ctrl+o editor", "editor", "ctrl+o"),
    ("? keys ", "keys", "?"),
    ("", "", ""),
])  # fmt: skip
def test_a_click_is_for_the_key_or_for_the_first_of_its_part(line: str, clicked: str, key: str) -> None:
    from rich.cells import cell_len

    assert key_at(line, cell_len(line[: line.index(clicked)])) == key


@given(st.text(max_size=40), st.integers(-2, 60))
def test_any_line_can_be_clicked_anywhere(line: str, cell: int) -> None:
    assert isinstance(key_at(line, cell), str)
