#!/bin/sh
# trafilatura 2.3.1: text in <time> is left out, from the middle of a sentence too: "The talks began at in Rome."
# Expected: the sentence as a browser shows it; <time> marks up words of a text, it hides none.
# Our users meet it in reports that mark up the hours of which they tell, and in live blogs: the sentence still reads, the
# hour is gone, and nothing says so.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check trafilatura==2.3.1 lxml_html_clean==0.4.6
cd "$folder"
venv/bin/python - <<'PYTHON'
import sys
from importlib.metadata import version

from trafilatura import extract

PAGE = """<html><body><article><h1>Harbour talks end without a deal</h1>
<p>The talks began at <time datetime="2022-03-14T09:00">nine o'clock</time> in the harbour office and went on all day.</p>
<p>Neither the port nor the union would say whether they are to meet again before the end of the week.</p>
<p>Some forty ships are waiting off the coast, and the first of them have begun to turn to other ports.</p>
</article></body></html>"""
first = next(line for line in extract(PAGE).splitlines() if "talks began" in line)
print("trafilatura", version("trafilatura"))
print(first)
if " ".join(first.split()) != "The talks began at in the harbour office and went on all day.":
    sys.exit("this has changed")
PYTHON
