"""A quotation with its source, and the clipboards that take it."""

from __future__ import annotations

import os
import sys
import threading
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from annotations.model import Passage
from tests.stories import article
from tui.system.clipboard import LARGEST_COPY_BYTES, THREAD_NAME, citation, copy, copy_to_desktop, has_desktop
from tui.system.type_ahead import TypeAhead

if TYPE_CHECKING:
    from pathlib import Path

    from articles.model import Article

TEXT = "Talks end\n\nThe minister\nsaid: “We   will see,”\nand left. Then\n"
WORDS = "“The minister said: “We will see,” and left.”"

linux = pytest.mark.skipif(sys.platform != "linux", reason="the desktop's clipboard is another program there")


@pytest.fixture(autouse=True)
def no_desktop(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "SSH_CONNECTION", "SSH_CLIENT", "SSH_TTY", "TMUX"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")


def cited(of: Article) -> str:
    start = TEXT.index("The minister")
    return citation(of, Passage.of(of, start, TEXT.index(" Then")))


def test_a_citation_tells_outlet_title_date_paragraph_and_address() -> None:
    of = replace(article(TEXT, "Post", "Talks end"), source="https://example.org/talks")
    assert cited(of) == f"{WORDS} (Post, “Talks end”, 14 Mar 2022, paragraph 2, https://example.org/talks)"


def test_what_is_not_known_and_a_file_of_ones_own_are_left_out() -> None:
    of = replace(article(TEXT, "Post"), title="", date="", source="/home/ana/talks.txt")
    assert cited(of) == f"{WORDS} (Post, paragraph 2)"
    assert cited(replace(of, outlet="", date="spring")) == f"{WORDS} (spring, paragraph 2)"


def test_a_citation_has_no_control_characters_and_one_line() -> None:
    of = replace(article(TEXT, "Po\x1b[31mst\n"), title="Talks\x07\u202e\nend", source="http://a\x1b]0;x\x07b")
    assert cited(of) == f"{WORDS} (Post, “Talks end”, 14 Mar 2022, paragraph 2, http://ab)"


async def test_copying_gives_the_terminal_the_text_and_says_its_beginning() -> None:
    app = TypeAhead()
    async with app.run_test():
        assert copy(f"{WORDS} (Post)", app) == f"Copied: {WORDS} (Post)"
        assert app.clipboard == f"{WORDS} (Post)"
        assert copy("“" + "x" * 100, app) == "Copied: “" + "x" * 59 + "…"


async def test_what_a_terminal_would_cut_off_is_not_copied_but_told() -> None:
    app = TypeAhead()
    async with app.run_test():
        assert copy("é" * (LARGEST_COPY_BYTES // 2), app).startswith("Copied")
        assert (
            copy("é" * (LARGEST_COPY_BYTES // 2 + 1), app) == "Not copied: 74 kB, and a terminal takes 74: E exports it"
        )
        assert app.clipboard == "é" * (LARGEST_COPY_BYTES // 2)


@pytest.mark.parametrize(
    ("environ", "platform", "there"),
    [
        ({}, "linux", False),
        ({"DISPLAY": ":0"}, "linux", True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, "linux", True),
        ({"DISPLAY": ""}, "linux", False),
        ({"DISPLAY": "localhost:10", "SSH_CONNECTION": "1 2 3 4"}, "linux", False),
        ({}, "darwin", True),
        ({"SSH_TTY": "/dev/ttys1"}, "darwin", False),
        ({}, "win32", True),
    ],
)
def test_a_desktop_is_where_the_person_sits(environ: dict[str, str], platform: str, there: bool) -> None:
    assert has_desktop(environ, platform) == there


@pytest.fixture
def desktop(tmp_path: Path) -> dict[str, str]:
    """What the environment says where there is a desktop; its clipboard is the file `clipboard`."""
    (tmp_path / "xclip").write_text(f'#!/bin/sh\ncat > "{tmp_path}/clipboard"\necho no such display >&2\n')
    (tmp_path / "xclip").chmod(0o755)
    return {"PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}", "DISPLAY": ":7"}


@linux
def test_the_desktops_clipboard_gets_the_text_unchanged_and_its_complaints_show_nowhere(
    tmp_path: Path, desktop: dict[str, str], capfd: pytest.CaptureFixture[str]
) -> None:
    copy_to_desktop(WORDS, desktop)
    assert (tmp_path / "clipboard").read_text("utf-8") == WORDS
    assert capfd.readouterr() == ("", "")


@linux
async def test_where_there_is_a_desktop_its_clipboard_gets_the_text_too_however_long(
    tmp_path: Path, desktop: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in desktop.items():
        monkeypatch.setenv(name, value)
    app = TypeAhead()
    async with app.run_test():
        for text in (WORDS, "é" * LARGEST_COPY_BYTES):
            assert copy(text, app).startswith("Copied")
            for thread in threading.enumerate():
                if thread.name == THREAD_NAME:
                    thread.join()
            assert (tmp_path / "clipboard").read_text("utf-8") == text
        assert app.clipboard == WORDS


def test_a_desktop_without_a_clipboard_is_silent(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    copy_to_desktop(WORDS, {"PATH": str(tmp_path), "DISPLAY": ":7"})
    assert capfd.readouterr() == ("", "")


# tmux


@pytest.mark.parametrize(
    ("allows", "features", "version", "said", "args"),
    [
        ("external", "256,clipboard,mouse", "3.3", "Copied: words", "load-buffer -w -"),
        ("on", "clipboard", "3.3", "Copied: words", "load-buffer -w -"),
        ("off", "clipboard", "3.3", "Copied to the buffer of tmux: words", "load-buffer -w -"),
        ("external", "256,mouse", "3.3", "Copied to the buffer of tmux: words", "load-buffer -w -"),
        ("external", "", "3.1", "Copied to the buffer of tmux: words", "load-buffer -"),
        ("", "", "gone", "Not copied: tmux does not answer", ""),
    ],
)
async def test_in_tmux_it_is_told_how_far_the_text_came(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, allows: str, features: str, version: str, said: str, args: str
) -> None:
    """A stand-in for tmux that answers as the versions do; the real one is tried from outside."""
    (tmp_path / "tmux").write_text(
        f"""#!/bin/sh
test {version} = gone && exit 1
test {version} = 3.1 && test "$2" = -w && exit 1
echo "$*" > "{tmp_path}/args"
cat > "{tmp_path}/buffer"
printf '%s\\n%s\\n' "{allows}" "{features}"
"""
    )
    (tmp_path / "tmux").chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("TMUX", "/tmp/tmux-1/default,1,0")
    app = TypeAhead()
    async with app.run_test():
        assert copy("words", app) == said
        assert app.clipboard == "", "by default tmux takes it from no program"
    if args:
        assert (tmp_path / "buffer").read_text() == "words"
        assert (tmp_path / "args").read_text().startswith(args)


async def test_behind_tmux_on_another_machine_it_is_not_said_to_be_copied(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "tmux-256color")
    app = TypeAhead()
    async with app.run_test():
        assert copy("words", app).startswith("Sent to tmux")
        assert app.clipboard == "words"
