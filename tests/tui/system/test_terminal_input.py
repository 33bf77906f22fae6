"""What a terminal sends, in one piece or in many, becomes the keys that were pressed, one paste, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import example, given
from hypothesis import strategies as st
from textual import events

from tests.each import for_each
from tui.system import terminal_input
from tui.system.terminal_input import PASTE_BEGINS, PASTE_ENDS, PASTE_SECONDS, SEQUENCE_SECONDS, TolerantParser

if TYPE_CHECKING:
    import pytest
    from textual.message import Message

Heard = list[tuple[str, str | None]]


class Clock:
    """A clock that is set by hand."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now = 0.0
        monkeypatch.setattr(terminal_input, "get_time", lambda: self.now)


def heard(messages: list[Message]) -> Heard:
    found: Heard = []
    for message in messages:
        if isinstance(message, events.Key):
            found.append((message.key, message.character))
        elif isinstance(message, events.Paste):
            found.append(("paste", message.text))
        else:
            found.append((type(message).__name__, None))
    return found


def sent(*pieces: str) -> Heard:
    parser = TolerantParser()
    return heard([message for piece in pieces for message in parser.feed(piece)])


# Pastes


HOLDS = "a\x1bb \x1b[200~ q\r\nc\x1b[A \x1b[97;1:3u é\x1b"


def test_a_paste_is_one_whatever_it_holds() -> None:
    assert sent(f"j{PASTE_BEGINS}{HOLDS}{PASTE_ENDS}k") == [("j", "j"), ("paste", HOLDS), ("k", "k")]
    assert sent(f"{PASTE_BEGINS}{PASTE_ENDS}k") == [("paste", ""), ("k", "k")]
    assert sent(PASTE_BEGINS + "a\x00b" + PASTE_ENDS) == [("paste", "ab")]


def test_a_paste_may_arrive_in_any_two_pieces() -> None:
    data = f"j{PASTE_BEGINS}{HOLDS}{PASTE_ENDS}k"
    for cut in range(1, len(data)):
        assert sent(data[:cut], data[cut:]) == sent(data), cut


def test_a_paste_of_a_million_characters_in_small_pieces_is_one() -> None:
    text = "A line of text, and more. " * 40_000
    pieces = [text[at : at + 4096] for at in range(0, len(text), 4096)]
    assert sent(PASTE_BEGINS, *pieces, PASTE_ENDS) == [("paste", text)]


def test_a_paste_whose_end_never_arrives_ends_after_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = Clock(monkeypatch)
    parser = TolerantParser()
    assert heard(list(parser.feed(PASTE_BEGINS + "words\x1b[20"))) == []
    clock.now = PASTE_SECONDS - 0.1
    assert heard(list(parser.tick())) == []
    clock.now = PASTE_SECONDS
    assert heard(list(parser.tick())) == [("paste", "words\x1b[20")]
    assert heard(list(parser.feed("k"))) == [("k", "k")]


# Reports of keys


@for_each(
    "report, keys",
    [
        ("\x1b[97;1:1u", [("a", "a")]),
        ("\x1b[97;1:2u", [("a", "a")]),
        ("\x1b[97;1:3u", []),
        ("\x1b[97;;97u", [("a", "a")]),
        ("\x1b[97u", [("a", "a")]),
        ("\x1b[116:84;2;84u", [("T", "T")]),
        ("\x1b[116:84;2u", [("T", "T")]),
        ("\x1b[116;2u", [("T", "T")]),
        ("\x1b[49:33;2u", [("exclamation_mark", "!")]),
        ("\x1b[47:63:47;2;63u", [("question_mark", "?")]),
        ("\x1b[97;65u", [("a", "a")]),
        ("\x1b[99;5u", [("ctrl+c", None)]),
        ("\x1b[99::99;5:1u", [("ctrl+c", None)]),
        ("\x1b[99;5:3u", []),
        ("\x1b[27u", [("escape", None)]),
        ("\x1b[27;1:3u", []),
        ("\x1b[13;2u", [("shift+enter", None)]),
        ("\x1b[9;1u", [("tab", None)]),
        ("\x1b[1;1:3A", []),
        ("\x1b[1;1:2A", [("up", None)]),
        ("\x1b[1;2:1C", [("shift+right", None)]),
        ("\x1b[3;1:3~", []),
        ("\x1b[3:9~", [("delete", None)]),
        ("\x1b[27;5;105~", [("ctrl+i", None)]),
        ("\x1b[27;2;65~", [("A", "A")]),
        ("\x1b[27;6;27~", [("ctrl+shift+escape", None)]),
        ("\x1b[57441;2u", []),
        ("\x1b[57400;129;49u", [("1", "1")]),
        ("\x1b[60000u", []),
        ("\x1b[0u", []),
        ("\x1b[55296u", []),
        ("\x1b[1114112u", []),
        ("\x1b[99999999999999999999u", []),
        ("\x1b[97;1;1114112u", [("a", "a")]),
        ("\x1b[97;1;27u", [("a", "a")]),
        ("\x1b[97;1;98:99u", [("b", "b"), ("c", "c")]),
        ("\x1b[;u", []),
        ("\x1b[201~", []),
        ("\x1b[777~", []),
        ("\x1b[97;1;97;5u", [("a", "a")]),
    ],
)
def test_a_report_of_a_newer_protocol_is_the_key_that_was_pressed_or_nothing(report: str, keys: Heard) -> None:
    assert sent(f"j{report}k") == [("j", "j"), *keys, ("k", "k")]
    for cut in range(1, len(report)):
        assert sent(report[:cut], report[cut:]) == keys, cut


@for_each(
    "keys, names",
    [
        ("\x1b[A\x1bOB\x1b[3~\x1b[5~\x1b[Z", ["up", "down", "delete", "pageup", "shift+tab"]),
        ("\x1b[1;2C\x1b[1;5D\x1bOP\x1b[[B", ["shift+right", "ctrl+left", "f1", "f2"]),
        ("jé?\r\t\x7f\x03", ["j", "é", "question_mark", "enter", "tab", "backspace", "ctrl+c"]),
        ("\x1bj", ["alt+j"]),
        ("\x1b\x1b[A", ["escape", "up"]),
    ],
)
def test_keys_of_old_are_as_they_were(keys: str, names: list[str]) -> None:
    assert [name for name, _ in sent(keys)] == names


@for_each(
    "answer",
    [
        "\x1b[?62;22c",
        "\x1b]11;rgb:1/2/3\x1b\\",
        "\x1b]52;c;QQ==\x07",
        "\x1bP>|term 1.2\x1b\\",
        "\x1b_Gi=1;OK\x1b\\",
        "\x1b[>1;2c",
    ],
)
def test_answers_that_nobody_asked_for_type_nothing(answer: str) -> None:
    assert sent(f"j{answer}k") == [("j", "j"), ("k", "k")]


def test_mouse_focus_modes_and_size_arrive() -> None:
    names = [name for name, _ in sent("\x1b[<0;5;6M\x1b[<0;5;6m\x1b[I\x1b[O\x1b[?2026;2$y\x1b[48;24;80;0;0t")]
    assert names == ["MouseDown", "MouseUp", "AppFocus", "AppBlur", "TerminalSupportsSynchronizedOutput", "Resize"]


def test_escape_alone_comes_after_a_moment_and_half_a_report_never(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = Clock(monkeypatch)
    parser = TolerantParser()
    for held, keys in (
        ("\x1b", [("escape", "\x1b")]),
        ("\x1b[", [("left_square_bracket", "[")]),
        ("\x1b[97;1:", []),
    ):
        assert heard(list(parser.feed(held))) == []
        clock.now += SEQUENCE_SECONDS
        assert heard(list(parser.tick())) == keys
        assert heard(list(parser.feed("j"))) == [("j", "j")]


PIECES = (
    "\x1b",
    "[",
    "O",
    "]",
    "P",
    "200~",
    "201~",
    "97;1:3u",
    "27;5;105~",
    "<0;1;1M",
    "M",
    "A",
    "é",
    "x",
    "\x07",
    "\\",
    ";",
    "9",
)


@given(st.lists(st.sampled_from(PIECES), max_size=30), st.integers(1, 5))
@example(["\x1b", "O", "200~"], 1)
def test_any_bytes_in_any_pieces_end_nothing_and_mean_the_same(parts: list[str], size: int) -> None:
    data = "".join(parts)
    assert sent(*(data[at : at + size] for at in range(0, len(data), size))) == sent(*([data] if data else []))
