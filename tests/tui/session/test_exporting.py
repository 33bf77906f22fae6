"""Exporting from within the reader."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from annotations.ids import new_id
from annotations.model import Placement
from articles.errors import NewsreaderError
from tests.csv_files import read_csv
from tests.stories import at, session, story
from tui.session.exporting import export_path, file_name, question, write_export

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("US–China talks in Rome", "us-china-talks-in-rome.csv"),
        ("  Été à Zürich! ", "ete-a-zurich.csv"),
        ("../../etc/passwd", "etc-passwd.csv"),
        ("日本語", "annotations.csv"),
        ("", "annotations.csv"),
        ("word " * 40, "word-" * 11 + "word.csv"),
    ],
)
def test_the_name_comes_from_the_storys_title(title: str, name: str) -> None:
    assert file_name(story()._replace(title=title)) == name


def test_a_typed_name_means_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / "there.csv").touch()
    assert export_path("~/there.csv") == (tmp_path / "there.csv", True)
    assert export_path("~/new.csv") == (tmp_path / "new.csv", False)


@pytest.mark.parametrize("name", ["x" * 300, "~nobody-of-this-name/out.csv"])
def test_a_name_that_no_file_can_have_is_told(name: str) -> None:
    with pytest.raises(NewsreaderError):
        export_path(name)


def test_what_the_session_holds_is_written_saved_or_not(tmp_path: Path) -> None:
    of = session()
    of.tagging.tag("claim")
    of.tagging.tag("threat")
    of.cursor.column_step(1)
    of.tagging.write_note("see Post")
    path = tmp_path / "out.csv"
    assert write_export(of, path, force=False) == "3 rows"
    rows = read_csv(path.read_bytes().decode())
    assert [(row["outlet"], row["quote"], row["tag"], row["note"], row["annotator"]) for row in rows] == [
        ("Post", "Talks fail in Rome", "claim", "", "ana"),
        ("Post", "Talks fail in Rome", "threat", "", "ana"),
        ("Courier", "Rome meeting ends", "", "see Post", "ana"),
    ]


def test_an_own_tag_is_written_by_its_name(tmp_path: Path) -> None:
    of = session()
    of.tagging.new_tag("dog whistle")
    write_export(of, tmp_path / "out.csv", force=False)
    (row,) = read_csv((tmp_path / "out.csv").read_bytes().decode())
    assert (row["tag"], row["tag_id"]) == ("dog whistle", "dog-whistle")


def test_a_file_is_written_over_only_by_force(tmp_path: Path) -> None:
    of = session()
    of.tagging.tag("claim")
    path = tmp_path / "out.csv"
    path.write_text("mine")
    with pytest.raises(NewsreaderError):
        write_export(of, path, force=False)
    assert path.read_text() == "mine"
    assert write_export(of, path, force=True) == "1 row"


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    of = session()
    of.tagging.tag("claim")
    with pytest.raises(NewsreaderError, match="folder"):
        write_export(of, tmp_path / "gone" / "out.csv", force=False)
    assert list(tmp_path.iterdir()) == []


def test_annotations_whose_passage_is_gone_from_the_text_are_written_too(tmp_path: Path) -> None:
    of = session()
    of.tagging.tag("claim")
    (there,) = of.annotations.book
    place = Placement(there.passage.version, 0, 0, "orphan", 0.0)
    gone = replace(there, id=new_id(), passage=there.passage._replace(version="0" * 64), placement=place)
    of.take_in([there, gone], of.tags.codebook)
    path = tmp_path / "out.csv"
    assert write_export(of, path, force=False) == "2 rows"
    rows = read_csv(path.read_bytes().decode())
    assert {(row["annotation_id"], row["anchor"], row["row"] == "") for row in rows} == {
        (there.id, "exact", False),
        (gone.id, "orphan", True),
    }


def test_what_an_earlier_text_had_is_sought_before_it_is_written(tmp_path: Path) -> None:
    of = session()
    at(of, 3, "will").tagging.tag("claim")
    (there,) = of.annotations.book
    before = there.passage
    gone = before._replace(
        version="1" * 64, exact="Nobody had been in the tunnel.", start=0, end=30, prefix="", suffix=""
    )
    earlier = replace(there, passage=before._replace(version="0" * 64, start=before.start + 9, end=before.end + 9))
    lost = replace(there, id=new_id(), passage=gone)
    of.take_in([earlier, lost], of.tags.codebook)
    assert len(of.annotations.orphans) == 2
    write_export(of, tmp_path / "out.csv", force=False)
    rows = read_csv((tmp_path / "out.csv").read_bytes().decode())
    assert {(row["annotation_id"], row["anchor"], row["paragraph"], row["start_now"]) for row in rows} == {
        (earlier.id, "moved", "3", str(before.start)),
        (lost.id, "orphan", "3", ""),
    }


def test_only_what_is_listed_is_written(tmp_path: Path) -> None:
    of = session()
    for n in (2, 3):
        at(of, n).tagging.tag("claim")
    first, second = of.annotations.book
    assert write_export(of, tmp_path / "out.csv", force=False, only={second.id}) == "1 row"
    assert question(1) == "Write the 1 listed annotation as CSV to"
    assert question(1200) == "Write the 1,200 listed annotations as CSV to"
    assert first.id.encode() not in (tmp_path / "out.csv").read_bytes()
