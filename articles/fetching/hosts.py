"""Which machines are fetched from: those of the public internet, and those that a person allows in the settings."""

from __future__ import annotations

import os
import socket
import threading
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_network
from typing import TYPE_CHECKING, Any, NamedTuple

from articles.errors import NewsreaderError
from articles.fetching import address as addresses

if TYPE_CHECKING:
    from collections.abc import Iterable

    from articles.fetching.address import Address
    from articles.fetching.patience import Patience

_TRANSLATED = IPv6Network("64:ff9b::/96")
"""Addresses by which a machine that has version 6 alone reaches one of version 4 (RFC 6052)."""


class Allowed(NamedTuple):
    """The machines of one's own networks that may be fetched from all the same."""

    names: frozenset[str] = frozenset()
    networks: tuple[IPv4Network | IPv6Network, ...] = ()

    @classmethod
    def of(cls, entries: Iterable[str]) -> Allowed:
        """From host names (`intranet.example`), addresses (`127.0.0.1`) and networks (`10.0.0.0/8`).

        Raises ValueError for an entry that is none of these.
        """
        names, networks = set(), []
        for entry in entries:
            try:
                networks.append(ip_network(entry.strip("[]"), strict=False))
            except ValueError:
                try:
                    names.add(addresses.parse(f"http://{entry}/").host)
                except NewsreaderError:
                    raise ValueError(entry) from None
                if any(sign in entry for sign in "/?#:"):
                    raise ValueError(entry) from None
        return cls(frozenset(names), tuple(networks))

    def holds(self, host: str, ip: IPv4Address | IPv6Address) -> bool:
        """Whether a machine at this address, reached by this name, may be fetched from though it is not public."""
        return host in self.names or any(ip in network for network in self.networks if network.version == ip.version)


class Place(NamedTuple):
    """Where to connect to: a machine that was looked at, and a port of it."""

    family: int
    """As `socket` has them."""
    at: tuple[Any, ...]
    """As `socket.connect` takes it: the machine's address in digits, the port, more for version 6."""


def is_public(ip: IPv4Address | IPv6Address) -> bool:
    """Whether an address is one of the public internet, as are all others that it hides in itself."""
    return all(_is_public(one) for one in (ip, *_hidden(ip)))


def _is_public(ip: IPv4Address | IPv6Address) -> bool:
    if isinstance(ip, IPv6Address) and (ip.ipv4_mapped or ip in _TRANSLATED):
        return True  # what it hides decides
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_unspecified)


def _hidden(ip: IPv4Address | IPv6Address) -> list[IPv4Address]:
    """The addresses of version 4 that one of version 6 stands for."""
    if isinstance(ip, IPv4Address):
        return []
    found = [ip.ipv4_mapped, ip.sixtofour, *(ip.teredo or ())]
    if ip in _TRANSLATED:
        found.append(IPv4Address(int(ip) & 0xFFFFFFFF))
    return [one for one in found if one is not None]


def places(address: Address, allowed: Allowed, patience: Patience) -> list[Place]:
    """Where to connect to for an address, the machines that may be fetched from alone; the name is looked up once.

    Raises NewsreaderError where there is no machine of that name, or none that may be fetched from.
    """
    found = _looked_up(address, patience)
    refused: list[IPv4Address | IPv6Address] = []
    fit = []
    for place in found:
        ip = addresses.numeric(str(place.at[0]).partition("%")[0])
        if ip is None:
            continue
        if is_public(ip) or any(allowed.holds(address.host, one) for one in (ip, *_hidden(ip))):
            fit.append(place)
        else:
            refused.append(ip)
    if not fit:
        at = f" ({refused[0]})" if refused and str(refused[0]) != address.host else ""
        raise NewsreaderError(
            f"{address.host}{at} is this machine, or in a private network, which is not fetched from",
            todo=f'if you mean it, write [network] and allow = ["{address.host}"] into config.toml',
        )
    return fit


def check_connection() -> str:
    """What to do where a machine cannot be reached; says so where others would go by a proxy."""
    if any(os.environ.get(name) or os.environ.get(name.upper()) for name in ("https_proxy", "http_proxy", "all_proxy")):
        return "no proxy is used, though the environment names one: save the page in your browser and open the file"
    return "check the address and your connection"


def _looked_up(address: Address, patience: Patience) -> list[Place]:
    """The machines of a name, in the system's order. The system's look-up knows no deadline: it has a thread."""
    found: list[Place] = []
    failed: list[Exception] = []
    done = threading.Event()

    def look() -> None:
        try:
            entries = socket.getaddrinfo(address.host, address.port, type=socket.SOCK_STREAM)
            found.extend(Place(family, at) for family, _, _, _, at in entries)
        except (OSError, UnicodeError) as error:
            failed.append(error)
        finally:
            done.set()

    threading.Thread(target=look, name="look-up of a name", daemon=True).start()
    while not done.wait(patience.slice()):
        pass
    if failed or not found:
        raise NewsreaderError(f"there is no host {address.host}, or no way to it", todo=check_connection())
    return list(dict.fromkeys(found))
