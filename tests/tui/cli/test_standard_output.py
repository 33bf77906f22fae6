"""What a terminal is written can be read and does nothing; a file or a pipe gets the same data exactly."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, TextIO

from annotations.changes import Change, Edit
from annotations.codebook.codebook import Tag, TagEdit
from annotations.ids import new_id
from annotations.model import Annotation, Passage
from annotations.store.store import Store
from tests.each import for_each
from tests.stories import story
from tests.terminal.program import STORE, newsreader_here
from tui.cli.standard_output import data_output, read_on_terminals, text_output

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from articles.model import Story

HOSTILE = "\x1b]0;owned\x07\x1b[2Jred\x00\x9b1m\x85\u202ebackwards\u200b\u2028\ufffe"
"""What steers a terminal or is invisible: controls of both kinds, an override, a zero-width space, a line's end."""
ACTS = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u200b\ufffe]")
COMMANDS = (
    ("export",),
    ("export", "--plain"),
    ("export", "--tag", HOSTILE),
    ("export", HOSTILE),
    ("show", "--width", "200"),
    ("show", HOSTILE),
    ("tags",),
    ("tags", "export"),
    ("tags", "import", HOSTILE),
    ("verify",),
    ("backups",),
    ("restore", HOSTILE),
    ("align", HOSTILE),
    ("keys",),
)


class _Terminal(io.TextIOWrapper):
    """A terminal that keeps what it is sent."""

    def __init__(self) -> None:
        self.sent = io.BytesIO()
        super().__init__(self.sent, encoding="utf-8")

    def isatty(self) -> bool:
        return True


def sent(terminal: _Terminal) -> str:
    terminal.flush()
    return terminal.sent.getvalue().decode()


def hostile_store(home: Path) -> Path:
    of: Story = story()._replace(title=HOSTILE)
    store = Store.open(home / STORE, HOSTILE)
    store.keep_story(of)
    made = Annotation(
        new_id(),
        Passage.of(of.articles[0], *of.articles[0].paragraphs[1].spans[0]),
        ("claim", HOSTILE),
        note=f"one\r\ntwo{HOSTILE}",
        speaker=HOSTILE,
        attribution=HOSTILE,
        annotator=HOSTILE,
    )
    store.apply(Change("added", (Edit(None, made),)))
    store.apply(Change("tag", (), tags=(TagEdit(None, Tag("hostile", HOSTILE, definition=HOSTILE)),)))
    store.close()
    return home / STORE


def test_no_command_sends_a_terminal_what_acts_on_it(tmp_path: Path) -> None:
    store = hostile_store(tmp_path)
    for command in COMMANDS:
        drawn = newsreader_here(*command, "--store", store, home=tmp_path, in_terminal=True).text
        own = re.sub(r"\x1b\[[0-9;]*m", "", drawn).replace("\r\n", "\n")  # colours of `show`; the kernel adds the CR
        assert drawn, command
        assert not ACTS.search(own), (command, own)


def test_a_terminal_is_shown_what_a_field_holds(tmp_path: Path) -> None:
    store = hostile_store(tmp_path)
    drawn = newsreader_here("export", "--store", store, home=tmp_path, in_terminal=True).text.replace("\r\n", "\n")
    shown = r"\x1b]0;owned\x07\x1b[2Jred\x00\x9b1m\x85\u202ebackwards\u200b\u2028\ufffe"
    assert drawn.startswith('"annotation_id"')
    assert f'"one\ntwo{shown}"' in drawn
    piped = newsreader_here("export", "--store", store, home=tmp_path).out.decode()
    assert f'"one\ntwo{HOSTILE}"' in piped.replace("\r\n", "\n")


@for_each(
    "text, shown",
    [
        ("Grüße, 外相 и नमस्ते\n", "Grüße, 外相 и नमस्ते\n"),
        ("👨\u200d👩\u200d👧 می\u200cخواهم\n", "👨\u200d👩\u200d👧 می\u200cخواهم\n"),
        ("10\u00a0000\u202fkm\n", "10\u00a0000\u202fkm\n"),
        ("tab\there\rover\n", "tab\\there\\rover\n"),
        ("\x9b2J \x7f", "\\x9b2J \\x7f"),
    ],
)
def test_text_for_a_terminal_keeps_what_can_be_read(text: str, shown: str, monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = _Terminal()
    monkeypatch.setattr("sys.stdout", terminal)
    with read_on_terminals(), text_output() as out:
        out.write(text)
    assert sent(terminal) == shown


def test_the_bytes_of_a_file_are_shown_on_a_terminal_without_their_mark(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = _Terminal()
    monkeypatch.setattr("sys.stdout", terminal)
    with read_on_terminals(), data_output() as out:
        out.write('"a","\x1bé"\r\n'.encode("utf-8-sig"))
    assert sent(terminal) == '"a","\\x1bé"\n'


def test_a_pipe_gets_text_and_bytes_as_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = io.BytesIO()
    pipe: TextIO = io.TextIOWrapper(kept, encoding="utf-8", newline="")
    monkeypatch.setattr("sys.stdout", pipe)
    with read_on_terminals():
        with text_output() as out:
            out.write(HOSTILE)
        with data_output() as data:
            data.write(b"\xff\x1b\r\n")
    assert kept.getvalue() == HOSTILE.encode() + b"\xff\x1b\r\n"
