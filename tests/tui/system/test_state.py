"""What is remembered between two sittings."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

import pytest

from tui.system.state import State, default_path, read_state, write_state

if TYPE_CHECKING:
    from pathlib import Path


def test_what_was_written_is_read(tmp_path: Path) -> None:
    path = tmp_path / "state.json"
    write_state(State("newsreader-paper"), path)
    assert read_state(path) == State("newsreader-paper")


def test_before_anything_was_kept_there_is_the_first_state(tmp_path: Path) -> None:
    assert read_state(tmp_path / "none" / "state.json") == State()


def test_fields_of_later_programs_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "state.json"
    path.write_text('{"layout": "flow", "theme": "newsreader-night", "columns": {"hidden": ["é"]}}', "utf-8")
    state = read_state(path)
    assert state.theme == "newsreader-night"
    write_state(state._replace(theme="newsreader-dark"), path)
    assert json.loads(path.read_text("utf-8")) == {
        "theme": "newsreader-dark",
        "layout": "flow",
        "columns": {"hidden": ["é"]},
    }


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{",
        b"[1]",
        b"null",
        b"\xff\xfe\x00",
        b'{"theme": "caf\xe9"}',
        b"[" * 200_000,
        b'{"theme": ["newsreader-night"]}',
        b'{"n": ' + b"9" * 10_000 + b"}",
    ],
)
def test_a_broken_file_is_as_none_and_can_be_written_over(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "state.json"
    path.write_bytes(data)
    assert read_state(path) == State()
    write_state(State("newsreader-light"), path)
    assert read_state(path) == State("newsreader-light")


def test_what_is_no_file_is_as_none(tmp_path: Path) -> None:
    folder, pipe = tmp_path / "folder", tmp_path / "pipe"
    folder.mkdir()
    os.mkfifo(pipe)
    write_state(State("newsreader-dark"), folder)
    assert folder.is_dir()
    assert read_state(folder) == read_state(pipe) == State()


def test_only_the_owner_can_read_it_and_nothing_else_is_left(tmp_path: Path) -> None:
    path = tmp_path / "newsreader" / "state.json"
    for theme in ("newsreader-dark", "newsreader-light"):
        write_state(State(theme), path)
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700
    assert [entry.name for entry in path.parent.iterdir()] == ["state.json"]


def test_a_link_is_followed_and_stays(tmp_path: Path) -> None:
    target, link = tmp_path / "kept.json", tmp_path / "state.json"
    target.write_text("{}")
    link.symlink_to(target)
    write_state(State("newsreader-night"), link)
    assert link.is_symlink()
    assert read_state(target) == State("newsreader-night")


def test_where_it_cannot_be_written_nothing_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    path = tmp_path / "file" / "state.json"
    write_state(State("newsreader-dark"), path)
    assert read_state(path) == State()
    assert (tmp_path / "file").read_text() == ""


def test_another_file_can_be_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEWSREADER_STATE", str(tmp_path / "other.json"))
    write_state(State("newsreader-contrast"))
    assert read_state(tmp_path / "other.json") == read_state() == State("newsreader-contrast")


def test_by_default_it_is_in_the_users_folder(clean_environment: Path) -> None:
    assert default_path().is_relative_to(clean_environment)
    write_state(State("newsreader-paper"))
    assert default_path().exists()
    assert read_state() == State("newsreader-paper")
