"""Text form 1: mechanical, complete, the same for ever."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.form import harmless, hidden_characters, one_line, printable, shown_on_terminal, text_form_1, unseen
from tests.each import for_each


@pytest.mark.parametrize(
    ("raw", "formed"),
    [
        ("a\r\nb\rc\u2028d\x0ce", "a\nb\nc\nd\ne"),
        ("a\tb\u00a0c\u202fd\u2007e\u3000f", "a b c d e f"),
        ("Zu\u0308rich", "Zürich"),
        ("\x1b[31mred\x1b[0m", "red"),
        ("\x9b31mred", "red"),
        ("\x1b]8;;http://example.org\x1b\\link\x1b]8;;\x07", "link"),
        ("\x1b]52;c;Zm9v\x07x", "x"),
        ("\x1b]0;never closed\nmore", "0;never closed\nmore"),
        ("a\x00b\x07c\x7fd\x85e", "abcd\ne"),
        ("a\u202eb\u2066c\u200bd\ufeffe\U000e0041f\u00adg", "abcdefg"),
        ("\u0645\u06cc\u200c\u062e \U0001f468\u200d\U0001f469", "\u0645\u06cc\u200c\u062e \U0001f468\u200d\U0001f469"),
        ("a\ud800b", "a\ufffdb"),
        ("**bold** # [x](y)  two", "**bold** # [x](y)  two"),
    ],
)
def test_form_1(raw: str, formed: str) -> None:
    assert text_form_1(raw) == formed


@given(
    st.text(st.characters(exclude_categories=[]), max_size=200) | st.text("a\u0301\u0344\u0316\x1b[]\\;m\x07\x9d\r\n")
)
def test_form_1_is_final_and_holds_nothing_a_terminal_acts_on(raw: str) -> None:
    text = text_form_1(raw)
    assert text_form_1(text) == text
    assert unicodedata.is_normalized("NFC", text)
    assert not [c for c in text if unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp") and c != "\n"]
    assert not [c for c in text if c.isspace() and c not in " \n"]
    assert not set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200b\ufeff") & set(text)


def test_a_pile_of_combining_marks_is_cut() -> None:
    assert text_form_1("q" + "\u0323\u0301" * 50_000 + "x") == "q" + "\u0323" * 15 + "\u0301" * 15 + "x"


def test_hidden_characters_are_counted() -> None:
    assert hidden_characters("plain\r\n\ttext\u00a0") == 0
    assert hidden_characters("\x1b[31mred\x1b[0m\u202e\x00") == 4


def test_names_are_shown_without_acting() -> None:
    assert printable("a\x1b[2Jb\n\u202e\udc80é") == "a\\x1b[2Jb\\n\\u202e\\udc80é"
    assert one_line(" A\n title\t\x1b[1m ") == "A title"


FILLERS = "\u115f\u1160\u3164\uffa0\u034f\ufdd5\ufffe\U0001ffff\ufe01\U000e0123\ufe0f"


def test_what_nobody_can_see_is_kept_by_form_1_and_not_shown() -> None:
    text = f"har{FILLERS}bour"
    assert text_form_1(text) == text
    assert unseen(text) == [(at, at + 1) for at in range(3, 3 + len(FILLERS))]
    assert unseen(text, 5, 7) == [(5, 6), (6, 7)]
    assert harmless(text) == "harbour"
    assert printable(text).isascii()
    assert shown_on_terminal(text) == printable(text)


@for_each(
    "text", ["❤\ufe0f 1\ufe0f\u20e3 ☃\ufe0e ℹ\ufe0f 🏳\ufe0f\u200d🌈", "e\u0323\u0302 नमस्ते 가 ﾡ", "Ünïcode — “so”"]
)
def test_what_chooses_the_look_of_an_emoji_is_shown(text: str) -> None:
    assert not unseen(text)
    assert shown_on_terminal(text) == text
