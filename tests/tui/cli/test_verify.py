"""`newsreader verify` as it is called."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from annotations.changes import Change, Edit
from annotations.ids import new_id
from annotations.model import Annotation, Passage
from annotations.store.store import Store
from articles.read import read_story
from tests.terminal.program import newsreader
from tui.__main__ import main

if TYPE_CHECKING:
    from pathlib import Path

ONE = "Talks in Rome\n\nThe adviser met the diplomat for seven hours in Rome on Monday.\n"


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """A store with one claim."""
    (tmp_path / "one.txt").write_text(ONE)
    story = read_story([str(tmp_path / "one.txt")])
    path = tmp_path / "store" / "annotations.json"
    opened = Store.open(path)
    opened.keep_story(story)
    made = Annotation(new_id(), Passage.of(story.articles[0], 15, 26), ("claim",))
    opened.apply(Change("added", (Edit(None, made),)))
    opened.close()
    return path


def test_a_whole_store_gives_one_line_and_status_0(store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", "--store", str(store)]) == 0
    assert capsys.readouterr() == ("all is well: 1 annotation, 1 article, 1 text\n", "")


def test_each_finding_is_a_line_and_the_status_1(store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    store.write_bytes(store.read_bytes().replace(b'"claim"', b'"rum\\u001b[2Jour\\n"'))
    assert main(["--store", str(store), "verify"]) == 1
    out, err = capsys.readouterr()
    lines = out.splitlines()
    assert (len(lines), err) == (3, "")
    assert lines[0] == "annotations.json: does not match its checksum: another program changed it"
    assert lines[1].endswith(r"has the tag rum\x1b[2Jour\n, which is not in the codebook")
    assert lines[2] == "2 findings: 1 annotation, 1 article, 1 text"


def test_a_missing_store_is_told_on_stderr(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", "--store", str(tmp_path / "none.json")]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("newsreader: ")
    assert "no annotations yet" in err
    assert list(tmp_path.iterdir()) == []


def test_wrong_usage_is_status_2(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["verify", "a.txt"])
    assert ended.value.code == 2
    assert "usage: newsreader verify" in capsys.readouterr().err


def test_as_a_program_of_its_own(store: Path, tmp_path: Path) -> None:
    done = newsreader("verify", home=tmp_path, NEWSREADER_STORE=str(store))
    assert (done.status, done.text, done.err) == (0, "all is well: 1 annotation, 1 article, 1 text\n", "")
    store.write_bytes(store.read_bytes()[:-40])
    done = newsreader("verify", home=tmp_path, NEWSREADER_STORE=str(store))
    assert done.status == 1
    assert "annotations.json: is damaged" in done.text
    assert done.err == ""
