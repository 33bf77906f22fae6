#!/bin/sh
# Textual 8.2.8: `App.set_keymap` that gives a command the key of another one takes that key from the other without a
# word: `handle_bindings_clash` is not called, and the other command has no key left. An empty string, meant to take a
# key away, changes nothing.
# Expected: the clash is reported to the method that is there for it, and "" unbinds.
# Our users set keys of their own: where a program hands their settings to `set_keymap`, commands lose their keys.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check textual==8.2.8
cd "$folder"
venv/bin/python - <<'PYTHON'
import asyncio
import sys
from importlib.metadata import version

from textual.app import App
from textual.binding import Binding


class Keys(App[None]):
    BINDINGS = [Binding("u", "undo", id="undo"), Binding("z", "zoom", id="zoom")]

    def __init__(self):
        super().__init__()
        self.done, self.clashes = [], []

    def action_undo(self):
        self.done.append("undo")

    def action_zoom(self):
        self.done.append("zoom")

    def handle_bindings_clash(self, clashed_bindings, node):
        self.clashes.append(clashed_bindings)


async def pressed(keymap):
    app = Keys()
    async with app.run_test() as pilot:
        app.set_keymap(keymap)
        await pilot.press("u", "z")
    return app.done, app.clashes


async def main():
    taken, emptied = await pressed({"undo": "z"}), await pressed({"undo": ""})
    print("textual", version("textual"))
    print("undo on u, zoom on z; the keys u and z are pressed")
    print(f'{{"undo": "z"}}: {taken[0]} were done, {len(taken[1])} clashes told')
    print(f'{{"undo": ""}}:  {emptied[0]} were done')
    if taken != (["undo"], []) or emptied[0] != ["undo", "zoom"]:
        sys.exit("this has changed")


asyncio.run(main())
PYTHON
