"""`newsreader backups` and `newsreader restore` as they are called."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

import pytest

from annotations.changes import Change, Edit
from annotations.store.store import Store
from articles.model import Story
from tests.annotations.conftest import make_annotation, make_article
from tests.terminal.program import newsreader
from tui.__main__ import main

if TYPE_CHECKING:
    from pathlib import Path

    Told = pytest.CaptureFixture[str]


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """Three sittings that added an annotation each: 1, 2 and 3."""
    path = tmp_path / "store" / "annotations.json"
    for number in (1, 2, 3):
        opened = Store.open(path, "ana")
        opened.apply(Change("added", (Edit(None, make_annotation(number)),)))
        opened.close()
    return path


def run(store: Path, *arguments: str) -> int:
    return main(["--store", str(store), "--annotator", "ana", *arguments])


def numbers(store: Path) -> list[int]:
    return sorted(int(annotation.id[-12:]) for annotation in Store.open(store).everything())


def test_backups_are_listed_with_number_time_size_and_annotations(store: Path, capsys: Told) -> None:
    assert run(store, "backups") == 0
    out, err = capsys.readouterr()
    assert err == ""
    pattern = r" (\d)  \d{4}-\d\d-\d\d \d\d:\d\d:\d\d[+-]\d\d:\d\d +\d+\.\d kB  (\d annotations?)"
    matches = [re.fullmatch(pattern, line) for line in out.splitlines()]
    assert [m.groups() for m in matches if m] == [("1", "2 annotations"), ("2", "1 annotation"), ("3", "0 annotations")]
    assert len(matches) == 3


def test_without_backups_that_is_said(tmp_path: Path, capsys: Told) -> None:
    assert run(tmp_path / "none.json", "backups") == 0
    assert capsys.readouterr().out.startswith("no backups yet: ")
    assert list(tmp_path.iterdir()) == []


def test_the_newest_backup_is_restored_and_the_counts_are_told(store: Path, capsys: Told) -> None:
    assert run(store, "restore") == 0
    out, err = capsys.readouterr()
    assert re.search(r"annotations-\S+\.json is restored: 0 annotations came back, 1 went, 0 changed\n", out)
    assert out.endswith("the state before is backup 1; newsreader restore 1 brings it back\n")
    assert err == ""
    assert numbers(store) == [1, 2]


def test_restore_again_brings_the_state_before_back(store: Path) -> None:
    assert run(store, "restore", "2") == 0
    assert numbers(store) == [1]
    assert run(store, "restore") == 0
    assert numbers(store) == [1, 2, 3]


def test_what_was_begun_anew_and_says_nothing_is_not_what_a_restore_brings_back(store: Path, capsys: Told) -> None:
    for sittings in (1, 2, 4):
        store.unlink()
        for number in range(sittings):
            opened = Store.open(store, "ana")
            opened.keep_story(Story("talks", (make_article(f"Post {number}"),)))
            opened.close()
        assert numbers(store) == []
        assert run(store, "restore") == 0, sittings
        assert "3 annotations came back" in capsys.readouterr().out
        assert numbers(store) == [1, 2, 3]


def test_a_backup_can_be_called_by_its_name(store: Path, capsys: Told) -> None:
    name = Store.open(store).archive.backups()[1].name
    assert run(store, "restore", name) == 0
    assert numbers(store) == [1]
    assert run(store, "restore", f"x{name}") == 1
    assert "no such backup" in capsys.readouterr().err


def test_restore_undo_takes_it_back(store: Path, capsys: Told) -> None:
    run(store, "restore", "3")
    assert numbers(store) == []
    capsys.readouterr()
    assert run(store, "restore", "--undo") == 0
    assert capsys.readouterr().out.startswith("the last restore is taken back: 3 annotations came back, 0 went, 0 ")
    assert numbers(store) == [1, 2, 3]
    assert run(store, "restore", "--undo") == 1
    assert "no backup was restored that could be taken back" in capsys.readouterr().err


def test_a_file_can_be_named(store: Path, tmp_path: Path, capsys: Told) -> None:
    copy = tmp_path / "copy\x1b[2J.json"
    shutil.copyfile(store, copy)
    run(store, "restore", "3")
    assert run(store, "restore", str(copy)) == 0
    assert numbers(store) == [1, 2, 3]
    assert capsys.readouterr().out.replace("\n", "").isprintable()


def test_what_is_the_same_already_is_left(store: Path, tmp_path: Path, capsys: Told) -> None:
    copy = tmp_path / "copy.json"
    shutil.copyfile(store, copy)
    before = store.stat()
    assert run(store, "restore", str(copy)) == 0
    assert capsys.readouterr().out == "nothing was changed: the store is the same as that backup\n"
    assert store.stat() == before


@pytest.mark.parametrize(
    ("which", "said"),
    [("9", "no backup 9 among the 3 here"), ("none.json", "none.json: no such backup"), (".", "is a folder")],
)
def test_what_is_no_backup_is_told_in_one_line(store: Path, which: str, said: str, capsys: Told) -> None:
    assert run(store, "restore", which) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert said in err
    assert err.count("\n") == 1
    assert numbers(store) == [1, 2, 3]


def test_undo_and_a_backup_exclude_each_other(store: Path, capsys: Told) -> None:
    with pytest.raises(SystemExit) as ended:
        run(store, "restore", "1", "--undo")
    assert ended.value.code == 2
    assert "not allowed with argument" in capsys.readouterr().err


def test_a_damaged_store_is_mended_first_and_that_is_told(store: Path, capsys: Told) -> None:
    store.write_bytes(store.read_bytes()[:-60])
    assert run(store, "restore", "2") == 0
    out, err = capsys.readouterr()
    assert "is damaged" in err.splitlines()[0]
    assert "is restored: 0 annotations came back, 2 went" in out
    assert numbers(store) == [1]


def test_as_a_program_of_its_own(store: Path, tmp_path: Path) -> None:
    named = ("--store", store, "--annotator", "ana")
    assert len(newsreader("backups", *named, home=tmp_path).text.splitlines()) == 3
    assert newsreader("restore", *named, home=tmp_path).status == 0
    assert numbers(store) == [1, 2]
    assert newsreader("restore", "--undo", *named, home=tmp_path).status == 0
    assert numbers(store) == [1, 2, 3]
    done = newsreader("restore", "--undo", *named, home=tmp_path)
    assert (done.status, done.text, done.err.count("\n")) == (1, "", 1)


@pytest.mark.parametrize("command", ["verify", "backups", "restore"])
def test_help_names_each_command_and_each_has_its_own(command: str, tmp_path: Path) -> None:
    assert f"newsreader {command}" in newsreader("--help", home=tmp_path).text
    done = newsreader(command, "--help", home=tmp_path)
    assert (done.status, done.err) == (0, "")
    assert done.text.startswith(f"usage: newsreader {command}")
    assert ("--undo" in done.text) is (command == "restore")
