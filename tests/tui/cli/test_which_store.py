"""Which store is meant, and what is said where it can be none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from articles.errors import NewsreaderError
from articles.files import path_of
from tests.terminal.program import newsreader_here
from tui.cli.parser import COMMANDS

if TYPE_CHECKING:
    from pathlib import Path

NOBODY = "~nobody-of-this-name/annotations.json"
NEEDED = {"tags import": ["tags.csv"], "text": ["Reuters"], "add": ["tags.csv"], "versions": ["Reuters"]}
"""The arguments that a command cannot do without."""


def test_a_home_folder_of_nobody_is_told_in_one_line_by_every_command(tmp_path: Path) -> None:
    for words in (*COMMANDS, ""):
        arguments = [*words.split(), *NEEDED.get(words, [])]
        (tmp_path / "tags.csv").write_text("name\nrumour\n")
        done = newsreader_here(*arguments, "--store", NOBODY, home=tmp_path, in_terminal=not words)
        said = done.text if not words else done.err
        assert done.status == 1, words
        assert said.splitlines() == [
            f"newsreader: {NOBODY}: no home folder of that user; name the folder in full, from /"
        ], words
    assert [path.name for path in tmp_path.iterdir()] == ["tags.csv"]


def test_a_backup_in_the_home_folder_of_nobody_is_told(tmp_path: Path) -> None:
    done = newsreader_here("restore", NOBODY, "--store", tmp_path / "annotations.json", home=tmp_path)
    assert done.status == 1
    assert "no home folder of that user" in done.err
    with pytest.raises(NewsreaderError, match="no home folder"):
        path_of(NOBODY)
