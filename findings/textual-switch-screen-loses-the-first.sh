#!/bin/sh
# Textual 8.2.8: `App.switch_screen` replaces the screen on top, but not the one that an app begins with: called there it
# raises IndexError and has taken that screen off the stack already, so that every later look at `app.screen`, the app's
# own too, is a ScreenStackError. After one `push_screen` the same call works.
# Expected: the first screen is replaced as any other, as the documentation says of the top of the stack.
# Our reader is such a first screen, and goes on with another story in its place.
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
from textual.screen import Screen


class Story(Screen[None]):
    pass


async def switched(pushes):
    app = App()
    found = []
    try:
        async with app.run_test() as pilot:
            if pushes:
                await app.push_screen(Screen())
                await pilot.pause()
            try:
                await app.switch_screen(Story())
            except Exception as error:
                found.append(type(error).__name__)
            try:
                found.append(type(app.screen).__name__)
            except Exception as error:
                found.append(type(error).__name__)
    except Exception:  # the app ends by the same error
        pass
    return found


print("textual", version("textual"), "python", sys.version.split()[0])
first, pushed = asyncio.run(switched(False)), asyncio.run(switched(True))
print("on the screen that the app began with:", ", then ".join(first))
print("on a screen that was pushed:          ", ", then ".join(pushed))
if first != ["IndexError", "ScreenStackError"] or pushed != ["Story"]:
    sys.exit("this has changed")
PYTHON
