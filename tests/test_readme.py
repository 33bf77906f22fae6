"""README's table of keys is the table of commands; `python -m tests.test_readme` writes it."""

from __future__ import annotations

from pathlib import Path

from tui.keys.key_names import NAMES
from tui.keys.keymap import DEFAULT
from tui.keys.settings import read_settings
from tui.look.theme import THEMES
from tui.session.modes import MODES

README = Path(__file__).parent.parent / "README.md"
BEGIN = "<!-- keys: written by tests/test_readme.py from tui/keys/commands.py -->\n"
END = "<!-- /keys -->"


def markdown_table() -> str:
    """The table of keys, as the program comes."""
    lines = ["| keys | do |", "| --- | --- |"]
    for group in dict.fromkeys(heading for mode in MODES for heading in mode.headings):
        lines.append(f"| **{group}** | |")
        lines.extend(f"| {f'`{keys}`' if keys else ''} | {text} |" for keys, text in DEFAULT.help_rows(group))
    return "\n".join(lines) + "\n"


def with_keys(text: str) -> str:
    before, rest = text.split(BEGIN)
    after = rest.split(END)[1]
    return f"{before}{BEGIN}{markdown_table()}{END}{after}"


def test_readme_names_every_key() -> None:
    text = README.read_text(encoding="utf-8")
    assert text == with_keys(text)


def test_the_table_has_a_row_for_each_group_and_each_row_of_the_help() -> None:
    rows = markdown_table().splitlines()
    groups = {heading for mode in MODES for heading in mode.headings}
    assert len(rows) == 2 + len(groups) + sum(len(DEFAULT.help_rows(group)) for group in groups)
    assert all(row.count("|") == 3 for row in rows)


def test_readme_shows_a_picture_that_is_there() -> None:
    assert (README.parent / "docs" / "newsreader.svg").stat().st_size > 10_000
    assert "docs/newsreader.svg" in README.read_text(encoding="utf-8")


def test_the_settings_that_readme_shows_can_be_taken_as_they_are(tmp_path: Path) -> None:
    section = README.read_text(encoding="utf-8").split("### Your own keys\n")[1]
    file = tmp_path / "config.toml"
    file.write_text(section.split("```toml\n")[1].split("```")[0], encoding="utf-8")
    settings = read_settings(file)
    assert settings.notices == ()
    assert settings.theme in {theme.name for theme in THEMES}
    changed = {command.id for command in settings.keymap.commands if command != DEFAULT[command.id]}
    assert changed == {"undo", "counterpart", "bookmark"}


def test_readme_names_every_key_that_has_a_name() -> None:
    section = README.read_text(encoding="utf-8").split("### Your own keys\n")[1].split("\n\nColours")[0]
    assert [name for name in NAMES if f"`{name}`" not in section and not name.startswith("f")] == []


if __name__ == "__main__":
    README.write_text(with_keys(README.read_text(encoding="utf-8")), encoding="utf-8")
