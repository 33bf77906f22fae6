"""Fetches one page, once, because a person asked for it.

No cookie, no proxy, no second try, no script, nothing that the page refers to: one request, and one more for each
redirect.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

from articles.errors import NewsreaderError
from articles.fetching.address import parse, shown
from articles.fetching.answer import (
    ACCEPTED_ENCODINGS,
    REDIRECTS,
    SAVE,
    Unpacked,
    content_type,
    refuse_status,
    refuse_type,
)
from articles.fetching.hosts import Allowed, check_connection, places
from articles.fetching.patience import Patience
from articles.readers.extras import library

if TYPE_CHECKING:
    import ssl

    import httpx

    from articles.fetching.address import Address

FETCH_SECONDS = 20.0
"""How long everything together may take: looking up names, connecting, every redirect, the page."""

MOST_BYTES = 10_000_000
"""The size of the largest page that is fetched, as it is when it is decompressed."""

MOST_REDIRECTS = 5

_ACCEPT = "text/html, application/xhtml+xml, application/xml;q=0.9, text/plain;q=0.8, application/pdf;q=0.8, */*;q=0.5"

Tick = Callable[[], None]
"""Called several times a second while something is fetched; what it raises ends the fetch."""


class Fetched(NamedTuple):
    """A page as a server gave it."""

    data: bytes
    """Decompressed, and nothing else done to it."""
    asked: str
    """The address that was asked for, in ASCII and without the part that names a place in the page."""
    address: str
    """The one that answered: another where the server led there."""
    type: str = ""
    """What the server says it is, in lower case, as `text/html`; empty where it does not say."""
    charset: str = ""
    """The encoding that the server names, in lower case; empty for none."""
    time: str = ""
    """When it was fetched, UTC, ISO 8601 to the second."""
    notices: tuple[str, ...] = ()
    """What the person should know: that it was led to another site, that the page is cut."""


def fetch(
    address: str,
    *,
    allow: Allowed | None = None,
    tick: Tick | None = None,
    seconds: float = FETCH_SECONDS,
    most_bytes: int = MOST_BYTES,
    trusted: ssl.SSLContext | None = None,
) -> Fetched:
    """The page at an address, fetched within so many seconds.

    Machines that are not of the public internet are fetched from only where `allow` says so. `tick` may raise to stop.
    Raises NewsreaderError, naming the address, where there is no page, or none that could be an article.
    """
    library("httpx", what="addresses of the web", where=shown(address))
    try:
        return _Fetch(allow or Allowed(), Patience(seconds, tick), most_bytes, trusted).page(parse(address.strip()))
    except NewsreaderError as error:
        if error.where or type(error) is not NewsreaderError:
            raise
        raise NewsreaderError(error.what, where=shown(address.strip()), todo=error.todo) from None


class _Fetch:
    """One fetch, with all its redirects."""

    def __init__(self, allowed: Allowed, patience: Patience, most_bytes: int, trusted: ssl.SSLContext | None) -> None:
        self._allowed, self._patience = allowed, patience
        self._most_bytes, self._trusted = most_bytes, trusted

    def page(self, asked: Address) -> Fetched:
        """The page that is asked for, or led to. Raises NewsreaderError without `where`."""
        at, been = asked, [asked]
        while True:
            found = self._answer(at, asked)
            if isinstance(found, Fetched):
                return found
            if at.scheme == "https" and found.scheme == "http":
                raise NewsreaderError("leads from https: to http:, where anyone could change the page", todo=SAVE)
            if found in been:
                raise NewsreaderError("leads back to itself, perhaps because it wants to keep a cookie", todo=SAVE)
            if len(been) > MOST_REDIRECTS:
                raise NewsreaderError(f"leads on and on, more than {MOST_REDIRECTS} times", todo=SAVE)
            been.append(found)
            at = found

    def _answer(self, at: Address, asked: Address) -> Fetched | Address:
        """The page at an address, or where that leads."""
        import httpcore
        import httpx

        from articles.fetching.connection import Transport
        from articles.fetching.connection import trusted as trusted_by_default

        found = places(at, self._allowed, self._patience)
        if at.scheme == "https" and self._trusted is None:
            self._trusted = trusted_by_default()
        # Not by a client of httpx, which looks at where a redirect leads though it does not follow it.
        transport = Transport(found, self._patience, self._trusted)
        try:
            response = transport.handle_request(httpx.Request("GET", str(at), headers=_headers()))
            return self._read(response, at, asked)
        except (httpcore.ConnectError, httpcore.ReadError, httpcore.WriteError):
            raise NewsreaderError(f"no connection to {at.host} could be kept", todo=check_connection()) from None
        except (httpcore.ProtocolError, httpx.HTTPError, httpx.InvalidURL, httpx.StreamError):
            raise NewsreaderError(f"{at.host} gives no answer that a web server gives", todo=SAVE) from None
        finally:
            transport.close()

    def _read(self, response: httpx.Response, at: Address, asked: Address) -> Fetched | Address:
        location = response.headers.get("location")
        if response.status_code in REDIRECTS and location:
            try:
                return at.leads_to(location)
            except NewsreaderError as error:
                raise NewsreaderError(f"leads where nothing is fetched: {error.what}", todo=SAVE) from None
        refuse_status(response.status_code)
        told = content_type(response.headers.get("content-type", ""))
        refuse_type(told.type)
        data, is_whole = self._body(response)
        notices = []
        if at.site != asked.site:
            notices.append(f"{asked.site} led to {at.site}")
        if not is_whole:
            notices.append("the page was cut off: the server sent less than it promised; fetch it again for all of it")
        if not data.strip():
            raise NewsreaderError("the server gave an empty page", todo=f"try again later, or {SAVE}")
        time = datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
        return Fetched(data, str(asked), str(at), *told, time, tuple(notices))

    def _body(self, response: httpx.Response) -> tuple[bytes, bool]:
        """The body as it was before it was compressed, and whether all of it came."""
        import httpcore

        unpacked, body = Unpacked(response.headers), bytearray()
        length = response.headers.get("content-length", "")
        if length.isdecimal() and int(length) > self._most_bytes:
            raise self._too_long()
        is_whole = True
        chunks = response.iter_raw()
        while True:
            self._patience.left()
            try:
                chunk = next(chunks, b"")
            except (httpcore.RemoteProtocolError, httpcore.ReadError):
                is_whole = False  # the connection ended before the body did
                break
            if not chunk:
                break
            body += unpacked.take(chunk, self._most_bytes + 1 - len(body))
            if len(body) > self._most_bytes:
                raise self._too_long()
        return bytes(body), is_whole and unpacked.is_whole

    def _too_long(self) -> NewsreaderError:
        return NewsreaderError(
            f"longer than {self._most_bytes / 1_000_000:g} MB", todo="name the page of the article itself"
        )


def _headers() -> dict[str, str]:
    from importlib.metadata import PackageNotFoundError, version

    try:
        own = version("newsreader-tui")
    except PackageNotFoundError:
        own = "0"
    return {
        "User-Agent": f"newsreader/{own} (a single page, asked for by a person)",
        "Accept": _ACCEPT,
        "Accept-Encoding": ACCEPTED_ENCODINGS,
        "Connection": "close",
    }
