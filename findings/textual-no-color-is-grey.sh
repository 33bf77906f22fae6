#!/bin/sh
# Textual 8.2.8 with NO_COLOR=1: colours become greys. The program still sends a colour (SGR 38;2 and 48;2) with all
# that it draws, and paints over the terminal's own background.
# Expected, by the convention that NO_COLOR names: no colour sequences, so that the terminal's own colours stand.
# Our users set NO_COLOR to keep the contrast that they chose for their terminal.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check textual==8.2.8
cd "$folder"
cat > app.py <<'PYTHON'
from textual.app import App
from textual.widgets import Static


class Words(App[None]):
    CSS = "Static { background: red; color: blue; }"

    def compose(self):
        yield Static("some words")

    def on_mount(self):
        self.call_after_refresh(self.exit)


Words().run()
PYTHON
venv/bin/python - <<'PYTHON'
import os
import pty
import re
import sys
from importlib.metadata import version


def colours(**variables):
    """The RGB colours that the program sends to its terminal."""
    child, terminal = pty.fork()
    if not child:
        env = {"PATH": os.environ["PATH"], "TERM": "xterm-256color", "COLORTERM": "truecolor", **variables}
        os.execve(sys.executable, [sys.executable, "app.py"], env)
    written = b""
    while True:
        try:
            data = os.read(terminal, 65536)
        except OSError:  # the program has ended
            break
        if not data:
            break
        written += data
    os.waitpid(child, 0)
    return {tuple(map(int, rgb)) for rgb in re.findall(rb"[34]8;2;(\d+);(\d+);(\d+)", written)}


with_colour, without = colours(), colours(NO_COLOR="1")
print("textual", version("textual"))
print("RGB colours sent:              ", sorted(with_colour))
print("RGB colours sent with NO_COLOR:", sorted(without))
if (255, 0, 0) not in with_colour or not without or any(len(set(rgb)) > 1 for rgb in without):
    sys.exit("this has changed")
PYTHON
