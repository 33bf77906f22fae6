"""A few looks of the real program, cell by cell; `pytest tests/ui/test_snapshots.py --snapshot-update` takes new ones.

They hold for the version of textual in requirements.lock.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pytest

from tests.ui.opened import reader
from tests.ui.pictures import FOLDER, picture
from tui.look.theme import DARK, LIGHT

if TYPE_CHECKING:
    from pathlib import Path


class Scene(NamedTuple):
    """What is done before the picture is taken."""

    size: tuple[int, int]
    keys: tuple[str, ...]
    theme: str = DARK
    no_colour: bool = False


TAGGED = ("j", "c", "j", "d", "v", "w", "w", "t", "escape")
SCENES = {
    "wide": Scene((160, 30), TAGGED),
    "narrow": Scene((40, 12), TAGGED),
    "overlaps": Scene((80, 24), ("j", "c", "w", "v", "w", "w", "w", "d", "escape", "v", "w", "w")),
    "light": Scene((120, 24), TAGGED, LIGHT),
    "no-color": Scene((80, 24), TAGGED, no_colour=True),
    "comparison": Scene((120, 24), ("j", "c", "enter")),
}


@pytest.mark.parametrize("name", SCENES)
async def test_it_looks_as_it_did(
    path: Path, name: str, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    scene = SCENES[name]
    if scene.no_colour:
        monkeypatch.setenv("NO_COLOR", "1")
    async with reader(path, size=scene.size) as of:
        if not scene.no_colour:
            of.app.theme = scene.theme
        await of.press(*scene.keys)
        await of.saved()
        now = picture(of.app.screen._compositor.render_strips())
    file = FOLDER / f"{name}.txt"
    if request.config.getoption("--snapshot-update"):
        file.write_text(now, encoding="utf-8")
    assert now.splitlines() == file.read_text(encoding="utf-8").splitlines()
