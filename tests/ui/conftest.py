"""The same terminal everywhere, and a place for the store."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from textual import constants

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(autouse=True)
def many_colours(monkeypatch: pytest.MonkeyPatch) -> None:
    """Textual reads the variable for this when it is imported, which may be long ago."""
    monkeypatch.setattr(constants, "COLOR_SYSTEM", "truecolor")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "store" / "annotations.json"
