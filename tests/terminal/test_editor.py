"""A note written in another program, which has the terminal meanwhile."""

from __future__ import annotations

import sys
from pathlib import Path

from tests.terminal.program import environment
from tests.terminal.terminal import Terminal

ROOT = Path(__file__).parents[2]

ASKING = """
from tui.screens.note import EditNote
from tui.system.type_ahead import TypeAhead

class Asking(TypeAhead, inherit_bindings=False):
    note = None

    def on_mount(self):
        self.converse(self.talk())

    async def talk(self):
        self.note = await self.ask(EditNote("Note on: some words", "one"))
        self.exit()

app = Asking()
app.run()
print(f"the note is {app.note!r}")
"""

EDITOR = """#!/bin/sh
echo "THE EDITOR HAS $(cat "$1")"
read line < /dev/tty
[ "$line" = fail ] && exit 7
printf '%s [b]\\033[31m\\n' "$line" >> "$1"
"""


def test_a_note_goes_to_the_editor_and_back_also_after_it_failed(home: Path) -> None:
    editor = home / "editor"
    editor.write_text(EDITOR)
    editor.chmod(0o755)
    env = environment(home, EDITOR=str(editor), PYTHONPATH=str(ROOT))
    with Terminal([sys.executable, "-c", ASKING], columns=80, rows=24, env=env, cwd=home) as window:
        window.wait_for("Note on: some words", "ctrl+o editor")
        window.press("!", "\x0f")
        window.wait_for("THE EDITOR HAS one!")
        window.press("fail", "enter")
        window.wait_for("it ended with status 7; the text is as it was", "one!")
        window.press("\x0f")
        window.wait_for("THE EDITOR HAS one!")
        window.press("two", "enter")
        window.wait_for("Note on: some words", "two [b]")
        window.press("\n", "three", "enter")
        assert window.ended() == 0
    assert "the note is 'one!\\ntwo [b]\\nthree'" in window.last_words
