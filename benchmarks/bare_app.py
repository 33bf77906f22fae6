"""The least that Textual needs to show a screenful of text: the peer that the reader's start is measured against.

python bare_app.py FILE
"""

import sys
from pathlib import Path

from textual.app import App, ComposeResult
from textual.widgets import Static


class Bare(App[None]):
    """One Static."""

    def compose(self) -> ComposeResult:
        """The text as it is in the file."""
        yield Static(Path(sys.argv[1]).read_text(encoding="utf-8"), markup=False)


if __name__ == "__main__":
    Bare().run()
