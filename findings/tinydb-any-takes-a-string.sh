#!/bin/sh
# TinyDB 4.9.0: `where("tags").any("claim")`, with a text in place of a list, finds every record that has a tag which
# is a part of the text: "aim" and "c" too.
# Expected: an error, or what `any(["claim"])` finds. The slip looks right for as long as no tag is part of another.
# Our users meet it when they read their store with a few lines of TinyDB: `tags` is a list in every record.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check tinydb==4.9.0
cd "$folder"
venv/bin/python - <<'PYTHON'
import sys
from importlib.metadata import version

from tinydb import TinyDB, where

db = TinyDB("tags.json")
for tag in ("claim", "aim", "c", "denial"):
    db.insert({"tags": [tag]})

found = {
    'any(["claim"])': [record["tags"][0] for record in db.search(where("tags").any(["claim"]))],
    'any("claim")': [record["tags"][0] for record in db.search(where("tags").any("claim"))],
}
print("tinydb", version("tinydb"))
for query, tags in found.items():
    print(f"{query:15} finds {', '.join(tags)}")
if list(found.values()) != [["claim"], ["claim", "aim", "c"]]:
    sys.exit("this has changed")
PYTHON
