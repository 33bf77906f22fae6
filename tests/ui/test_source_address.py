"""Opening an article's source."""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.stories import story
from tests.ui.opened import reader
from tests.ui.test_dialogs import shown
from tui.session.modes import CONFIRM, READ

if TYPE_CHECKING:
    from pathlib import Path

    from articles.model import Story

ADDRESS = "https://example.org/talks?a=1&b=$(x)"


def from_the_web(source: str = ADDRESS) -> Story:
    of = story()
    return of._replace(articles=(replace(of.articles[0], source=source), *of.articles[1:]))


@pytest.fixture(autouse=True)
def seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """What the browser was given; a desktop on which it is a script."""
    for name in ("SSH_CONNECTION", "SSH_CLIENT", "SSH_TTY"):
        monkeypatch.delenv(name, raising=False)
    script, seen = tmp_path / "browser", tmp_path / "seen"
    script.write_text(f'#!/bin/sh\nprintf "%s" "$1" > "{seen}.part"; mv "{seen}.part" "{seen}"\n')
    script.chmod(0o700)
    monkeypatch.setenv("BROWSER", f"{script} %s")
    monkeypatch.setenv("DISPLAY", ":77")
    return seen


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere BROWSER is not asked")
async def test_the_address_is_shown_and_opened_when_that_is_wanted(path: Path, seen: Path) -> None:
    async with reader(path, from_the_web()) as of:
        await of.press("S")
        assert of.app.mode is CONFIRM
        assert ADDRESS in "\n".join(shown(of))
        await of.press("n")
        assert of.app.mode is READ
        await of.press("S", "y")
        assert of.message() == f"Opening {ADDRESS}"
        await of.press("w")
        await of.until(seen.exists)
        assert seen.read_text() == ADDRESS


async def test_over_ssh_the_address_is_copied(path: Path, seen: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSH_CONNECTION", "192.0.2.1 1 192.0.2.2 22")
    async with reader(path, from_the_web()) as of:
        await of.press("S")
        assert of.app.mode is READ
        assert of.app.clipboard == ADDRESS
        assert of.message() == f"Copied: {ADDRESS} · no browser can be opened from here"
        assert not seen.exists()


async def test_what_is_no_address_or_hidden_is_told(path: Path, seen: Path) -> None:
    async with reader(path, from_the_web("file:///etc/passwd")) as of:
        await of.press("S")
        assert of.message() == "Post: “file:///etc/passwd”: the source is no web address"
        of.session.display.turn_blind(3)
        await of.press("S")
        assert of.message() == "The source is hidden in blind mode"
        assert of.app.mode is READ
    async with reader(path, from_the_web("")) as of:
        await of.press("S")
        assert of.message() == "No source is known of Post"
        assert not seen.exists()
