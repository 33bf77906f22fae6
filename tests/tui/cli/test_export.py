"""`newsreader export` without its command line."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from annotations.anchoring.known_story import known_story
from annotations.changes import Change, Edit
from annotations.exports import csv
from annotations.exports.formats import TableChoice
from annotations.ids import new_id
from annotations.model import Annotation, Passage
from annotations.store.store import Store
from articles.align import align
from articles.errors import NewsreaderError
from articles.model import Story
from articles.read import read_story
from tests.csv_files import read_csv
from tests.each import for_each
from tests.stories import written
from tui.cli.export import Wanted, write_annotations
from tui.shown.annotation_list import ListIndex, listed_annotations
from tui.shown.query import Query
from tui.shown.rows import ShownRows

if TYPE_CHECKING:
    from annotations.csv_dialect import CsvRow

ONE = "Talks in Rome\n\nThe adviser met the diplomat for seven hours in Rome on Monday.\n\nThey spoke of sanctions.\n"
TWO = "Rome talks\n\nFor seven hours the adviser and the diplomat met in Rome on Monday, aides said.\n"

UNWANTED = "no annotation is as --tag and --filter want it"
NOW = ("row", "start_now", "end_now", "quote_now", "text_now_sha256")
"""The columns that tell of the text at hand."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return written(tmp_path / "story", {"one.txt": ONE, "two.txt": TWO})


@pytest.fixture
def story(folder: Path) -> Story:
    return read_story([str(folder / "one.txt"), str(folder / "two.txt")])


@pytest.fixture
def store(tmp_path: Path, story: Story) -> Path:
    """A store with one annotation of each article: a claim of the first, a claim and a threat of the second."""
    path = tmp_path / "annotations.json"
    store = Store.open(path)
    store.keep_story(story)
    for article, tags in zip(story.articles, (("claim",), ("claim", "threat")), strict=True):
        start = article.version.text.index("seven hours")
        made = Annotation(new_id(), Passage.of(article, start, start + 11), tags)
        store.apply(Change("added", (Edit(None, made),)))
    return path


def exported(store: Path, *paths: Path, **wanted: Any) -> list[CsvRow]:
    out = io.BytesIO()
    write_annotations([str(path) for path in paths], Wanted(**wanted), store=store, out=out)
    return read_csv(out.getvalue().decode("utf-8"))


def test_without_paths_the_whole_store_is_written_in_the_order_of_the_story(store: Path, story: Story) -> None:
    found = exported(store)
    ids = [a.id for a in story.articles]
    assert [(r["article_id"], r["tag"]) for r in found] == [(ids[0], "claim"), (ids[1], "claim"), (ids[1], "threat")]
    assert {r["quote"] for r in found} == {"seven hours"}
    assert {r["row"] for r in found} == {"2"}


def test_the_same_is_written_when_the_files_have_gone(store: Path, folder: Path) -> None:
    before = exported(store)
    shutil.rmtree(folder)
    assert exported(store) == before


def test_without_any_text_only_rows_and_present_places_are_missing(store: Path, folder: Path) -> None:
    before = exported(store)
    shutil.rmtree(store.with_name("annotations.versions"))
    assert exported(store) == before
    shutil.rmtree(folder)
    assert exported(store) == [{**row, **dict.fromkeys(NOW, "")} for row in before]


def test_with_paths_only_the_articles_named(store: Path, folder: Path, story: Story) -> None:
    whole = exported(store)
    assert exported(store, folder / "two.txt") == whole[1:]
    assert exported(store, folder) == whole
    (folder / "three.txt").write_text("A third text\n\nthat nobody has tagged.\n")
    assert exported(store, folder / "three.txt") == []


@pytest.mark.parametrize(
    ("tags", "count"), [(["threat"], 1), (["CLAIM"], 2), (["claim", "threat"], 3), (["denial"], 0)]
)
def test_tags_are_asked_for_by_id_or_name(store: Path, tags: list[str], count: int) -> None:
    assert len(exported(store, tags=tags)) == count


def test_an_unknown_tag_is_told_with_those_that_are_known(store: Path) -> None:
    with pytest.raises(NewsreaderError, match="no tag 'rumour'; known are: claim, denial, threat, unverified"):
        exported(store, tags=["rumour"])


def test_an_article_in_two_stories_is_written_once_under_the_one_opened_last(store: Path, story: Story) -> None:
    later = Story("Later", story.articles[:1])
    Store.open(store).keep_story(later)
    found = exported(store)
    assert sorted((r["outlet"], r["story"]) for r in found if r["tag"] == "claim") == [
        ("one", "Later"),
        ("two", story.title),
    ]
    assert len(found) == 3


def test_opening_a_story_again_does_not_reorder_the_export(store: Path, story: Story) -> None:
    alone = Story("Alone", story.articles[:1])
    opened = Store.open(store)
    opened.keep_story(alone)
    opened.keep_story(Story("Between", story.articles[1:]))
    before = exported(store)
    opened.keep_story(alone)
    assert [r["story"] for r in before] == ["Alone", "Between", "Between"]
    assert exported(store) == before


@for_each(
    "paths, wanted, why",
    [
        (("three.txt",), {}, "no annotation is of these articles; without PATH everything is exported"),
        ((), {"tags": ["denial"]}, "no annotation is as --tag and --filter want it"),
        (
            (),
            {"filter": "tag:claim tag:denial"},
            "no annotation is as --tag and --filter want it (no “denial”, nor what is like it)",
        ),
    ],
)
def test_where_nothing_is_wanted_the_head_alone_is_written_and_why_is_said(
    store: Path, folder: Path, capsys: pytest.CaptureFixture[str], paths: tuple[str, ...], wanted: Any, why: str
) -> None:
    (folder / "three.txt").write_text("A third text\n\nthat nobody has tagged.\n")
    assert exported(store, *(folder / name for name in paths), **wanted) == []
    assert capsys.readouterr().err == f"newsreader: nothing to export: {why}\n"


def test_of_a_store_that_is_not_there_or_is_empty_the_head_alone_is_written_and_none_is_made(
    tmp_path: Path, folder: Path, story: Story, capsys: pytest.CaptureFixture[str]
) -> None:
    missing, empty, target = tmp_path / "none.json", tmp_path / "annotations.json", tmp_path / "out.csv"
    assert exported(missing) == exported(missing, folder) == []
    assert not missing.exists()
    Store.open(empty).keep_story(story)
    assert exported(empty) == []
    said = capsys.readouterr().err.splitlines()
    places = (missing, missing, empty)
    assert said == [f"newsreader: nothing to export: no annotations yet in {it}; tag a passage first" for it in places]
    exported_to = Wanted(output=str(target))
    write_annotations([], exported_to, store=missing, out=io.BytesIO())
    assert target.read_bytes() == csv.encode([])


def test_an_unknown_format_is_told_with_those_that_are_known(store: Path) -> None:
    with pytest.raises(NewsreaderError, match="no format 'xlsx'; name one of: csv"):
        exported(store, format="xlsx")


def test_a_file_is_written_and_nothing_to_the_output(store: Path, tmp_path: Path) -> None:
    out = io.BytesIO()
    target = tmp_path / "out.csv"
    wanted = Wanted(output=str(target))
    write_annotations([], wanted._replace(table=TableChoice(plain=True)), store=store, out=out)
    assert out.getvalue() == b""
    assert len(read_csv(target.read_text("utf-8"))) == 3
    with pytest.raises(NewsreaderError, match="--force"):
        write_annotations([], wanted, store=store, out=out)
    write_annotations([], wanted._replace(force=True), store=store, out=out)
    assert target.read_bytes().startswith(b"\xef\xbb\xbf")


# What is chosen


def test_columns_are_chosen_and_ordered(store: Path) -> None:
    whole = exported(store)
    chosen = exported(store, table=TableChoice(("quote", "outlet", "tag", "tag_index")))
    assert [list(row) for row in chosen] == [["quote", "outlet", "tag", "tag_index"]] * 3
    assert chosen == [{name: row[name] for name in ("quote", "outlet", "tag", "tag_index")} for row in whole]
    assert [list(row.values()) for row in exported(store, table=TableChoice(("tag_id", "quote", "tag")))] == [
        [row["tag_id"], row["quote"], row["tag"]] for row in whole
    ]


@for_each(
    "names, what",
    [
        (("quote", "words"), "no column 'words'; known are: annotation_id, story, "),
        (("quote", ""), "no column ''; known are: "),
        (("quote", "tag", "quote"), "the column quote is named twice"),
    ],
)
def test_columns_that_cannot_be_are_told(store: Path, names: tuple[str, ...], what: str) -> None:
    with pytest.raises(NewsreaderError, match=re.escape(what)):
        exported(store, table=TableChoice(names))


@for_each(
    "expression, count",
    [
        ("", 3), ("hours", 3), ("tag:threat", 2), ("outlet:one", 1), ('"seven hours" tag:claim outlet:two', 2),
        ("outlet:three", 0), ("huors", 3), ("is:orphan", 0), ("-x", 0),
    ],
)  # fmt: skip
def test_the_filter_takes_what_the_lists_field_takes(store: Path, story: Story, expression: str, count: int) -> None:
    found = exported(store, filter=expression)
    assert len(found) == count
    opened = Store.open(store)
    known = known_story(opened, story)
    listed = listed_annotations(story, known.book()[0], [], ShownRows(story, align(story)).number_of)
    shown = ListIndex(listed, opened.codebook).matching(Query.parse(expression)).entries
    opened.let_go()
    assert {row["annotation_id"] for row in found} == {entry.annotation.id for entry in shown}


def test_what_the_filter_took_instead_of_a_word_is_said(store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert len(exported(store, filter="sevn")) == 3
    assert capsys.readouterr().err == "newsreader: no “sevn”: shown is “seven”\n"


def test_notes_keep_their_lines_unless_all_are_wanted_on_one(store: Path) -> None:
    opened = Store.open(store)
    first = next(opened.everything())
    opened.apply(Change("note", (Edit(first, first.revised(note="see\r\nboth\n\n\tlines")),)))
    opened.close()
    (kept,) = {row["note"] for row in exported(store) if row["note"]}
    assert kept == "see\r\nboth\n\n\tlines"
    (kept,) = {row["note"] for row in exported(store, one_line=True) if row["note"]}
    assert kept == "see both lines"


EXPORTING = """
import sys
from pathlib import Path
from tui.cli.export import Wanted, write_annotations
write_annotations([], Wanted(), store=Path(sys.argv[1]), out=sys.stdout.buffer)
print(sorted({name.split(".")[0] for name in sys.modules} & {"textual", "rich", "filelock", "uuid6", "platformdirs"}),
      file=sys.stderr)
"""


def test_exporting_imports_nothing_of_the_screen_or_of_writing(store: Path) -> None:
    root = Path(__file__).parents[3]
    done = subprocess.run(
        [sys.executable, "-c", EXPORTING, store], cwd=root, capture_output=True, check=True, timeout=60
    )
    assert done.stderr.decode().strip() == "[]"
    assert len(read_csv(done.stdout.decode("utf-8"))) == 3
