"""Addresses of the web: which are fetched at all, in the one form in which they are sent, compared and shown."""

from __future__ import annotations

import re
from ipaddress import IPv4Address, IPv6Address, ip_address
from typing import NamedTuple
from urllib.parse import quote, urljoin, urlsplit

from articles.errors import NewsreaderError
from articles.form import printable

LONGEST_ADDRESS = 2_000
"""Characters. Some servers take no longer ones."""

SCHEMES = ("http", "https")
CHECK = "copy it from your browser once more"

_PORTS = {"http": 80, "https": 443}
_SHOWN_CHARACTERS = 200
_PATH, _QUERY = "/%:@!$&'()*+,;=~-._", "/%:@!$&'()*+,;=~-._?[]|"
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]{0,20}:")
_HOST = re.compile(
    r"(?=.{1,253}\Z)(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.)*[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?"
)
_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*")
_DOTS = re.compile("[.\u3002\uff0e\uff61]")


class Address(NamedTuple):
    """An address that may be fetched, as far as it tells by itself."""

    scheme: str
    """`http` or `https`."""
    host: str
    """A name in ASCII and lower case, or an address of the internet protocol, that of version 6 without brackets."""
    port: int
    target: str
    """Path and query as they are sent, in ASCII; begins with a slash."""

    def __str__(self) -> str:
        """The address in ASCII, without the part that names a place in the page."""
        return f"{self.scheme}://{self.authority}{self.target}"

    @property
    def authority(self) -> str:
        """Host and port, the port only where it is not the usual one."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def site(self) -> str:
        """The host as people name it: without `www.`."""
        return self.host.removeprefix("www.")

    def leads_to(self, location: str) -> Address:
        """Where a redirect leads that names this location. Raises NewsreaderError where that may not be fetched."""
        location = location.strip(" ")
        _refuse_signs(location)
        try:
            joined = urljoin(str(self), location)
        except ValueError:
            raise NewsreaderError("no address of the web", todo=CHECK) from None
        return parse(joined)


def shown(text: str) -> str:
    """What was named as an address, fit to print and cut if it is very long."""
    return printable(text[:_SHOWN_CHARACTERS]) + ("…" if len(text) > _SHOWN_CHARACTERS else "")


def parse(text: str) -> Address:
    """The address in a text that a person or a page gives.

    Raises NewsreaderError, without `where`, for what is no address of http or https, or holds a name or a password, a
    blank, a control character, or a host in a spelling that hides which it is.
    """
    _refuse_signs(text)
    if len(text) > LONGEST_ADDRESS:
        raise NewsreaderError(f"an address of more than {LONGEST_ADDRESS:,} characters", todo=CHECK)
    scheme = _SCHEME.match(text)
    if scheme is None or scheme[0][:-1].lower() not in SCHEMES:
        named = f"{scheme[0].lower()} is no address of the web" if scheme else "no address of the web"
        raise NewsreaderError(named, todo="only http: and https: are fetched")
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        raise NewsreaderError("no address of the web", todo=CHECK) from None
    if "@" in parts.netloc:
        raise NewsreaderError("an address with a name or a password in it", todo="take out what stands before the @")
    if not parts.hostname or not text[len(scheme[0]) :].startswith("//") or port == 0:
        raise NewsreaderError("no address of the web", todo=CHECK)
    target = quote(parts.path or "/", _PATH) + (f"?{quote(parts.query, _QUERY)}" if parts.query else "")
    return Address(parts.scheme, _host(parts.hostname), port or _PORTS[parts.scheme], target)


def _refuse_signs(text: str) -> None:
    """Raise NewsreaderError where a text holds signs that `urlsplit` would take out or that no address has."""
    if any(c.isspace() or not c.isprintable() for c in text):
        raise NewsreaderError("an address with a blank or a control character in it", todo=CHECK)
    if any(c in '"<>\\' for c in text):
        raise NewsreaderError("an address with a sign that none has", todo=CHECK)


def _host(named: str) -> str:
    """The host in its plain form. Raises NewsreaderError for a number that is not written as such addresses are."""
    if ":" in named:
        try:
            if "%" in named:
                raise ValueError("a part of one's own network")
            return str(IPv6Address(named))
        except ValueError:
            raise _no_host() from None
    host = _DOTS.sub(".", named)
    if not host.isascii():
        host = _in_ascii(host)
    host = host.lower().removesuffix(".")
    if not _HOST.fullmatch(host):
        raise _no_host()
    if _NUMBER.fullmatch(host.rpartition(".")[2]):
        try:
            return str(IPv4Address(host))
        except ValueError:
            raise NewsreaderError("a host that is a number in an unusual spelling", todo="name the host") from None
    return host


def _in_ascii(host: str) -> str:
    try:
        import idna  # comes with httpx: where that is missing, nothing is fetched
    except ImportError:
        codec = "idna"
    else:
        try:
            return idna.encode(host, uts46=True).decode()
        except (idna.IDNAError, UnicodeError):
            raise _no_host() from None
    try:
        return host.encode(codec).decode()
    except UnicodeError:
        raise _no_host() from None


def _no_host() -> NewsreaderError:
    return NewsreaderError("no name of a host", todo=CHECK)


def numeric(host: str) -> IPv4Address | IPv6Address | None:
    """The address of the internet protocol that a host is; None where it is a name."""
    try:
        return ip_address(host)
    except ValueError:
        return None
