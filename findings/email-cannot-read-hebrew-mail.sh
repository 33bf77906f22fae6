#!/bin/sh
# Python 3.11, email.policy.default: get_content() of a mail in charset=iso-8859-8-i raises LookupError; so does
# that of one in unknown-8bit, the name that mail servers write where none was given (RFC 1428).
# Expected: the text, as for every other registered charset, or characters replaced: the method takes errors="replace".
# Our users meet it with Hebrew mail, where iso-8859-8-i (RFC 1556) is the usual name, and with mail from old servers.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 - <<'PYTHON'
import sys
from email import message_from_bytes, policy

HEBREW = "הנמל נסגר"
print("Python", sys.version.split()[0])
found = []
for charset, codec in (("iso-8859-8", "iso8859-8"), ("iso-8859-8-i", "iso8859-8"), ("unknown-8bit", "utf-8")):
    head = f"Content-Type: text/plain; charset={charset}\nContent-Transfer-Encoding: 8bit\n\n"
    mail = message_from_bytes(head.encode() + HEBREW.encode(codec), policy=policy.default)
    try:
        said = mail.get_content(errors="replace")
    except LookupError as error:
        said = f"LookupError: {error}"
    found.append(said)
    print(f"{charset:14} {said}")
if found != [HEBREW, "LookupError: unknown encoding: iso-8859-8-i", "LookupError: unknown encoding: unknown-8bit"]:
    sys.exit("this has changed")
PYTHON
