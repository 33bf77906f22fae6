#!/bin/sh
# mammoth 1.13.0, extract_raw_text: where a line ends within a paragraph (Shift+Enter in Word), the words on both sides
# become one: "said.Crews". convert_to_html has <br /> there.
# Expected: white space of some kind; it is the function for who wants the text alone.
# Our users meet it in quotations and verse of Word files, and in every converter that takes the raw text from it: the
# last word of a line and the first of the next are not found again.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check mammoth==1.13.0 python-docx==1.2.0
cd "$folder"
venv/bin/python - <<'PYTHON'
import sys
from importlib.metadata import version

import mammoth
from docx import Document

document = Document()
run = document.add_paragraph().add_run("“Nobody asked us,” she said.")
run.add_break()
run.add_text("Crews had left by then.")
document.save("said.docx")

with open("said.docx", "rb") as file:
    raw = mammoth.extract_raw_text(file).value.strip()
with open("said.docx", "rb") as file:
    html = mammoth.convert_to_html(file).value
print("mammoth", version("mammoth"))
print(raw)
print(html)
if "said.Crews" not in raw or "said.<br />Crews" not in html:
    sys.exit("this has changed")
PYTHON
