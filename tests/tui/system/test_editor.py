"""A text in the person's own editor; the editors here are small scripts."""

from __future__ import annotations

import os
import tempfile
from typing import TYPE_CHECKING

import pytest

from articles.errors import NewsreaderError
from tui.system.editor import edited

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where temporary files go, to see what is left of them."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def editor(tmp_path: Path, code: str) -> str:
    """A command that runs a shell script on the file, its last argument."""
    script = tmp_path / "my editor"
    script.write_text(f"#!/bin/sh\nfor file; do :; done\n{code}\n")
    script.chmod(0o755)
    return f"'{script}'"


def environment(**variables: str) -> dict[str, str]:
    return {"PATH": os.environ["PATH"], **variables}


def refused(text: str, **variables: str) -> str:
    with pytest.raises(NewsreaderError) as refusal:
        edited(text, environ=environment(**variables))
    return str(refusal.value)


def test_the_editor_gets_the_text_and_what_it_leaves_comes_back(tmp_path: Path, folder: Path) -> None:
    command = editor(
        tmp_path, 'sed "s/one/zwei – é/" "$file" > "$file.new"; echo "a line" >> "$file.new"; mv "$file.new" "$file"'
    )
    assert edited("one\nline", environ=environment(EDITOR=command)) == "zwei – é\nline\na line"
    assert list(folder.iterdir()) == []


def test_a_text_that_is_left_as_it_was_comes_back_as_it_was(tmp_path: Path, folder: Path) -> None:
    for text in ("", "one", "one\ntwo", "one\n", "日本 [b]"):
        assert edited(text, environ=environment(EDITOR="true")) == text


def test_the_file_is_private_and_goes_with_what_the_editor_leaves_beside_it(tmp_path: Path, folder: Path) -> None:
    note = tmp_path / "seen"
    command = editor(tmp_path, f'ls -l "$file" > "{note}"; echo "$file" >> "{note}"; cp "$file" "$file~"')
    edited("secret", environ=environment(EDITOR=command))
    listed, name = note.read_text().splitlines()
    assert listed.startswith("-rw-------")
    assert name.endswith(".txt")
    assert list(folder.iterdir()) == []


def test_visual_comes_before_editor_and_both_may_have_arguments(tmp_path: Path, folder: Path) -> None:
    command = editor(tmp_path, 'printf "%s" "$1 $2" > "$file"')
    variables = environment(VISUAL=f"{command} --wait 'a b'", EDITOR="false")
    assert edited("", environ=variables) == "--wait a b"
    assert edited("x", environ=environment(VISUAL=" ", EDITOR="true")) == "x"


def test_line_ends_and_a_byte_order_mark_of_other_systems_are_taken_off(tmp_path: Path, folder: Path) -> None:
    command = editor(tmp_path, r'printf "\357\273\277one\r\ntwo\r\n" > "$file"')
    assert edited("", environ=environment(EDITOR=command)) == "one\ntwo"


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("exit 3", "ended with status 3; the text is as it was"),
        ("kill -9 $$", "ended with status -9"),
        ('rm "$file"', "left no text"),
        ('rm "$file"; mkdir "$file"', "left no text"),
        (r'printf "a\377b" > "$file"', "not UTF-8"),
        ('head -c 1000001 /dev/zero > "$file"', "over 1 MB"),
    ],
)
def test_an_editor_that_fails_is_told_and_leaves_no_file(tmp_path: Path, folder: Path, code: str, words: str) -> None:
    said = refused("text", EDITOR=editor(tmp_path, code))
    assert words in said
    assert "my editor" in said
    assert list(folder.iterdir()) == []


def test_without_an_editor_the_message_names_the_variable(folder: Path) -> None:
    assert refused("text") == "no editor is set; set EDITOR"
    assert refused("text", VISUAL="", EDITOR=" ") == "no editor is set; set EDITOR"


@pytest.mark.parametrize(
    ("command", "words"),
    [
        ("no-such-editor-at-all -w", "no-such-editor-at-all: no such file or directory"),
        ("vi 'half", "$EDITOR: its quotes do not match"),
        ("a\0b", "null byte"),
    ],
)
def test_an_editor_that_cannot_be_run_is_told(folder: Path, command: str, words: str) -> None:
    assert words in refused("text", EDITOR=command)
    assert list(folder.iterdir()) == []


def test_no_room_for_a_file_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "gone"))
    assert "no such file or directory; the text is as it was" in refused("text", EDITOR="true")


def test_ctrl_c_is_the_editors_and_ends_only_that(tmp_path: Path, folder: Path) -> None:
    said = refused("text", EDITOR=editor(tmp_path, "kill -INT $PPID; kill -INT $$"))
    assert "ended with status -2" in said
