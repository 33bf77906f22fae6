"""`newsreader export` without its command line."""

from __future__ import annotations

import io
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from annotations.changes import Change, Edit
from annotations.ids import new_id
from annotations.model import Annotation, Passage
from annotations.store.store import Store
from articles.errors import NewsreaderError
from articles.model import Story
from articles.read import read_story
from tests.csv_files import read_csv
from tui.cli.export import write_annotations

if TYPE_CHECKING:
    from annotations.csv_dialect import CsvRow

ONE = "Talks in Rome\n\nThe adviser met the diplomat for seven hours in Rome on Monday.\n\nThey spoke of sanctions.\n"
TWO = "Rome talks\n\nFor seven hours the adviser and the diplomat met in Rome on Monday, aides said.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "story"
    folder.mkdir()
    (folder / "one.txt").write_text(ONE)
    (folder / "two.txt").write_text(TWO)
    return folder


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


def exported(store: Path, *paths: Path, tags: list[str] | None = None) -> list[CsvRow]:
    out = io.BytesIO()
    named = [str(path) for path in paths]
    write_annotations(named, store=store, format="csv", output=None, tags=tags or [], plain=False, force=False, out=out)
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


def test_without_the_kept_texts_only_the_rows_numbers_are_missing(store: Path) -> None:
    before = exported(store)
    shutil.rmtree(store.with_name("annotations.versions"))
    assert exported(store) == [{**row, "row": ""} for row in before]


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


def test_a_missing_store_is_told_and_nothing_is_made(tmp_path: Path) -> None:
    with pytest.raises(NewsreaderError, match="no annotations yet: nothing stored"):
        exported(tmp_path / "none.json")
    assert list(tmp_path.iterdir()) == []


def test_a_store_without_annotations_gives_the_head_alone(tmp_path: Path, story: Story) -> None:
    Store.open(tmp_path / "annotations.json").keep_story(story)
    assert exported(tmp_path / "annotations.json") == []


def test_an_unknown_format_is_told_with_those_that_are_known(store: Path) -> None:
    with pytest.raises(NewsreaderError, match="no format 'xlsx'; name one of: csv"):
        write_annotations(
            [], store=store, format="xlsx", output=None, tags=[], plain=False, force=False, out=io.BytesIO()
        )


def test_a_file_is_written_and_nothing_to_the_output(store: Path, tmp_path: Path) -> None:
    out = io.BytesIO()
    target = tmp_path / "out.csv"
    write_annotations([], store=store, format="csv", output=str(target), tags=[], plain=True, force=False, out=out)
    assert out.getvalue() == b""
    assert len(read_csv(target.read_text("utf-8"))) == 3
    with pytest.raises(NewsreaderError, match="--force"):
        write_annotations([], store=store, format="csv", output=str(target), tags=[], plain=False, force=False, out=out)
    write_annotations([], store=store, format="csv", output=str(target), tags=[], plain=False, force=True, out=out)
    assert target.read_bytes().startswith(b"\xef\xbb\xbf")


EXPORTING = """
import sys
from pathlib import Path
from tui.cli.export import write_annotations
write_annotations([], store=Path(sys.argv[1]), format="csv", output=None, tags=[], plain=False, force=False,
                  out=sys.stdout.buffer)
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
