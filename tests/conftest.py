"""Keeps the developer's own settings, store and terminal out of every test."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from pathlib import Path

settings.register_profile("without a clock", settings(), deadline=None)
settings.load_profile("without a clock")


settings.register_profile("newsreader", deadline=None)  # machines differ, and may be busy
settings.load_profile("newsreader")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--full",
        action="store_true",
        help="the long form of the tests that break the store, turn the terminal's size and open the longest lines",
    )
    parser.addoption("--snapshot-update", action="store_true", help="take the looks of now for those to come")


@pytest.fixture(scope="session")
def full(request: pytest.FixtureRequest) -> bool:
    """Whether the long forms were asked for."""
    return bool(request.config.getoption("--full"))


FOREIGN = ("NEWSREADER_", "TEXTUAL", "XDG_", "NO_COLOR", "COLORTERM", "FORCE_COLOR")


@pytest.fixture(autouse=True)
def clean_environment(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """No variable that the program reads; folders for data and logs that are nobody's. Returns their parent."""
    for name in list(os.environ):
        if name.startswith(FOREIGN):
            monkeypatch.delenv(name)
    home = tmp_path_factory.mktemp("home")
    for name in ("XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.setenv(name, str(home / name.lower()))
    return home
