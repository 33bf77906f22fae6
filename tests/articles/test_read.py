"""The one door for untrusted input: what is read, what is refused, and how that is said."""

from __future__ import annotations

import io
import os
import socket
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import seeds
from articles.errors import NewsreaderError
from articles.files import MAX_ARTICLE_BYTES
from articles.model import Kind, Story, article_id
from articles.read import article_from_version, read_articles, read_story, seed_story

if TYPE_CHECKING:
    from collections.abc import Iterator

SEEDS = Path(seeds.__file__).parent
PROSE = "The talks lasted until the early morning, and none of the delegates would say what had been agreed."


def refusal(*paths: Path | str, stdin: bytes = b"") -> str:
    with pytest.raises(NewsreaderError) as caught:
        read_story([str(path) for path in paths], io.BytesIO(stdin))
    said = str(caught.value)
    assert said.isprintable()
    assert caught.value.todo
    return said


def piped(data: bytes) -> Story:
    return read_story(["-"], io.BytesIO(data))


def file(folder: Path, name: str, text: str = PROSE) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_the_seeds_are_read_byte_for_byte() -> None:
    story = seed_story()
    assert story.title == "US-China talks in Rome"
    assert story.paths == ()
    assert [(a.outlet, a.date) for a in story.articles] == [
        ("Reuters", "2022-03-14"),
        ("Bloomberg", "2022-03-15"),
        ("DW", "2022-03-14"),
    ]
    for article, name in zip(story.articles, ("reuters", "bloomberg", "dw"), strict=True):
        assert article.version.original == (SEEDS / f"{name}.txt").read_bytes()
        assert article.id == article_id(article.version.sha256)
        assert article.notices == ()


def test_the_folder_of_the_seeds_is_the_same_story() -> None:
    story, seeded = read_story([str(SEEDS)]), seed_story()
    assert story.articles == seeded.articles
    assert (story.title, story.id) == (seeded.title, seeded.id)
    assert story.paths == (str(SEEDS.absolute()),)
    assert read_story([str(SEEDS / "story.toml")]).articles == seeded.articles


def test_what_nobody_told_comes_from_name_and_text(tmp_path: Path) -> None:
    path = file(tmp_path, "the_example_times.md", f"# Talks end\n\nBy Ann Example\n\n14.03.2022, 10:15\n\n{PROSE}")
    [article] = read_story([str(path)]).articles
    assert article.outlet == "the example times"
    assert article.title == "Talks end"
    assert article.date == "2022-03-14"
    assert article.source == "the_example_times.md"


@pytest.mark.parametrize(
    ("text", "date"),
    [
        (f"Timeline\n\n{PROSE}\n\n27 February 2022\n\n{PROSE}\n\n28 February 2022\n\n{PROSE}", ""),
        (f"Talks end\n\n{PROSE}\n\n14 March 2022\n\n{PROSE}", "2022-03-14"),
        (f"Talks end\n\n{PROSE}\n\n27 February 2022\n\n{PROSE}\n\nPublished 14 March 2022", "2022-03-14"),
        (f"Talks end\n\nA line below it.\n\n14 March 2022\n\n{PROSE}\n\n27 February 2022\n\n{PROSE}", "2022-03-14"),
    ],
)
def test_the_date_of_an_article_stands_above_or_below_its_text(text: str, date: str) -> None:
    assert piped(text.replace(PROSE, f"{PROSE} It is late.").encode()).articles[0].date == date


def test_without_a_headline_the_first_words_are_the_title() -> None:
    story = piped(PROSE.encode())
    assert story.title == story.articles[0].title
    assert story.title.startswith("The talks lasted until")
    assert story.title.endswith(" …")
    assert story.articles[0].outlet == "stdin"


def test_a_folder_stands_for_its_files_whatever_they_are_called(tmp_path: Path) -> None:
    for name in ("b.txt", "a.md", "c.TEXT", ".hidden.txt", "d.news"):
        file(tmp_path, name, f"{PROSE} {name}")
    (tmp_path / "sub").mkdir()
    file(tmp_path / "sub", "e.txt")
    (tmp_path / "link.txt").symlink_to(tmp_path / "d.news")
    (tmp_path / "c.png").write_bytes(b"\x89PNG\r\n")
    story = read_story([str(tmp_path)])
    assert [a.outlet for a in story.articles] == ["a", "b", "c", "d"]
    assert story.notices == (f"{tmp_path / 'c.png'}: not text but an image",)


def test_equal_outlets_are_told_apart_and_keep_their_ids_in_any_order(tmp_path: Path) -> None:
    for name in ("one", "two", "three"):
        (tmp_path / name).mkdir()
    paths = [
        str(file(tmp_path / "one", "paper.txt", PROSE)),
        str(file(tmp_path / "two", "paper.txt", f"{PROSE} More.")),
        str(file(tmp_path / "three", "paper.txt", PROSE)),
    ]
    articles = read_story(paths).articles
    assert [a.outlet for a in articles] == ["paper", "paper 2", "paper 3"]
    assert len({a.id for a in articles}) == 3
    turned = read_story([paths[1], paths[2], paths[0]]).articles
    assert [a.id for a in turned] == [articles[1].id, articles[0].id, articles[2].id]


def test_the_same_file_twice_is_refused(tmp_path: Path) -> None:
    path = file(tmp_path, "a.txt")
    assert "a.txt: given twice" in refusal(path, tmp_path / "." / "a.txt")
    assert "a.txt: given twice" in refusal(tmp_path, path)
    assert "given twice" in refusal("-", "-", stdin=b"text")


def test_an_article_comes_back_from_its_version() -> None:
    article = seed_story().articles[0]
    again = article_from_version(
        article.version, outlet=article.outlet, title=article.title, date=article.date, source=article.source
    )
    assert again == article
    kept = article_from_version(article.version, outlet="x", title="", date="", source="", id="an-id")
    assert (kept.id, kept.title) == ("an-id", article.title)


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("empty.txt", b"", "the file is empty"),
        ("blank.txt", b" \n\t\r\n", "the file is empty"),
        ("invisible.txt", "\u200b\u00a0".encode(), "the file is empty"),
        ("image.txt", b"\x89PNG\r\n\x1a\n", "an image"),
        ("paper.txt", b"%PDF-1.7 text", "a PDF document"),
        ("nul.txt", b"\x00\x01\x02\x03" * 99, "binary data"),
        ("controls.txt", b"abc\x01\x02\x03", "binary data"),
        ("cyrillic.txt", "Переговоры в Риме закончились.".encode("cp1251"), "not UTF-8 text"),
        ("japanese.txt", "会談は合意なしに終わった。".encode("shift_jis"), "not UTF-8 text"),
        ("random.txt", bytes(range(128, 256)) * 9, "not UTF-8 text"),
        ("halfway.txt", b"\xff\xfe\x80\xd8\x81", "not UTF-16-LE text"),
    ],
)
def test_what_is_no_text_is_refused(tmp_path: Path, name: str, data: bytes, said: str) -> None:
    (tmp_path / name).write_bytes(data)
    message = refusal(tmp_path / name)
    assert message.startswith(str(tmp_path / name))
    assert said in message


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_every_unicode_encoding_gives_the_same_text(encoding: str) -> None:
    text = (SEEDS / "bloomberg.txt").read_text(encoding="utf-8")
    assert piped(text.encode(encoding)).articles[0].version.text == text


@pytest.mark.parametrize("sign", "§£¥€°½«»…–")
def test_a_sign_that_texts_use_does_not_make_windows_1252_unreadable(sign: str) -> None:
    text = f"The court read paragraph {sign} 1 first, then {sign} 2, {sign} 3 and {sign} 4 of the law."
    [article] = piped(text.encode("cp1252")).articles
    assert article.version.text == text


def test_windows_1252_is_read_and_said() -> None:
    text = (SEEDS / "bloomberg.txt").read_text(encoding="utf-8")
    [article] = piped(text.encode("cp1252")).articles
    assert article.version.text == text
    assert article.notices == ("not UTF-8: read as Windows-1252",)


def test_a_bad_byte_costs_one_character_and_is_said() -> None:
    data = (SEEDS / "bloomberg.txt").read_bytes()
    [article] = piped(data[:500] + b"\xff" + data[500:]).articles
    assert article.version.text.count("\ufffd") == 1
    assert article.version.text.replace("\ufffd", "") == data.decode()
    assert article.notices == ("1 damaged character shown as \ufffd",)


def test_control_characters_do_not_reach_the_text_and_are_said() -> None:
    [article] = piped(f"\x1b]0;owned\x07{PROSE}\u202e [@click=app.quit]x[/]".encode()).articles
    assert article.version.text == f"{PROSE} [@click=app.quit]x[/]"
    assert article.notices == ("2 control or invisible characters taken out",)


def test_what_is_no_file_is_refused_without_waiting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "loop.txt").symlink_to(tmp_path / "loop.txt")
    with socket.socket(socket.AF_UNIX) as listener:
        monkeypatch.chdir(tmp_path)  # a socket's name may only be short
        listener.bind("socket.txt")
        assert "a socket, not a file" in refusal(tmp_path / "socket.txt")
    assert "a pipe, not a file" in refusal(tmp_path / "pipe.txt")
    assert "leads back to itself" in refusal(tmp_path / "loop.txt")
    assert "a device, not a file" in refusal("/dev/zero")
    assert "no such file" in refusal(tmp_path / "missing.txt")
    assert "not a file name" in refusal("a\0b")
    assert "not a file name" in refusal("a\ud800b")
    assert "in a private network" in refusal("https://127.0.0.1/a")
    assert "empty" in refusal("")
    assert refusal()


@pytest.fixture
def _nobody() -> Iterator[None]:
    """Root may read everything, so root becomes somebody else for a while."""
    mine = os.geteuid()
    if mine == 0:
        os.seteuid(65534)
    yield
    os.seteuid(mine)


@pytest.mark.usefixtures("_nobody")
def test_what_may_not_be_read_is_refused() -> None:
    with tempfile.TemporaryDirectory() as temporary:
        refuse_unreadable(Path(temporary))


def refuse_unreadable(tmp_path: Path) -> None:
    path = file(tmp_path, "secret.txt")
    path.chmod(0)
    assert f"{path}: may not be read" in refusal(path)
    folder = tmp_path / "folder"
    folder.mkdir(mode=0)
    assert f"{folder}: may not be read" in refusal(folder)
    folder.chmod(0o700)


def test_a_file_too_long_is_refused_before_and_while_reading(tmp_path: Path) -> None:
    path = tmp_path / "big.txt"
    with path.open("wb") as big:
        big.truncate(10 * MAX_ARTICLE_BYTES)
    assert "longer than 20 MB" in refusal(path)

    class Endless(io.RawIOBase):
        given = 0

        def read(self, size: int = -1) -> bytes:
            self.given += size
            return b"a" * size

    endless = Endless()
    with pytest.raises(NewsreaderError, match="longer than 20 MB"):
        read_story(["-"], endless)  # type: ignore[arg-type]
    assert endless.given < 2 * MAX_ARTICLE_BYTES


def test_too_many_lines_are_refused_by_name(tmp_path: Path) -> None:
    assert f"{tmp_path}/lines.txt: more than 20,000" in refusal(file(tmp_path, "lines.txt", "a\n" * 30_000))


def test_a_folder_without_articles_is_refused(tmp_path: Path) -> None:
    (tmp_path / "photo.png").write_bytes(b"\x89PNG\r\n")
    assert "a folder without articles" in refusal(tmp_path)


def test_names_of_files_do_not_reach_the_terminal_raw(tmp_path: Path) -> None:
    assert "\\x1b[31m" in refusal(tmp_path / "\x1b[31mred.txt")
    [article] = read_story([str(file(tmp_path, "a\x1b[31m\nb\u202e.txt"))]).articles
    assert (article.outlet, article.source) == ("a b", "a b.txt")
    bad = os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt")
    Path(bad).write_text(PROSE)
    [article] = read_story([bad]).articles
    assert article.outlet == "caf\ufffd"


@pytest.mark.parametrize(
    ("toml", "said"),
    [
        ("title = ", "not valid TOML"),
        ("title = 5", "`title` is not a text"),
        ("titel = 'x'", "unknown key `titel`"),
        ("title = 'x'", "it lists no article"),
        ("article = 5", "`article` is not a list"),
        ("[[article]]\noutlet = 'x'", "`file` of article 1 is missing"),
        ("[[article]]\nfile = 'a.txt'\nurl = 'x'", "unknown key `url` of article 1"),
        ("[[article]]\nfile = 'a.txt'\ndate = 5", "`date` of article 1 is not a text"),
        ("[[article]]\nfile = '../a.txt'", "lies outside the folder"),
        ("[[article]]\nfile = '/etc/hostname'", "lies outside the folder"),
        ("[[article]]\nfile = 'out.txt'", "leads outside the folder"),
        ("[[article]]\nfile = 'missing.txt'", "missing.txt: no such file"),
        ('[[article]]\nfile = "a\\u0000b"', "not a file name"),
        ("[[article]]\nfile = 'a.txt'\n[[article]]\nfile = 'a.txt'", "given twice"),
        ("x = " + "[" * 5000, "not valid TOML: nested too deep"),
        ("title = " + "7" * 5000, "not valid TOML: a number with thousands of digits"),
        ("# " + "long " * 20_000, "longer than 64 KiB"),
        (".".join(["a"] * 30_000) + " = 1", "not valid TOML: a key of more than 100 names"),
        ("[" + " . ".join(["'a b'", '"\\"c"'] * 3_000) + "]", "not valid TOML: a key of more than 100 names"),
    ],
)
def test_a_wrong_listing_is_refused(tmp_path: Path, toml: str, said: str) -> None:
    folder = tmp_path / "story"
    folder.mkdir()
    file(folder, "a.txt")
    (folder / "out.txt").symlink_to(file(tmp_path, "outside.txt"))
    file(folder, "story.toml", toml)
    assert said in refusal(folder)


def test_a_listing_tells_what_files_do_not(tmp_path: Path) -> None:
    file(tmp_path, "a.txt", f"Talks end\n\n{PROSE}")
    file(tmp_path, "unlisted.txt")
    file(
        tmp_path,
        "story.toml",
        "\ufefftitle='T'\n[[article]]\nfile='a.txt'\noutlet=\"A\\u001b[1m & Co\"\ndate=2022-03-14T10:00:00Z",
    )
    story = read_story([str(tmp_path)])
    assert story.title == "T"
    assert [(a.outlet, a.title, a.date, a.source) for a in story.articles] == [
        ("A & Co", "Talks end", "2022-03-14", "a.txt")
    ]
    assert story.articles[0].paragraphs[0].kind is Kind.HEADLINE


def test_reading_imports_nothing_heavy() -> None:
    code = "import sys, articles.read, articles.split; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not {"textual", "rich", "tomllib", "importlib.resources", "asyncio", "tinydb"} & set(done.stdout.split())


def test_a_story_names_the_first_of_many_files_that_were_not_read(tmp_path: Path) -> None:
    file(tmp_path, "a.txt")
    for i in range(6):
        (tmp_path / f"p{i}.png").write_bytes(b"\x89PNG\r\n")
    *named, last = read_story([str(tmp_path)]).notices
    assert [notice.rpartition("/")[2] for notice in named] == [f"p{i}.png: not text but an image" for i in range(3)]
    assert last == "3 more files were not read"
    assert len(read_articles([str(tmp_path)]).notices) == 6


def test_a_story_names_the_first_of_many_entries_without_a_text(tmp_path: Path) -> None:
    entries = "".join(f"<item><title>T{i}</title></item>" for i in range(6))
    text = f"<item><title>Long</title><description>{'A sentence of a report. ' * 9}</description></item>"
    feed = tmp_path / "a.xml"
    feed.write_text(f'<?xml version="1.0"?><rss version="2.0"><channel><title>W</title>{entries}{text}</channel></rss>')
    for i in range(6):
        (tmp_path / f"p{i}.png").write_bytes(b"\x89PNG\r\n")
    told = read_story([str(tmp_path)]).notices
    assert told[3] == "3 more files were not read"
    assert told[4:] == (*(f"T{i}: an entry without a text" for i in range(3)), "3 more entries without a text")


def test_an_address_that_is_not_of_the_web_is_told_to_be_none() -> None:
    for address in ("ftp://courier.example/a", "file:///a.txt", "gopher://courier.example"):
        assert "is no address of the web; only http: and https: are fetched" in refusal(address)
