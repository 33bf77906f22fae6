"""Opens the web address of an article in the person's browser. An address is data: nothing in it is ever executed."""

from __future__ import annotations

import asyncio
import os
import sys
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit, urlunsplit

from articles.errors import NewsreaderError
from articles.form import printable

if TYPE_CHECKING:
    from collections.abc import Mapping

LONGEST_ADDRESS = 2_000
"""Characters. Some systems take no longer ones."""
PATIENCE_SECONDS = 10.0
"""How long the program that starts the browser may take before it counts as running."""
_SHOWN_CHARACTERS = 60
_SAFE = "/%:@!$&'()*+,;=~-._"
"""What may stand in a path as it is; of a query and a fragment, `?` too."""
_OPEN = "import sys, webbrowser; sys.exit(not webbrowser.open(sys.argv[1], 2))"


def web_address(source: str) -> str:
    """The address that a source is, in ASCII and ready to be opened.

    Raises NewsreaderError for what is no address of the web (http or https, with a host, without a user's name), and
    for one with a space, a control character or another sign that no address has.
    """
    text = source.strip()
    shown = printable(text[:_SHOWN_CHARACTERS]) + ("…" if len(text) > _SHOWN_CHARACTERS else "")
    try:
        parts = urlsplit(text)
        port = f":{parts.port}" if parts.port is not None else ""
        host = (parts.hostname or "").encode("idna").decode("ascii") if ":" not in (parts.hostname or "") else ""
    except ValueError:  # UnicodeError among them
        raise _refused("no web address", shown) from None
    if parts.scheme not in ("http", "https") or not host or not text.lower().startswith(f"{parts.scheme}://"):
        raise _refused("no web address", shown)
    if parts.username is not None or parts.password is not None:
        raise _refused("an address with a user's name in it", shown)
    if len(text) > LONGEST_ADDRESS:
        raise _refused("a web address that is too long to be opened", shown)
    if not text.isprintable() or any(c in ' "<>\\' for c in text) or not _is_host(host):
        raise _refused("an address with signs that no address has", shown)
    path, query, fragment = (
        quote(parts.path, _SAFE),
        quote(parts.query, f"{_SAFE}?"),
        quote(parts.fragment, f"{_SAFE}?"),
    )
    return urlunsplit((parts.scheme, host + port, path, query, fragment))


def _is_host(host: str) -> bool:
    return all(c.isalnum() or c in ".-_" for c in host) and not host.startswith("-")


def _refused(what: str, shown: str) -> NewsreaderError:
    return NewsreaderError(f"the source is {what}", where=f"“{shown}”" if shown else "")


async def browse(address: str, environ: Mapping[str, str] = os.environ) -> bool:
    """Have the system's browser open an address of `web_address`; returns whether one could be started.

    Python's `webbrowser` runs in a process of its own, so that nothing it starts writes on the reader's screen or ends
    with the reader. The address is an argument: no shell sees it.
    """
    command = (sys.executable, "-P", "-X", "utf8", "-c", _OPEN, address)
    try:
        process = await asyncio.create_subprocess_exec(
            *command,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.DEVNULL,
            env=dict(environ),
            start_new_session=True,
        )
        return await asyncio.wait_for(process.wait(), PATIENCE_SECONDS) == 0
    except TimeoutError:
        return True
    except OSError:
        return False
