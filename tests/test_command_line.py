"""The command line as other programs call it: what is printed where, and how it ends."""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from annotations.changes import Change, Edit
from annotations.ids import new_id
from annotations.model import Annotation, Passage
from annotations.store.store import Store
from articles.read import read_story, seed_story
from tests.stories import written
from tests.terminal.program import DEADLINE, NEWSREADER, environment, newsreader
from tests.terminal.terminal import reader
from tui.cli import UNHEARD

if TYPE_CHECKING:
    from tests.terminal.program import Run

ONE = "Talks in Rome\n\nThe adviser met the diplomat for seven hours in Rome on Monday.\n\nThey spoke of sanctions.\n"
TWO = "Rome talks\n\nFor seven hours the adviser and the diplomat met in Rome on Monday, aides said.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two short articles."""
    return written(tmp_path / "story", {"one.txt": ONE, "two.txt": TWO})


@pytest.fixture
def store(tmp_path: Path, folder: Path) -> Path:
    """A store with a claim of `one.txt` and a claim and threat of `two.txt`, all on the words `seven hours`."""
    path = tmp_path / "store" / "annotations.json"
    opened = Store.open(path)
    story = read_story([str(folder / "one.txt"), str(folder / "two.txt")])
    opened.keep_story(story)
    for article, tags in zip(story.articles, (("claim",), ("claim", "threat")), strict=True):
        start = article.version.text.index("seven hours")
        made = Annotation(new_id(), Passage.of(article, start, start + 11), tags, annotator="ana")
        opened.apply(Change("added", (Edit(None, made),)))
    opened.close()
    return path


def rows(done: Run) -> list[dict[str, str]]:
    """The rows of a CSV on standard output; nothing else may have been said."""
    assert (done.status, done.err) == (0, "")
    return list(csv.DictReader(io.StringIO(done.out.decode("utf-8-sig"), newline=""), strict=True))


def failed(done: Run) -> str:
    """The one line on stderr of a command that could not do it and wrote no data."""
    assert (done.status, done.out) == (1, b"")
    assert done.err.startswith("newsreader: ")
    assert done.err.count("\n") == 1
    assert done.err.endswith("\n")
    return done.err


def nothing(done: Run) -> str:
    """The one line on stderr of an export that wrote the head alone, as there was nothing to export."""
    assert done.status == 0
    assert done.text.lstrip("\ufeff").startswith('"annotation_id","story",')
    assert done.text.count("\n") == 1
    assert done.err.startswith("newsreader: nothing to export: ")
    assert done.err.count("\n") == 1
    return done.err


# Help and version


def test_version(tmp_path: Path) -> None:
    done = newsreader("--version", home=tmp_path)
    assert (done.status, done.err) == (0, "")
    assert done.text.split()[0] == "newsreader"
    assert len(done.text.split()) == 2


@pytest.mark.parametrize(
    ("command", "options"),
    [
        ((), ("--store", "--annotator", "--version", "align", "export")),
        (("align",), ("--store", "--annotator", "--json")),
        (("export",), ("--store", "--annotator", "--format", "--output", "--tag", "--plain", "--force")),
        (("tags",), ("--store", "--annotator")),
        (("tags", "export"), ("--store", "--annotator", "--output", "--force")),
        (("tags", "import"), ("--store", "--annotator", "FILE")),
    ],
)
def test_help_of_each_command_names_its_options(
    tmp_path: Path, command: tuple[str, ...], options: tuple[str, ...]
) -> None:
    done = newsreader(*command, "--help", home=tmp_path)
    assert (done.status, done.err) == (0, "")
    assert done.text.startswith(" ".join(("usage: newsreader", *command)))
    assert [option for option in options if option not in done.text] == []
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "arguments",
    [
        ("--bogus",), ("--json",), ("--store",), ("align", "--force"), ("align", "--version"), ("export", "--json"),
        ("export", "--tag"), ("export", "-o"), ("--\x1b]0;title\x07",), ("tags", "bogus"), ("tags", "--force"),
        ("tags", "export", "a.csv"), ("tags", "import"), ("tags", "import", "a.csv", "b.csv"),
    ],
)  # fmt: skip
def test_wrong_usage_is_told_with_status_2(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    done = newsreader(*arguments, home=tmp_path)
    assert (done.status, done.out) == (2, b"")
    assert done.err.startswith("usage: newsreader")
    assert "error: " in done.err
    assert done.err.replace("\n", "").isprintable()


# Where the store is and who tags


@pytest.mark.parametrize("before", [True, False])
def test_options_for_all_commands_stand_before_or_after_the_command(tmp_path: Path, store: Path, before: bool) -> None:
    named = ("--store", str(store), "--annotator", "ana")
    done = newsreader(*named, "export", home=tmp_path) if before else newsreader("export", *named, home=tmp_path)
    assert len(rows(done)) == 3


def test_the_store_is_named_by_option_before_environment_before_the_users_data_folder(
    tmp_path: Path, store: Path
) -> None:
    home = tmp_path / "home"
    assert len(rows(newsreader("export", home=home, NEWSREADER_STORE=str(store)))) == 3
    assert str(home) in nothing(newsreader("export", home=home))
    gone = str(tmp_path / "gone.json")
    assert gone in nothing(newsreader("export", "--store", gone, home=home, NEWSREADER_STORE=str(store)))
    shutil.copytree(store.parent, home / "data" / "newsreader")
    assert len(rows(newsreader("export", home=home))) == 3


@pytest.mark.parametrize(
    ("option", "variable", "name"), [((), "zoë", "zoë"), (("--annotator", "ana"), "zoë", "ana"), ((), None, "tester")]
)
def test_who_tags_is_named_by_option_before_environment_before_the_login_name(
    tmp_path: Path, option: tuple[str, ...], variable: str | None, name: str
) -> None:
    variables = {} if variable is None else {"NEWSREADER_ANNOTATOR": variable}
    with reader(tmp_path, *option, variables=variables) as window:
        window.press("j", "c")
        window.wait_for("1 tagged · saved")
        window.press("q")
        assert window.ended() == 0
    found = rows(newsreader("export", "--store", tmp_path / "annotations.json", home=tmp_path))
    assert [row["annotator"] for row in found] == [name]


# Export


def test_export_covers_the_whole_store_or_the_articles_named(tmp_path: Path, store: Path, folder: Path) -> None:
    whole = rows(newsreader("export", "--store", store, home=tmp_path))
    assert [(row["outlet"], row["tag"]) for row in whole] == [("one", "claim"), ("two", "claim"), ("two", "threat")]
    assert rows(newsreader("export", "--store", store, folder / "two.txt", home=tmp_path)) == whole[1:]
    shutil.rmtree(folder)
    assert rows(newsreader("export", "--store", store, home=tmp_path)) == whole


def test_export_asks_for_tags_by_id_or_name(tmp_path: Path, store: Path) -> None:
    def count(*tags: str) -> int:
        named = [word for tag in tags for word in ("--tag", tag)]
        return len(rows(newsreader("export", "--store", store, *named, home=tmp_path)))

    assert (count("threat"), count("Claim"), count("claim", "threat")) == (1, 2, 3)
    nothing(newsreader("export", "--store", store, "--tag", "denial", home=tmp_path))
    error = failed(newsreader("export", "--store", store, "--tag", "rumour", home=tmp_path))
    assert "rumour" in error
    assert all(tag in error for tag in ("claim", "denial", "threat", "unverified"))


def test_export_chooses_columns_and_filters_by_command_line(tmp_path: Path, store: Path) -> None:
    chosen = ("export", "--store", store, "--columns", "quote, outlet,tag", "--filter", "outlet:two tag:threat")
    assert newsreader(*chosen, "--plain", home=tmp_path).text.splitlines() == [
        '"quote","outlet","tag"',
        '"seven hours","two","claim"',
        '"seven hours","two","threat"',
    ]
    assert "known are: annotation_id, " in failed(newsreader("export", "--columns", "words", home=tmp_path))


def test_export_formats(tmp_path: Path, store: Path) -> None:
    assert len(rows(newsreader("export", "--store", store, "--format", "csv", home=tmp_path))) == 3
    assert "csv" in failed(newsreader("export", "--store", store, "--format", "xlsx", home=tmp_path))


def test_plain_has_neither_byte_order_mark_nor_guard(tmp_path: Path, store: Path, folder: Path) -> None:
    guarded = newsreader("export", "--store", store, home=tmp_path).out
    plain = newsreader("export", "--store", store, "--plain", home=tmp_path).out
    assert guarded == b"\xef\xbb\xbf" + plain
    opened = Store.open(store)
    annotation = next(opened.everything())
    opened.apply(Change("note", (Edit(annotation, annotation.revised(note="=1+1")),)))
    opened.close()
    assert b'"=1+1"' in newsreader("export", "--store", store, "--plain", home=tmp_path).out
    assert b'"\'=1+1"' in newsreader("export", "--store", store, home=tmp_path).out


def test_export_to_a_file_prints_nothing_and_never_overwrites_unasked(tmp_path: Path, store: Path) -> None:
    target = tmp_path / "out.csv"
    done = newsreader("export", "--store", store, "-o", target, home=tmp_path)
    assert done == (0, b"", "")
    assert target.read_bytes() == newsreader("export", "--store", store, home=tmp_path).out
    target.write_text("mine")
    assert "--force" in failed(newsreader("export", "--store", store, "-o", target, home=tmp_path))
    assert target.read_text() == "mine"
    assert newsreader("export", "--store", store, "-o", target, "--force", home=tmp_path) == (0, b"", "")
    assert target.read_bytes().startswith(b"\xef\xbb\xbf")
    missing = tmp_path / "none" / "out.csv"
    assert str(missing) in failed(newsreader("export", "--store", store, "-o", missing, home=tmp_path))


def test_export_of_a_store_that_is_not_there_makes_none(tmp_path: Path) -> None:
    nothing(newsreader("export", home=tmp_path))
    assert list(tmp_path.iterdir()) == []


# Tags


def test_the_tags_are_listed_with_their_uses(tmp_path: Path, store: Path) -> None:
    done = newsreader("tags", "--store", store, home=tmp_path)
    assert (done.status, done.err) == (0, "")
    assert [line.split()[:5] for line in done.text.splitlines()[:4]] == [
        ["key", "name", "colour", "annotations", "articles"],
        ["c", "claim", "blue", "2", "2"],
        ["d", "denial", "red", "0", "0"],
        ["t", "threat", "magenta", "1", "1"],
    ]
    assert "\x1b" not in done.text


def test_a_codebook_goes_through_a_pipe_from_one_store_into_another(tmp_path: Path, store: Path) -> None:
    own = b"code;memo;key\r\nDog whistle;heard by some;j\r\nClaim;;\r\n"
    done = newsreader("--store", store, "tags", "import", "-", home=tmp_path, stdin=own)
    assert (done.status, done.text) == (0, "1 new, 1 changed, 0 as they were\n")
    assert done.err == "newsreader: standard input, line 2: key j of “Dog whistle” is “Next paragraph”'s: it has 5\n"
    exported = newsreader("tags", "export", "--store", store, home=tmp_path)
    assert [(r["tag_id"], r["name"], r["key"], r["annotations"]) for r in rows(exported)] == [
        ("claim", "Claim", "c", "2"), ("denial", "denial", "d", "0"), ("threat", "threat", "t", "1"),
        ("unverified", "unverified", "u", "0"), ("dog-whistle", "Dog whistle", "5", "0"),
    ]  # fmt: skip
    other = tmp_path / "other.json"
    done = newsreader("tags", "import", "-", "--store", other, home=tmp_path, stdin=exported.out)
    assert done == (0, b"1 new, 1 changed, 3 as they were\n", "")
    again = newsreader("tags", "export", "--store", other, home=tmp_path)
    assert [{**row, "annotations": "", "articles": ""} for row in rows(again)] == [
        {**row, "annotations": "", "articles": ""} for row in rows(exported)
    ]


def test_tags_of_a_store_that_is_not_there_are_those_of_everyone_and_make_none(tmp_path: Path) -> None:
    assert newsreader("tags", home=tmp_path).text.count("\n") == 5
    assert len(rows(newsreader("tags", "export", home=tmp_path))) == 4
    assert list(tmp_path.iterdir()) == []


def test_a_file_of_tags_that_is_none_is_told_and_nothing_is_made(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("ink,paper\none,a\ntwo,bc\n")
    no_name = "a.csv: has no column name, tag, code or label; give a CSV file with a column name, as "
    assert no_name in failed(newsreader("tags", "import", "a.csv", home=tmp_path))
    assert "no such file" in failed(newsreader("tags", "import", "gone.csv", home=tmp_path))
    assert "not text" in failed(newsreader("tags", "import", "-", home=tmp_path, stdin=bytes(999)))
    assert [path.name for path in tmp_path.iterdir()] == ["a.csv"]


def test_a_key_of_two_characters_is_told_and_its_tag_and_the_others_are_taken(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("name,key\nink,8\npaper,bc\n")
    done = newsreader("tags", "import", "a.csv", home=tmp_path)
    assert (done.status, done.text) == (0, "2 new, 0 changed, 0 as they were\n")
    assert done.err == "newsreader: a.csv, line 3: key “bc” of “paper” is no key, which is one character: it has 5\n"
    found = rows(newsreader("tags", "export", home=tmp_path))
    assert [(row["name"], row["key"]) for row in found[4:]] == [("ink", "8"), ("paper", "5")]


# Align


def check_schema(said: Any) -> None:
    """The shape of `align --json` that other programs count on."""
    assert list(said) == ["articles", "links", "rows"]
    counts = []
    for article in said["articles"]:
        assert list(article) == ["id", "outlet", "title", "paragraphs"]
        counts.append(len(article["paragraphs"]))
        for n, paragraph in enumerate(article["paragraphs"], 1):
            assert list(paragraph) == ["n", "kind", "start", "end", "text"]
            assert paragraph["n"] == n
            assert paragraph["start"] < paragraph["end"]
    for link in said["links"]:
        assert list(link) == ["a", "b", "score", "strength"]
        assert link["strength"] == ("strong" if link["score"] > 0.18 else "weak")
        assert 0 < link["score"] <= 1
        (a, n), (b, m) = link["a"], link["b"]
        assert a < b
        assert 1 <= n <= counts[a]
        assert 1 <= m <= counts[b]
    shown = [sorted(n for row in said["rows"] for n in row[i]) for i in range(len(counts))]
    assert shown == [list(range(1, count + 1)) for count in counts], "every paragraph in exactly one row"


def test_align_without_paths_takes_the_seeds(tmp_path: Path) -> None:
    done = newsreader("align", "--json", home=tmp_path)
    assert (done.status, done.err) == (0, "")
    said = json.loads(done.out)
    check_schema(said)
    seeds = seed_story().articles
    assert [(article["id"], article["outlet"]) for article in said["articles"]] == [(a.id, a.outlet) for a in seeds]
    for article, seed in zip(said["articles"], seeds, strict=True):
        assert [seed.version.text[p["start"] : p["end"]] != "" for p in article["paragraphs"]]
        assert [p["text"] for p in article["paragraphs"]] == [p.shown for p in seed.paragraphs]
    assert {link["strength"] for link in said["links"]} == {"strong", "weak"}
    assert list(tmp_path.iterdir()) == []


def test_align_takes_files_folders_and_standard_input_in_the_order_given(tmp_path: Path, folder: Path) -> None:
    def said(*paths: str | Path, stdin: bytes = b"") -> Any:
        done = newsreader("align", "--json", *paths, home=tmp_path, stdin=stdin)
        assert (done.status, done.err) == (0, "")
        check_schema(json.loads(done.out))
        return json.loads(done.out)

    assert [a["outlet"] for a in said(folder / "two.txt", folder / "one.txt")["articles"]] == ["two", "one"]
    assert [a["outlet"] for a in said(folder)["articles"]] == ["one", "two"]
    piped = said(folder / "two.txt", "-", stdin=ONE.encode())
    assert [a["title"] for a in piped["articles"]] == ["Rome talks", "Talks in Rome"]
    assert [(link["a"], link["b"]) for link in piped["links"]] == [([0, 2], [1, 2])]
    assert said(folder / "one.txt")["links"] == []


def test_align_as_a_table_shows_the_same_links(tmp_path: Path, folder: Path) -> None:
    done = newsreader("align", folder, home=tmp_path)
    assert (done.status, done.err) == (0, "")
    assert "1 links" in done.text
    assert "1 one 2 - 2 two 2" in done.text


def test_what_is_printed_is_utf_8_whatever_the_locale(tmp_path: Path) -> None:
    done = newsreader("align", "--json", home=tmp_path, PYTHONIOENCODING="ascii", LC_ALL="C")
    assert done.status == 0
    assert "\u2019" in done.text


def test_a_file_that_is_named_like_a_command_is_opened_by_its_path(tmp_path: Path, folder: Path) -> None:
    shutil.copy(folder / "one.txt", folder / "align")
    done = newsreader("align", "--json", "./align", "./two.txt", home=tmp_path, cwd=folder)
    assert [a["outlet"] for a in json.loads(done.out)["articles"]] == ["align", "two"]
    with reader(tmp_path, f"{os.path.relpath(folder, tmp_path)}/align") as window:
        window.wait_for("align", "Talks in Rome")
        window.press("q")
        assert window.ended() == 0


# Streams


def test_the_reader_without_a_terminal_says_so_and_makes_nothing(tmp_path: Path) -> None:
    assert "needs a terminal" in failed(newsreader(home=tmp_path))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("arguments", "status"), [
    (("--help",), 0),
    (("align",), UNHEARD), (("align", "--json"), UNHEARD),
    (("export",), UNHEARD), (("show",), UNHEARD), (("tags",), UNHEARD),
])  # fmt: skip
def test_a_pipe_that_nobody_reads_ends_it_in_silence(
    tmp_path: Path, store: Path, arguments: tuple[str, ...], status: int
) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "wb") as pipe:
        done = subprocess.run(
            [*NEWSREADER, *arguments],
            env=environment(tmp_path, NEWSREADER_STORE=str(store)),
            stdout=pipe,
            stderr=subprocess.PIPE,
            timeout=DEADLINE,
            check=False,
        )
    assert done.stderr == b""
    assert done.returncode == status


@pytest.mark.parametrize("redirected", [">&-", pytest.param(">/dev/full", marks=pytest.mark.skipif(
    not Path("/dev/full").exists(), reason="no /dev/full here"))])  # fmt: skip
@pytest.mark.parametrize("command", ["align", "export", "tags"])
def test_output_that_cannot_be_written_is_told(tmp_path: Path, store: Path, command: str, redirected: str) -> None:
    done = subprocess.run(
        ["/bin/sh", "-c", f'"$@" {redirected}', "sh", *NEWSREADER, command],
        env=environment(tmp_path, NEWSREADER_STORE=str(store)),
        capture_output=True,
        text=True,
        timeout=DEADLINE,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr.startswith("newsreader: standard output: cannot be written: ")
    assert done.stderr.count("\n") == 1


def test_messages_stay_out_of_the_data_where_stderr_is_closed(tmp_path: Path) -> None:
    done = subprocess.run(
        ["/bin/sh", "-c", '"$@" 2>&-', "sh", *NEWSREADER, "align", "missing.txt"],
        env=environment(tmp_path),
        cwd=tmp_path,
        capture_output=True,
        timeout=DEADLINE,
        check=False,
    )
    assert (done.returncode, done.stdout) == (1, b"")
