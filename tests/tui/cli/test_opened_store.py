"""What is wrong with the store is told on standard error by each command that opens it, and by the exit status."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

import pytest

from annotations.changes import Change, Edit
from annotations.ids import new_id
from annotations.model import Annotation, Passage
from annotations.store.store import Store
from articles.read import read_story
from tests.each import for_each
from tests.terminal.program import newsreader
from tui.__main__ import main

if TYPE_CHECKING:
    from pathlib import Path

    Told = pytest.CaptureFixture[str]

WORDS = "The ferry to the island was late again, and nobody on the quay could say why it was."
MANY = 40


@pytest.fixture
def story(tmp_path: Path) -> Path:
    (tmp_path / "one.txt").write_text(f"Ferry late\n\n{WORDS}\n")
    return tmp_path / "one.txt"


@pytest.fixture
def store(tmp_path: Path, story: Path) -> Path:
    """A store with 40 annotations, folded."""
    path = tmp_path / "store" / "annotations.json"
    opened = Store.open(path, "ana")
    made = read_story([str(story)])
    opened.keep_story(made)
    for number in range(MANY):
        passage = Passage.of(made.articles[0], 12 + number, 20 + number)
        opened.apply(Change("added", (Edit(None, Annotation(new_id(), passage, ("claim",))),)))
    opened.close()
    return path


def without_backups(store: Path) -> None:
    for name in ("annotations.backups", "annotations.history"):
        shutil.rmtree(store.with_name(name))


def cut_in_half(store: Path) -> None:
    store.write_bytes(store.read_bytes()[: store.stat().st_size // 2])


def kept(store: Path) -> list[str]:
    return [path.name for path in store.parent.iterdir() if ".corrupt-" in path.name]


def test_lost_lines_are_told_with_the_kept_file_and_the_status_while_the_data_is_written(
    store: Path, capsys: Told
) -> None:
    without_backups(store)
    cut_in_half(store)
    assert main(["export", "--store", str(store)]) == 1
    out, err = capsys.readouterr()
    rows = out.count("\r\n") - 1
    (name,) = kept(store)
    assert 0 < rows < MANY
    assert f"annotations.json is damaged: {MANY - rows} lines cannot be read, and not all that was in it" in err
    assert f"kept as {name} beside it; " in err
    assert f"rebuilt from {rows + 2} intact records" in err
    assert err.count("\n") == 1
    assert err.startswith("newsreader: ")


def test_what_was_made_whole_again_is_told_with_status_0(store: Path, capsys: Told) -> None:
    cut_in_half(store)
    assert main(["export", "--store", str(store)]) == 0
    out, err = capsys.readouterr()
    assert out.count("\r\n") == MANY + 1
    assert "annotations.json is damaged" in err
    assert "not all" not in err


@for_each("arguments, begins", [
    (["export"], '\ufeff"annotation_id","story",'),
    (["show"], "Ferry late\n1 article · 2 rows · 0 tagged\n"),
    (["tags"], "key  name  "),
    (["tags", "export"], '\ufeff"tag_id","name",'),
    (["tags", "import", "codebook.csv"], "1 new, 0 changed, 0 as they were\n"),
    (["keys"], "where  "),
    (["align"], "Ferry late\n\n  1 one  2 paragraphs, 0 linked: Ferry late\n"),
])  # fmt: skip
def test_each_command_that_opens_the_store_tells_it_once(
    arguments: list[str], begins: str, tmp_path: Path, capsys: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "codebook.csv").write_text("name\nrumour\n")
    (tmp_path / "one.txt").write_text(f"Ferry late\n\n{WORDS}\n")
    path = tmp_path / f"{' '.join(arguments)}.json"
    opened = Store.open(path, "ana")
    made = read_story([str(tmp_path / "one.txt")])
    opened.keep_story(made)
    opened.apply(Change("added", (Edit(None, Annotation(new_id(), Passage.of(made.articles[0], 12, 20), ("claim",))),)))
    opened.compact()
    opened.let_go()
    for file in tmp_path.glob("*/*"):
        if file.parent.suffix in (".backups", ".history"):
            file.unlink()
    path.write_bytes(path.read_bytes().replace(b'"tags": ', b'"tags": +'))
    assert main([*arguments, "--store", str(path)]) == 1
    out, err = capsys.readouterr()
    assert err.count("is damaged: 1 line cannot be read, and not all that was in it could be had again") == 1
    assert out.startswith(begins)
    assert main([*arguments, "--store", str(path)]) == 0
    assert "damaged" not in capsys.readouterr().err


def test_a_command_that_fails_tells_it_too(store: Path, capsys: Told) -> None:
    without_backups(store)
    cut_in_half(store)
    assert main(["show", "nowhere.txt", "--store", str(store)]) == 1
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 2
    assert "is damaged" in lines[0]
    assert "nowhere.txt" in lines[1]


def test_verify_names_what_was_set_aside_until_it_is_gone(store: Path, capsys: Told) -> None:
    cut_in_half(store)
    main(["export", "--store", str(store)])
    (name,) = kept(store)
    for _ in range(2):
        capsys.readouterr()
        assert main(["verify", "--store", str(store)]) == 1
        assert capsys.readouterr().out.splitlines()[0].startswith(f"{name}: was damaged and is kept")
    store.with_name(name).unlink()
    assert main(["verify", "--store", str(store)]) == 0


def test_damaged_lines_of_the_journal_are_told_and_kept(store: Path, capsys: Told) -> None:
    opened = Store.open(store, "ana")
    (first, *_) = opened.everything()
    opened.apply(Change("noted", (Edit(first, first.revised(note="a ferry")),)))
    opened.let_go()
    journal = store.with_name("annotations.json.journal")
    journal.write_bytes(journal.read_bytes().replace(b"a ferry", b"b ferry"))
    for _ in range(3):  # nothing that reads alone mends it
        assert main(["export", "--store", str(store)]) == 1
        err = capsys.readouterr().err
        assert "1 damaged line of annotations.json.journal could not be read and was left out" in err
        assert kept(store) == re.findall(r"kept as (\S+)", err)


def test_a_store_that_is_missing_beside_its_backups_is_told(store: Path, capsys: Told) -> None:
    store.unlink()
    said = (
        "annotations.json is missing, but 2 backups stand beside it"  # that of the last sitting is made of the history
    )
    for command in (["export"], ["show"], ["tags"]):
        assert main([*command, "--store", str(store)]) == 1, command
        assert f"{said}: newsreader restore brings the newest back" in capsys.readouterr().err
    assert main(["verify", "--store", str(store)]) == 1
    assert "annotations.json: is missing, but 2 backups stand" in capsys.readouterr().out
    assert main(["restore", "--store", str(store)]) == 0
    assert f"{MANY} annotations came back" in capsys.readouterr().out
    assert capsys.readouterr().err == ""
    assert main(["tags", "--store", str(store)]) == 0
    assert capsys.readouterr().err == ""


def test_a_file_without_a_byte_opens_as_a_new_store(tmp_path: Path, capsys: Told) -> None:
    path = tmp_path / "new.json"
    path.touch()
    (tmp_path / "codebook.csv").write_text("name\nrumour\n")
    assert main(["tags", "--store", str(path)]) == 0
    assert capsys.readouterr().err == ""
    assert main(["tags", "import", str(tmp_path / "codebook.csv"), "--store", str(path)]) == 0
    assert main(["tags", "--store", str(path)]) == 0
    out, err = capsys.readouterr()
    assert "rumour" in out
    assert err == ""


def test_as_a_program_of_its_own(store: Path, tmp_path: Path) -> None:
    without_backups(store)
    cut_in_half(store)
    done = newsreader("export", "--store", store, home=tmp_path)
    assert done.status == 1
    assert done.out.count(b"\r\n") > 1
    assert kept(store)[0] in done.err
    assert newsreader("verify", "--store", store, home=tmp_path).status == 1
