#!/bin/sh
# Textual 8.2.8: a text that is put into a TextArea and read back unedited is not the same. U+2028, U+0085, a vertical
# tab and a form feed come back as line feeds; where one line ends with CR LF and another with LF, all end with CR LF.
# Expected: `area.text` gives what `load_text` was given, until a key changes it.
# Our users paste notes from word processors, whose line breaks within a paragraph are U+2028 or a vertical tab: a
# program that compares before and after takes a note for edited that was only looked at.
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
from textual.widgets import TextArea

SEEN = {
    "one\u2028two": "one\ntwo",
    "one\x85two": "one\ntwo",
    "one\vtwo": "one\ntwo",
    "one\ftwo": "one\ntwo",
    "one\r\ntwo\nthree": "one\r\ntwo\r\nthree",
    "one\ntwo\n": "one\ntwo\n",
}


class Note(App[None]):
    def compose(self):
        yield TextArea()


async def main():
    app, found = Note(), {}
    async with app.run_test():
        area = app.query_one(TextArea)
        for text in SEEN:
            area.load_text(text)
            found[text] = area.text
    print("textual", version("textual"))
    for text, back in found.items():
        print(f"{text!r:22} comes back as {back!r}")
    if found != SEEN:
        sys.exit("this has changed")


asyncio.run(main())
PYTHON
