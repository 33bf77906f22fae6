"""What is installed: the seeds as they came, and one version told everywhere."""

from __future__ import annotations

import hashlib
import tomllib
from importlib.metadata import distribution, version
from importlib.resources import files
from typing import TYPE_CHECKING

from tests.terminal.program import newsreader

if TYPE_CHECKING:
    from pathlib import Path

SEEDS = {
    "reuters.txt": "a4429b432b29df5705f4536dc33d3fbcea04d00fe62b98f4639321b1ec0fdd4e",
    "bloomberg.txt": "832efce692a8990ab42ac76d5d7f2ce631f69090d918b2d40754f3064145afcb",
    "dw.txt": "cfe533df9bcc9351c17abf4e77b073aa4c268a973fbf5588d0ef7b6f705f9cb0",
}
"""SHA-256 of each document as it came."""


def test_the_seeds_are_what_came_byte_for_byte() -> None:
    folder = files("seeds")
    listed = [article["file"] for article in tomllib.loads(folder.joinpath("story.toml").read_text("utf-8"))["article"]]
    assert {file: hashlib.sha256(folder.joinpath(file).read_bytes()).hexdigest() for file in listed} == SEEDS


def test_the_program_tells_the_version_of_the_distribution(tmp_path: Path) -> None:
    assert newsreader("--version", home=tmp_path).text == f"newsreader {version('newsreader-tui')}\n"


def test_the_distribution_brings_the_command() -> None:
    scripts = distribution("newsreader-tui").entry_points.select(group="console_scripts", name="newsreader")
    assert [script.value for script in scripts] == ["tui.__main__:main"]
    assert callable(next(iter(scripts)).load())
