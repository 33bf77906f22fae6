"""Keeps the developer's own settings, store and terminal out of every test."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from pathlib import Path

SHORT, FULL = "short", "full"
settings.register_profile(SHORT, deadline=None, max_examples=50)  # no deadline: machines differ, and may be busy
settings.register_profile(FULL, deadline=None, max_examples=400)
settings.load_profile(SHORT)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--full",
        action="store_true",
        help="the long form of the tests that break the store, turn the terminal's size and open the longest lines",
    )
    parser.addoption("--snapshot-update", action="store_true", help="take the looks of now for those to come")


def pytest_configure(config: pytest.Config) -> None:
    """Try more values in the long form; before the tests are collected, which take the number when they are made."""
    settings.load_profile(FULL if config.getoption("--full") else SHORT)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave the tests marked `long` to the long form."""
    if not config.getoption("--full"):
        config.hook.pytest_deselected(items=[item for item in items if item.get_closest_marker("long")])
        items[:] = [item for item in items if not item.get_closest_marker("long")]


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
