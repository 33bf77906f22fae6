#!/bin/sh
# Textual 8.2.8, asyncio: what a thread of the program's own hands to `loop.call_soon_threadsafe` runs in the app's
# loop, but with the thread's context variables: a new widget's `app` is a NoActiveAppError there, though the app runs.
# Expected: what runs in the loop finds the app, as after `loop.call_soon` and `App.call_from_thread`. As `app.mount`
# works all the same, nobody suspects the rest.
# A thread saves our users' work and tells the app of it: what then builds widgets needs the app's own `context=`.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check textual==8.2.8
cd "$folder"
venv/bin/python - <<'PYTHON'
import asyncio
import sys
import threading
from contextvars import copy_context
from functools import partial
from importlib.metadata import version

from textual.app import App
from textual.widgets import Static


class Saving(App[None]):
    pass


async def main():
    found = {}
    app = Saving()
    async with app.run_test() as pilot:
        loop, loop_thread = asyncio.get_running_loop(), threading.current_thread()

        def look(name):
            if threading.current_thread() is not loop_thread or asyncio.get_running_loop() is not loop:
                sys.exit("this has changed: it runs elsewhere")
            mounted = app.mount(Static("saved")) is not None
            try:
                looked = "the app" if Static("saved").app is app else "another app"
            except Exception as error:
                looked = type(error).__name__
            found[name] = looked, mounted

        async def in_thread(function, name, **keywords):
            thread = threading.Thread(target=partial(function, look, name, **keywords))
            thread.start()
            while thread.is_alive():
                await asyncio.sleep(0.01)
            await pilot.pause()

        loop.call_soon(look, "call_soon")
        await in_thread(app.call_from_thread, "call_from_thread")
        await in_thread(loop.call_soon_threadsafe, "call_soon_threadsafe")
        await in_thread(loop.call_soon_threadsafe, "call_soon_threadsafe, context=", context=copy_context())

    print("textual", version("textual"), "python", sys.version.split()[0])
    for name, (looked, mounted) in found.items():
        print(f"{name + ':':31} a new widget's app: {looked}; app.mount: {'works' if mounted else 'fails'}")
    looks = [looked for looked, _ in found.values()]
    if looks != ["the app", "the app", "NoActiveAppError", "the app"] or not all(works for _, works in found.values()):
        sys.exit("this has changed")


asyncio.run(main())
PYTHON
