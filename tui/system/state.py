"""What the program remembers for a person besides the store: what was chosen and not set in config.toml."""

from __future__ import annotations

import contextlib
import json
import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from articles.errors import NewsreaderError
from articles.files import read_file

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class State:
    """What was chosen last."""

    theme: str = ""
    """The name of a theme, which may not exist; empty where none was chosen."""
    extra: Mapping[str, Any] = field(default_factory=dict)
    """Fields of the file that this program does not know, kept as they came."""


def default_path() -> Path:
    """Where the state is when nobody says otherwise: the platform's folder for what programs remember of a user."""
    import platformdirs  # imported where used: a named file needs it not

    return Path(platformdirs.user_state_dir("newsreader", appauthor=False)) / "state.json"


def read_state(path: Path | None = None) -> State:
    """The state that a file holds, by default the one of NEWSREADER_STATE or the user's own; never raises.

    What is missing or broken is as at the first start.
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
    """Keep the state for the next start, for its owner alone (0600); where that cannot be, nothing is changed or told.

    Another window's state is lost where both write: change one field of what `read_state` just read.
    """
    from annotations.store.durable import (  # imported where used: most starts write none
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
