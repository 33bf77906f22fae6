"""README and docs/ say what the program does; `python -m tests.test_readme` writes the keys in docs/keys.md."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import NamedTuple

import pytest

from annotations.exports.csv import COLUMNS
from articles.errors import NewsreaderError
from articles.listing import parse
from articles.model import LINKING_KINDS, Kind
from articles.read import read_story
from tests.articles.readers.made_docx import docx, p, zipped
from tests.articles.readers.made_pdf import pdf, picture
from tests.terminal.program import newsreader
from tui.keys.commands import COMMANDS
from tui.keys.key_names import NAMES
from tui.keys.keymap import DEFAULT
from tui.keys.presets import PRESETS
from tui.keys.settings import read_settings
from tui.look.theme import THEMES
from tui.session.modes import MODES, READ

ROOT = Path(__file__).parent.parent
README, DOCS = ROOT / "README.md", ROOT / "docs"
KEYS = DOCS / "keys.md"
BEGIN = "<!-- keys: written by `python -m tests.test_readme` from tui/keys/commands.py -->\n"
END = "<!-- /keys -->"

MOST_LINES, MOST_WORDS = 120, 1100
"""Of README: a page that is read to its end."""

PAGES = [README, *sorted(DOCS.glob("*.md")), ROOT / "CONTRIBUTING.md", ROOT / "findings" / "README.md"]

_LINK = re.compile(r"\]\(([^)\s]+)\)")
_CODE = re.compile(r"```.*?```|`[^`\n]*`", re.DOTALL)


class Target(NamedTuple):
    """What a link of a page leads to."""

    page: Path
    file: Path
    anchor: str


def markdown_table() -> str:
    """The table of keys: a row for each group, and for each command of it the keys that it has at first."""
    lines = ["| keys | do |", "| --- | --- |"]
    for group in dict.fromkeys(heading for mode in MODES for heading in mode.headings):
        lines.append(f"| **{group}** | |")
        lines.extend(f"| {f'`{keys}`' if keys else ''} | {text} |" for keys, text in DEFAULT.help_rows(group))
    return "\n".join(lines) + "\n"


def with_keys(text: str) -> str:
    """The page with the table of keys as it is now."""
    before, rest = text.split(BEGIN)
    after = rest.split(END)[1]
    return f"{before}{BEGIN}{markdown_table()}{END}{after}"


def targets() -> list[Target]:
    """Where the links of all pages lead that stay in the project."""
    found = []
    for page in PAGES:
        for link in _LINK.findall(_CODE.sub("", read(page))):
            if not link.startswith(("http://", "https://")):
                file, _, anchor = link.partition("#")
                found.append(Target(page, page.parent / file if file else page, anchor))
    return found


def read(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def section(page: Path, heading: str) -> str:
    """What stands below a heading, to the next one of its level."""
    return read(page).split(f"\n{heading}\n")[1].split("\n" + heading.split()[0] + " ")[0]


def table(text: str) -> list[list[str]]:
    """The cells of the first table in a text, without its head."""
    lines = text[text.index("| ") :].split("\n\n")[0].splitlines()[2:]
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines if line.startswith("|")]


def anchors(page: Path) -> set[str]:
    """What the headings of a page are linked by."""
    headings = re.findall(r"^#+ (.+)$", _CODE.sub("", read(page)), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


# README


def test_readme_is_a_page() -> None:
    assert len(read(README).splitlines()) <= MOST_LINES
    assert len(read(README).split()) <= MOST_WORDS


def test_readme_begins_with_what_it_is_a_picture_and_the_two_commands() -> None:
    picture, first = read(README).index("docs/newsreader.svg"), read(README).index("\n## ")
    assert picture < first
    assert read(README)[first:].startswith("\n## Two commands\n")
    assert re.search(r"^make run .*\nmake test ", section(README, "## Two commands"), re.MULTILINE)
    assert (DOCS / "newsreader.svg").stat().st_size > 10_000


def test_readme_names_every_command(tmp_path: Path) -> None:
    told = newsreader("--help", home=tmp_path / "home").text.split("commands:\n")[1].split("\n\n")[0]
    commands = re.findall(r"^  (newsreader(?: [a-z]+)*)", told, re.MULTILINE)
    assert len(commands) > 10
    assert [command for command in commands if not re.search(rf"{command}\b", read(README))] == []


def test_readme_links_every_page_of_the_docs() -> None:
    pages = sorted(DOCS.glob("*.md"))
    assert pages
    assert [page.name for page in pages if f"(docs/{page.name})" not in read(README)] == []


@pytest.mark.parametrize("keys", [row[0] for row in table(section(README, "## Ten keys"))])
def test_the_keys_that_readme_shows_are_keys_of_the_page(keys: str) -> None:
    known = {key for command in COMMANDS if READ.is_within(command.mode) for key in command.keys}
    named = re.findall(r"`([^`]+)`", keys)
    assert named
    assert set(named) <= known


# Links


def test_what_the_pages_link_is_there() -> None:
    assert targets()
    assert [(target.page.name, str(target.file)) for target in targets() if not target.file.exists()] == []


def test_the_headings_that_the_pages_link_are_there() -> None:
    lead = [target for target in targets() if target.anchor and target.file.suffix == ".md"]
    assert lead
    assert [(t.page.name, t.anchor) for t in lead if t.anchor not in anchors(t.file)] == []


def test_every_page_of_the_docs_begins_with_all_its_headings() -> None:
    for page in sorted(DOCS.glob("*.md")):
        headings = re.findall(r"^## (.+)$", read(page), re.MULTILINE)
        assert re.findall(r"^- \[([^]]+)\]\(#", read(page), re.MULTILINE) == headings, page.name


def test_every_script_of_the_findings_is_listed() -> None:
    listed = re.findall(r"^\| \[([^]]+)\]", read(ROOT / "findings" / "README.md"), re.MULTILINE)
    assert listed == sorted(script.name for script in (ROOT / "findings").glob("*.sh"))


# Keys


def test_the_table_of_keys_is_the_table_of_commands() -> None:
    assert read(KEYS) == with_keys(read(KEYS))


def test_the_table_of_keys_has_a_row_for_each_group_and_each_row_of_the_help() -> None:
    rows = markdown_table().splitlines()
    groups = {heading for mode in MODES for heading in mode.headings}
    assert len(rows) == 2 + len(groups) + sum(len(DEFAULT.help_rows(group)) for group in groups)
    assert all(row.count("|") == 3 for row in rows)


def test_the_settings_that_the_docs_show_can_be_taken_as_they_are(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_text(section(KEYS, "## Your own keys").split("```toml\n")[1].split("```")[0], encoding="utf-8")
    settings = read_settings(file)
    assert settings.notices == ()
    assert settings.theme in {theme.name for theme in THEMES}
    changed = {command.id for command in settings.keymap.commands if command != DEFAULT[command.id]}
    assert changed == {"undo", "counterpart", "bookmark", *PRESETS["de"]}


def test_the_docs_name_every_key_that_has_a_name() -> None:
    told = section(KEYS, "## Your own keys")
    assert [name for name in NAMES if f"`{name}`" not in told and not name.startswith("f")] == []


# Files


def test_the_listing_that_the_docs_show_can_be_taken_as_it_is() -> None:
    shown = section(DOCS / "files.md", "## story.toml").split("```toml\n")[1].split("```")[0]
    told = parse(shown.encode(), "story.toml")
    assert told.title
    assert all(told.articles[0])


def test_the_docs_name_every_kind_of_paragraph_and_which_take_part() -> None:
    rows = table(section(DOCS / "files.md", "## Paragraphs and their kinds"))
    told = {kind: part == "yes" for cells, _, part in rows for kind in re.findall(r"`(\w+)`", cells)}
    assert told == {kind.value: kind in LINKING_KINDS for kind in Kind}


def test_the_docs_name_every_column_of_the_csv_in_its_order() -> None:
    rows = table(section(DOCS / "files.md", "## What is written"))
    assert tuple(name for row in rows for name in re.findall(r"`(\w+)`", row[0])) == COLUMNS


MADE = Path(__file__).parent / "articles/readers/made"
REFUSED: dict[str, str | bytes] = {
    "no such file": "missing.txt",
    "an empty file": b"",
    "a picture, program, database": b"\x89PNG\r\n",
    "a damaged PDF document": b"%PDF-1.7 ...",
    "a document that only a password opens": (MADE / "locked.pdf").read_bytes(),
    "a scan": pdf([[]], extra=picture(0, 0, 400, 300)),
    "a document that unpacks to more than 50 MB, or to more than 200 times its size": docx(p("a" * 5_000_000)),
    "an old Word document": b"\xd0\xcf\x11\xe0" + "WordDocument".encode("utf-16-le"),
    "a spreadsheet, a presentation": zipped({"xl/workbook.xml": ""}),
    "another ZIP archive": zipped({"holiday.jpg": ""}),
    "JSON of something else": b'{"type": "FeatureCollection", "features": []}',
    "a feed without entries": b"<rss version='2.0'><channel><title>Courier</title></channel></rss>",
    "a feed or list of more than 5,000 articles": b"<rss version='2.0'><channel><title>Courier</title>"
    + b"<item><title>a</title></item>" * 5_001
    + b"</channel></rss>",
    "a mail of more than 2,000 parts": b"From: a@b.example\nDate: Mon, 14 Mar 2022 09:00:00 +0100\nMIME-Version: 1.0\n"
    b"Content-Type: multipart/mixed; boundary=x\n\n" + b"--x\n\na\n" * 2_001 + b"--x--\n",
    "other XML, a WARC, WACZ or Safari archive": b"WARC/1.0\r\nWARC-Type: warcinfo\r\n\r\n",
    "an address of one's own machine": "http://127.0.0.1/story",
    "other binary data": bytes(range(32)) * 9,
    "text in another encoding": "Мэр закрыл мост до весны.".encode("koi8-r"),
    "more than 20 MB": b"a" * 20_000_001,
    "more than 20,000 lines or paragraphs": b"A line of its own.\n\n" * 20_001,
    "a pipe, device or socket": "pipe",
    "a folder without articles": "folder",
    "the same file twice": b"The bridge is closed.",
    "a wrong `story.toml`": b'titel = "..."',
    "a `story.toml` of more than 64 KiB": b"#" * 65_537,
}
"""What the docs say is refused, as the name of what is given or as a file's bytes. A file that may not be read is left
out, because root may read it."""


def test_the_docs_tell_the_message_of_all_that_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = table(section(DOCS / "files.md", "## What is refused"))
    told = {given: message.strip("`") for given, message in rows if given != "a file that may not be read"}
    monkeypatch.chdir(tmp_path)
    os.mkfifo("pipe")
    Path("folder").mkdir()
    found = {}
    for number, (given, what) in enumerate(REFUSED.items()):
        path = f"{number}/{'story.toml' if 'story.toml' in given else 'article.txt'}"
        if isinstance(what, bytes):
            Path(path).parent.mkdir()
            Path(path).write_bytes(what)
        else:
            path = what
        with pytest.raises(NewsreaderError) as refused:
            read_story([path, path] if "twice" in given else [path])
        said = f"{refused.value.what}; {refused.value.todo}"
        found[given] = said.replace("`titel`", '"titel"').replace("`", "")
    assert found == told


NOTICED = {
    "UTF-16 without a mark": "The bridge is closed.".encode("utf-16-le"),
    "not UTF-8, but plausible as Windows-1252": "Die Brücke bleibt gesperrt.".encode("cp1252"),
    "UTF-8 with at most 2 % damaged characters": f"{'Die Brücke bleibt über Nacht. ' * 9}".encode() + b"\xff\xff",
    "control and invisible characters": "The\x01 bridge is closed until the inspectors\x02 are\u200b done.".encode(),
}
"""What the docs say is told of a file, and its bytes."""


def test_the_docs_tell_the_notices_of_files(tmp_path: Path) -> None:
    rows = table(section(DOCS / "files.md", "## Encodings"))
    told = {given: notice.strip("`") for given, _, notice in rows if notice != "nothing"}
    found = {}
    for given, data in NOTICED.items():
        file = tmp_path / "article.txt"
        file.write_bytes(data)
        found[given] = ", ".join(read_story([str(file)]).articles[0].notices)
    assert found == told


if __name__ == "__main__":
    KEYS.write_text(with_keys(read(KEYS)), encoding="utf-8")
