"""A server of the tests on this machine, which answers each path with what a test wrote for it, byte by byte."""

from __future__ import annotations

import contextlib
import socket
import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import ssl
    from collections.abc import Callable, Iterator

    Respond = Callable[[socket.socket], None]
    """Answers a request on its connection; what it raises about the connection ends the answer."""


def answer(
    body: bytes = b"", *, status: str = "200 OK", type: str = "text/plain; charset=utf-8", headers: str = ""
) -> bytes:
    """A complete answer; `headers` are lines that each end with CR LF."""
    length = "" if "content-length" in headers.lower() else f"Content-Length: {len(body)}\r\n"
    return f"HTTP/1.1 {status}\r\nContent-Type: {type}\r\n{length}{headers}\r\n".encode() + body


def redirect(to: str, status: str = "302 Found") -> bytes:
    """An answer that leads elsewhere."""
    return answer(b"", status=status, headers=f"Location: {to}\r\n")


class Server:
    """Answers by path; keeps what it was asked."""

    def __init__(self, encrypted: ssl.SSLContext | None = None) -> None:
        self.pages: dict[str, bytes | Respond] = {}
        self.requests: list[bytes] = []
        self.stopped = threading.Event()
        self._encrypted = encrypted
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self._threads = [threading.Thread(target=self._listen, daemon=True)]
        self._threads[0].start()

    def address(self, path: str = "/", host: str = "127.0.0.1") -> str:
        return f"{'https' if self._encrypted else 'http'}://{host}:{self.port}{path}"

    def add(self, path: str, page: bytes | Respond) -> str:
        """Answer this path so; returns its address."""
        self.pages[path] = page
        return self.address(path)

    def close(self) -> None:
        self.stopped.set()
        self._listener.close()
        with contextlib.suppress(OSError):
            socket.create_connection(("127.0.0.1", self.port), 0.2).close()
        for thread in self._threads:
            thread.join(5)

    def _listen(self) -> None:
        while not self.stopped.is_set():
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            thread = threading.Thread(target=self._serve, args=(connection,), daemon=True)
            self._threads.append(thread)
            thread.start()

    def _serve(self, connection: socket.socket) -> None:
        with contextlib.suppress(OSError), connection:
            connection.settimeout(5)
            if self._encrypted:
                connection = self._encrypted.wrap_socket(connection, server_side=True)
            with connection:
                request = b""
                while b"\r\n\r\n" not in request:
                    more = connection.recv(65536)
                    if not more:
                        return
                    request += more
                self.requests.append(request)
                page = self.pages.get(request.split(b" ")[1].decode(), answer(status="404 Not Found"))
                if isinstance(page, bytes):
                    connection.sendall(page)
                else:
                    page(connection)


@contextlib.contextmanager
def serving(encrypted: ssl.SSLContext | None = None) -> Iterator[Server]:
    """A server that runs, and ends with the block."""
    server = Server(encrypted)
    try:
        yield server
    finally:
        server.close()
