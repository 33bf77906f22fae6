"""What cannot be read, from outside: one line on stderr that names it, status 1, nothing made, nothing changed."""

from __future__ import annotations

import os
import sqlite3
from typing import TYPE_CHECKING

import pytest

from tests.terminal.program import NEWSREADER, environment, newsreader, newsreader_here
from tests.terminal.terminal import Terminal, reader

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.terminal.program import Run

    Program = Callable[..., Run]

ARTICLE = "Talks in Rome\n\nThe adviser met the diplomat for seven hours in Rome on Monday.\n"
MIB = 1 << 20


def _fifo(path: Path) -> None:
    os.mkfifo(path)


def _sparse(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(200 * MIB)


def _unreadable(path: Path) -> None:
    path.write_text(ARTICLE)
    path.chmod(0)
    if os.access(path, os.R_OK):
        pytest.skip("this user may read everything")


def _circle(path: Path) -> None:
    path.symlink_to(path.name + ".other")
    path.with_name(path.name + ".other").symlink_to(path.name)


def _listing(text: str) -> Callable[[Path], None]:
    def make(path: Path) -> None:
        path.mkdir()
        (path / "story.toml").write_text(text)

    return make


def _folder_for_listing(path: Path) -> None:
    (path / "story.toml").mkdir(parents=True)


def _folder_without_articles(path: Path) -> None:
    path.mkdir()
    (path / "notes.pdf").write_bytes(b"\x89PNG\r\n")
    (path / ".hidden.txt").write_text(ARTICLE)


UNREADABLE: dict[str, Callable[[Path], object]] = {
    "missing": lambda _: None,
    "empty": lambda path: path.touch(),
    "only blanks": lambda path: path.write_text(" \n\t\r\n\u00a0\u200b\n"),
    "a program": lambda path: path.write_bytes(b"\x7fELF\x02\x01\x01" + bytes(range(256)) * 20),
    "an image": lambda path: path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20),
    "NUL bytes": lambda path: path.write_bytes(b"text\0\0\0\0" * 400),
    "Shift-JIS": lambda path: path.write_bytes(("ローマで協議が行われた。" * 20).encode("shift_jis")),
    "random high bytes": lambda path: path.write_bytes(bytes(128 + i * i % 128 for i in range(2000))),
    "unreadable": _unreadable,
    "a FIFO": _fifo,
    "a circle of links": _circle,
    "a dangling link": lambda path: path.symlink_to("nowhere"),
    "200 MB": _sparse,
    "a folder without articles": _folder_without_articles,
    "a folder for story.toml": _folder_for_listing,
    "a story.toml that is not TOML": _listing("title = \x1b]0;x\x07"),
    "a story.toml without articles": _listing('title = "Talks"'),
    "a story.toml with an unknown key": _listing('[[article]]\nfile = "a.txt"\nauthor = "me"'),
    "a story.toml that leads outside": _listing('[[article]]\nfile = "../outside.txt"'),
    "a story.toml whose file is missing": _listing('[[article]]\nfile = "gone.txt"'),
}


STARTED = ("missing", "a program", "a FIFO", "200 MB", "garbage", "a circle of links")
"""Where the program is really started too, as an article and as a store; the others are read in this process."""


def check(status: int, said: str, *named: str) -> None:
    """One line for a person: what, where, what to do; no traceback and nothing that a terminal could act on."""
    assert status == 1, said
    assert said.startswith("newsreader: ")
    assert said.endswith("\n")
    assert said[:-1].isprintable(), said
    assert "error of the program" not in said
    assert "Traceback" not in said
    assert "; " in said, "it says what to do"
    for name in named:
        assert name in said


def refused_by_align(home: Path, *arguments: str | Path, stdin: bytes = b"", by: Program = newsreader_here) -> str:
    done = by("align", *arguments, home=home, stdin=stdin)
    assert done.out == b""
    return done.err if done.status == 1 else f"status {done.status}: {done.err}"


def refused_by_reader(home: Path, *arguments: str | Path) -> str:
    """What the reader says in a terminal; it never got as far as taking the screen."""
    done = newsreader_here(*arguments, home=home, in_terminal=True)
    assert done.status == 1
    assert b"\x1b" not in done.out
    return done.text.replace("\r\n", "\n")


def refused_by_program(home: Path, *arguments: str | Path) -> str:
    """The same of a program that is really started, in a terminal of its own."""
    home.mkdir(exist_ok=True)
    command = [*NEWSREADER, *arguments]
    with Terminal(command, columns=300, env=environment(home), cwd=home) as terminal:
        assert terminal.ended() == 1
        assert b"\x1b" not in terminal.raw
        return terminal.raw.decode().replace("\r\n", "\n")


@pytest.mark.parametrize("what", UNREADABLE)
def test_what_cannot_be_read_is_named_in_one_line(tmp_path: Path, what: str) -> None:
    home, path = tmp_path / "home", tmp_path / "bad one.txt"
    UNREADABLE[what](path)
    good = tmp_path / "good.txt"
    good.write_text(ARTICLE)
    said = refused_by_align(home, good, path)
    check(1, said, "bad one.txt")
    assert refused_by_reader(home, good, path) == said
    if what in STARTED:
        assert refused_by_align(home, good, path, by=newsreader) == said
        assert refused_by_program(home, good, path) == said
    assert list(home.iterdir()) == [], "nothing was made"


UNOPENED = (
    (("-", "-"), "standard input"),
    (("http://127.0.0.1:9/a",), "http://127.0.0.1:9/a"),
    (("HTTPS://example.org/a\x1b[31m",), "HTTPS://example.org/a\\x1b[31m"),
    (("two\nlines\x07.txt",), "two\\nlines\\x07.txt"),
    (("\x1b]0;title\x07",), "\\x1b]0;title\\x07"),
    (("\u202etxt.exe",), "\\u202etxt.exe"),
    (("caf\udce9.txt",), "caf\\udce9.txt"),
    (("x" * 5000,), "xxx"),
    (("",), "empty"),
)
"""Arguments, and what of them is named."""


def test_what_cannot_be_opened_by_its_name(tmp_path: Path) -> None:
    for arguments, named in UNOPENED:
        check(1, refused_by_align(tmp_path, *arguments, stdin=ARTICLE.encode()), named)
        check(1, refused_by_reader(tmp_path, *arguments), named)
    assert list(tmp_path.iterdir()) == []


def test_nor_by_a_program_that_is_started(tmp_path: Path) -> None:
    for arguments, named in (UNOPENED[0], UNOPENED[6]):
        check(1, refused_by_align(tmp_path, *arguments, stdin=ARTICLE.encode(), by=newsreader), named)
        check(1, refused_by_program(tmp_path, *arguments), named)
    assert list(tmp_path.iterdir()) == []


def test_the_same_file_twice_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(ARTICLE)
    (tmp_path / "link.txt").symlink_to("a.txt")
    check(1, refused_by_align(tmp_path / "home", tmp_path / "a.txt", tmp_path / "link.txt"), "link.txt")


@pytest.mark.parametrize("stdin", [b"", b" \n", b"\x89PNG\r\n\x1a\n\0\0"])
def test_standard_input_that_is_no_article_is_named(tmp_path: Path, stdin: bytes) -> None:
    check(1, refused_by_align(tmp_path, "-", stdin=stdin), "standard input")


@pytest.mark.parametrize("name", ["caf\udce9.txt", "two\nlines\x07.txt", "-x.txt"])
def test_an_article_with_an_odd_name_is_read_tagged_and_exported(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(ARTICLE)
    aligned = newsreader("align", f"./{name}", home=tmp_path)
    assert (aligned.status, aligned.err) == (0, "")
    assert aligned.text.replace("\n", "").isprintable()
    with reader(tmp_path, f"./{name}") as window:
        window.press("j", "c")
        window.wait_for("1 tagged · saved")
        window.press("q")
        assert window.ended() == 0
        assert not [order for order in window.orders if order.startswith((b"0;", b"2;", b"52;"))]
    with reader(tmp_path) as window:
        window.wait_for("1 tagged")
        window.press("q")
        assert window.ended() == 0
    done = newsreader("export", "--store", tmp_path / "annotations.json", home=tmp_path)
    assert (done.status, done.err) == (0, "")
    assert "The adviser met the diplomat" in done.out.decode()


def _below_a_file(path: Path) -> None:
    path.parent.rmdir()
    path.parent.write_text("no folder")


def _database(path: Path) -> None:
    with sqlite3.connect(path) as db:
        db.execute("create table t (x)")
    db.close()


DAMAGED: dict[str, Callable[[Path], object]] = {
    "garbage": lambda path: path.write_bytes(os.urandom(5000)),
    "cut short": lambda path: path.write_text('{"_meta": {"1": {"schema": 1'),
    "a list": lambda path: path.write_text("[1, 2]"),
    "nested too deep": lambda path: path.write_text("[" * 200_000),
    "of a newer program": lambda path: path.write_text('{"_meta": {"1": {"program": "newsreader", "schema": 99}}}'),
    "an SQLite database": _database,
    "a folder": lambda path: path.mkdir(),
    "a FIFO": _fifo,
    "a dangling link": lambda path: path.symlink_to("nowhere"),
    "a circle of links": _circle,
    "below a file": _below_a_file,
    "unreadable": _unreadable,
}


@pytest.mark.parametrize("what", DAMAGED)
def test_a_store_that_is_none_is_named_and_stays_as_it_is(tmp_path: Path, what: str) -> None:
    home, path = tmp_path / "home", tmp_path / "store" / "annotations.json"
    path.parent.mkdir()
    DAMAGED[what](path)

    def state() -> list[tuple[str, int, int, bytes]]:
        found = sorted([*tmp_path.glob("store"), *tmp_path.glob("store/**/*")])
        return [
            (str(p), p.lstat().st_ino, p.lstat().st_mtime_ns, p.read_bytes() if p.is_file() else b"") for p in found
        ]

    before = state()
    done = newsreader_here("export", "--store", path, home=home)
    assert done.out == b""
    check(done.status, done.err, "store")
    check(1, refused_by_reader(home, "--store", path), "store")
    if what in STARTED:
        assert newsreader("export", "--store", path, home=home) == done
        check(1, refused_by_program(home, "--store", path), "store")
    assert state() == before
    assert list(home.iterdir()) == []


def test_aligning_names_a_store_that_is_none_as_corrections_may_be_in_it(tmp_path: Path) -> None:
    store = tmp_path / "annotations.json"
    store.write_text("garbage")
    check(*newsreader("align", "--store", store, home=tmp_path)[::2], "annotations.json")
    assert store.read_text() == "garbage"
