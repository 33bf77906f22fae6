#!/bin/sh
# Textual 8.2.8 reads markup in two ways in one program: what it draws as content (Static, Label, OptionList) and what
# it hands to Rich (a cell of a DataTable) drop different words in square brackets, without a message. "[They]" and
# "[$5m]" go from a Static and stay in a DataTable; "[the U.S.]" stays in a Static and goes from a DataTable.
# Expected: one markup, or words that name no style left as they are.
# Our users meet it in any program that shows quotations: editors put their own words into square brackets.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check textual==8.2.8 rich==15.0.0
cd "$folder"
venv/bin/python - <<'PYTHON'
import asyncio
import sys
from importlib.metadata import version

from textual.app import App
from textual.widgets import DataTable, Static

SAYINGS = ("[They] left early", "[$5m] was paid", "[the U.S.] agreed", "[sic] he wrote", "[...] and left")
SEEN = {
    "[They] left early": (" left early", "[They] left early"),
    "[$5m] was paid": (" was paid", "[$5m] was paid"),
    "[the U.S.] agreed": ("[the U.S.] agreed", " agreed"),
    "[sic] he wrote": (" he wrote", " he wrote"),
    "[...] and left": ("[...] and left", "[...] and left"),
}


class Quotations(App[None]):
    def compose(self):
        yield from (Static(saying) for saying in SAYINGS)
        yield DataTable()

    def on_mount(self):
        table = self.query_one(DataTable)
        table.add_column("quotation", width=30)
        table.add_rows((saying,) for saying in SAYINGS)


async def main():
    app = Quotations()
    found = {}
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        table = app.query_one(DataTable)
        for i, (saying, static) in enumerate(zip(SAYINGS, app.query(Static), strict=True)):
            shown = "".join(segment.text for segment in static.render_line(0)).rstrip()
            row = "".join(segment.text for segment in table.render_line(i + 1))  # below its header
            cell = row.removeprefix(" ").rstrip()
            found[saying] = (shown, cell)
    print("textual", version("textual"), "rich", version("rich"))
    print(f"{'written':20} {'in a Static':20} in a DataTable")
    for saying, (shown, cell) in found.items():
        print(f"{saying:20} {shown:20} {cell}")
    if found != SEEN:
        sys.exit("this has changed")


asyncio.run(main())
PYTHON
