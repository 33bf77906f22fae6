"""README's table of keys is the table of commands; `python -m tests.test_readme` writes it."""

from __future__ import annotations

from pathlib import Path

from tui.commands import markdown_table

README = Path(__file__).parent.parent / "README.md"
BEGIN = "<!-- keys: written by tests/test_readme.py from tui/commands.py -->\n"
END = "<!-- /keys -->"


def with_keys(text: str) -> str:
    before, rest = text.split(BEGIN)
    after = rest.split(END)[1]
    return f"{before}{BEGIN}{markdown_table()}{END}{after}"


def test_readme_names_every_key() -> None:
    text = README.read_text(encoding="utf-8")
    assert text == with_keys(text)


def test_readme_shows_a_picture_that_is_there() -> None:
    assert (README.parent / "docs" / "newsreader.svg").stat().st_size > 10_000
    assert "docs/newsreader.svg" in README.read_text(encoding="utf-8")


if __name__ == "__main__":
    README.write_text(with_keys(README.read_text(encoding="utf-8")), encoding="utf-8")
