"""Names of files and addresses as they are typed and pasted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.shown.named import named_apart

if TYPE_CHECKING:
    from pathlib import Path


def test_a_name_pasted_behind_another_stands_apart(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("x")
    one, two = "https://a.example/1", "https://b.example/2"
    for before, pasted, becomes in (
        (one, two, f"{one} {two}"),
        (str(file), one, f"{file} {one}"),
        (one, str(file), f"{one} {file}"),
        (f"{one} ", two, f"{one} {two}"),
        ("https://a.example/", two, f"https://a.example/ {two}"),
        ("https://a.example/", "1", one),
        (f"{tmp_path}/", "a.txt", str(file)),
        ("", two, two),
    ):
        assert before + named_apart(before, pasted) == becomes
