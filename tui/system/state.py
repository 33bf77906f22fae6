"""The state that the program keeps for a person between runs: choices made in it, not set in config.toml."""

from __future__ import annotations

import contextlib
import json
import os
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from articles.errors import NewsreaderError
from articles.files import read_file

if TYPE_CHECKING:
    from collections.abc import Mapping


class State(NamedTuple):
    """The choices that were made last."""

    theme: str = ""
    """The name of the chosen theme, which may not exist any more; empty for none."""
    extra: Mapping[str, Any] = MappingProxyType({})
    """Fields of the file that this program does not know; they are kept as they are."""


def default_path() -> Path:
    """The default path of the state, in the platform's folder for such files."""
    import platformdirs  # imported where used: a named file does not need it

    return Path(platformdirs.user_state_dir("newsreader", appauthor=False)) / "state.json"


def read_state(path: Path | None = None) -> State:
    """Read the state from a file, by default the one that NEWSREADER_STATE names, else the user's own; never raises.

    A missing or broken file gives the state of the first start.
    """
    try:
        data = json.loads(read_file(path or _path()))
    except (NewsreaderError, OSError, ValueError, RuntimeError):  # RuntimeError: no home folder, or nested too deep
        return State()
    if not isinstance(data, dict):
        return State()
    theme = data.pop("theme", "")
    return State(theme if isinstance(theme, str) else "", data)


def write_state(state: State, path: Path | None = None) -> None:
    """Write the state for the next start, for its owner alone (0600). If that fails, nothing changes or is raised.

    Of two windows that write, the later one wins: change one field of what `read_state` has just read.
    """
    from annotations.store.durable import (  # imported where used: most starts write no state
        followed,
        make_folder,
        replace_file,
    )

    data = json.dumps({"theme": state.theme, **state.extra}, indent=1)
    with contextlib.suppress(OSError, RuntimeError):
        path = path or _path()
        make_folder(path.parent)
        replace_file(followed(path) if path.is_symlink() else path, f"{data}\n".encode())


def _path() -> Path:
    named = os.environ.get("NEWSREADER_STATE")
    return Path(named).expanduser() if named else default_path()
