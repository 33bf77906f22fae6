"""Connects to the machines that were looked at, and to no others, whatever the name stands for by then.

Imported where something is fetched: it needs httpx, and httpcore, which comes with it.
"""

from __future__ import annotations

import selectors
import socket
import ssl
from typing import TYPE_CHECKING, Any

import httpcore
import httpx

from articles.errors import NewsreaderError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from articles.fetching.hosts import Place
    from articles.fetching.patience import Patience


class _Stream(httpcore.NetworkStream):
    """A connection whose every wait ends with the person's patience; its own time limits are not used."""

    def __init__(self, connection: socket.socket, patience: Patience) -> None:
        self._socket, self._patience = connection, patience

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """The next bytes, at most so many; none at the end."""
        while True:
            self._socket.settimeout(self._patience.slice())
            try:
                return self._socket.recv(max_bytes)
            except TimeoutError:
                continue
            except OSError as error:
                raise httpcore.ReadError(str(error)) from error

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Send all of the bytes."""
        left = memoryview(buffer)
        while left:
            self._socket.settimeout(self._patience.slice())
            try:
                left = left[self._socket.send(left) :]
            except TimeoutError:
                continue
            except OSError as error:
                raise httpcore.WriteError(str(error)) from error

    def close(self) -> None:
        """Let go of the connection."""
        self._socket.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        """The same connection, encrypted, once the other side has proved to be the host of this name."""
        encrypted: socket.socket = self._socket
        try:
            encrypted = wrapped = ssl_context.wrap_socket(
                self._socket, server_hostname=server_hostname, do_handshake_on_connect=False
            )
            while True:
                wrapped.settimeout(self._patience.slice())
                try:
                    wrapped.do_handshake()
                    return _Stream(wrapped, self._patience)
                except TimeoutError:
                    continue
        except BaseException as error:
            encrypted.close()
            if isinstance(error, ssl.SSLCertVerificationError):
                raise NewsreaderError(
                    f"its certificate does not prove that it is this host ({error.verify_message})",
                    todo="if your browser trusts it, save the page there and open the file",
                ) from None
            if isinstance(error, OSError | ValueError):
                raise httpcore.ConnectError(str(error)) from error
            raise

    def get_extra_info(self, info: str) -> Any:
        """What httpcore asks of a connection."""
        return self._socket if info == "ssl_object" and isinstance(self._socket, ssl.SSLSocket) else None


class _Connections(httpcore.NetworkBackend):
    """Opens connections to places that are known already; no name is looked up."""

    def __init__(self, places: Sequence[Place], patience: Patience) -> None:
        self._places, self._patience = places, patience

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """A connection to the first of the places that takes one; none of them takes more than its share of time."""
        error: OSError | None = None
        for i, place in enumerate(self._places):
            share = self._patience.left() / (len(self._places) - i)
            try:
                return _Stream(self._connected(place, share), self._patience)
            except OSError as failed:
                error = failed
        raise httpcore.ConnectError(str(error)) from error

    def _connected(self, place: Place, seconds: float) -> socket.socket:
        connection = socket.socket(place.family, socket.SOCK_STREAM)
        try:
            connection.setblocking(False)
            connection.connect_ex(place.at)
            with selectors.DefaultSelector() as selector:
                selector.register(connection, selectors.EVENT_WRITE)
                end = self._patience.left() - seconds
                while not selector.select(self._patience.slice()):
                    if self._patience.left() <= end:
                        raise TimeoutError("it does not answer")
            failed = connection.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
            if failed:
                raise OSError(failed, "no connection")
        except BaseException:
            connection.close()
            raise
        return connection


class Transport(httpx.BaseTransport):
    """Sends requests to the places of one host, one at a time; no proxy, no second try, nothing kept open."""

    def __init__(self, places: Sequence[Place], patience: Patience, trusted: ssl.SSLContext | None = None) -> None:
        """`trusted` tells which certificates are believed, by default those of the system and of certifi."""
        self._pool = httpcore.ConnectionPool(
            ssl_context=trusted,
            max_connections=1,
            max_keepalive_connections=0,
            http1=True,
            network_backend=_Connections(places, patience),
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request and give the answer, its body still to be read."""
        url = request.url
        sent = httpcore.Request(
            method=request.method,
            url=httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path),
            headers=request.headers.raw,
            content=b"",
        )
        answer = self._pool.handle_request(sent)
        return httpx.Response(answer.status, headers=answer.headers, stream=_Body(answer))

    def close(self) -> None:
        """Let go of the connection."""
        self._pool.close()


class _Body(httpx.SyncByteStream):
    def __init__(self, answer: httpcore.Response) -> None:
        self._answer = answer

    def __iter__(self) -> Iterator[bytes]:
        yield from self._answer.iter_stream()

    def close(self) -> None:
        self._answer.close()


def trusted() -> ssl.SSLContext:
    """Which certificates are believed: those of the system, and those that browsers of any system have (certifi)."""
    import certifi

    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())
    return context
