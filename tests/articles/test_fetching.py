"""What fetching gives and refuses, from a real server on this machine: each within its deadline, in one clear line."""

from __future__ import annotations

import gzip
import socket
import ssl
import sys
import time
import zlib
from ipaddress import ip_address
from typing import TYPE_CHECKING

import pytest

from articles.errors import NewsreaderError
from articles.fetching.address import parse
from articles.fetching.fetch import Fetched, fetch
from articles.fetching.hosts import Allowed, is_public
from articles.read import read_articles
from tests.each import for_each
from tests.loopback import Server, answer, redirect, serving

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

HERE = Allowed.of(["127.0.0.1"])
TEXT = b"Talks in Rome\n\nThe adviser met the diplomat for seven hours in Rome on Monday.\n"
SECONDS = 0.4
"""The deadline of the tests in which one is reached."""


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with serving() as server:
        yield server


def page(address: str, *, seconds: float = 5.0, most_bytes: int = 100_000) -> Fetched:
    return fetch(address, allow=HERE, seconds=seconds, most_bytes=most_bytes)


def refusal(address: str, *, seconds: float = 5.0, most_bytes: int = 100_000, allow: Allowed = HERE) -> str:
    """The one line with which an address is refused, within its deadline."""
    begun = time.monotonic()
    with pytest.raises(NewsreaderError) as refused:
        fetch(address, allow=allow, seconds=seconds, most_bytes=most_bytes)
    told = str(refused.value)
    assert time.monotonic() - begun < seconds + 1
    assert told.isprintable()
    assert refused.value.where
    assert refused.value.todo
    return told


def test_a_page_comes_as_the_server_gives_it_with_its_time_and_type(server: Server) -> None:
    address = server.add("/a?q=1", answer(TEXT, type="Text/HTML; charset=ISO-8859-1"))
    found = page(address + "#part")
    assert found._replace(time="") == Fetched(TEXT, address, address, "text/html", "iso-8859-1")
    assert found.time.endswith("Z")
    assert len(found.time) == 20


def test_a_request_says_who_asks_and_brings_nothing_along(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    server.add("/first", answer(TEXT, headers="Set-Cookie: who=me; Path=/\r\n"))
    page(server.address("/first"))
    page(server.address("/first"))
    asked = server.requests[-1].decode().lower()
    assert "\r\nuser-agent: newsreader/" in asked
    assert f"\r\nhost: 127.0.0.1:{server.port}\r\n" in asked
    assert "cookie" not in asked
    assert "referer" not in asked
    assert "authorization" not in asked


PACKED = {
    "gzip": ("gzip", gzip.compress(TEXT)),
    "in two parts": ("gzip", gzip.compress(TEXT[:20]) + gzip.compress(TEXT[20:])),
    "deflate": ("deflate", zlib.compress(TEXT)),
    "bare deflate": ("deflate", zlib.compress(TEXT)[2:-4]),
    "told to be as it is": ("identity", TEXT),
}


@for_each("name", PACKED)
def test_compressed_pages_are_unpacked(server: Server, name: str) -> None:
    encoding, data = PACKED[name]
    address = server.add("/packed", answer(data, headers=f"Content-Encoding: {encoding}\r\n"))
    assert page(address).data == TEXT


def test_an_answer_in_chunks_and_one_without_a_length_are_whole(server: Server) -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n"
    chunks = b"".join(b"%x\r\n%b\r\n" % (len(part), part) for part in (TEXT[:30], TEXT[30:], b""))
    server.add("/chunks", head + b"Transfer-Encoding: chunked\r\n\r\n" + chunks)
    server.add("/old", b"HTTP/1.0 200 OK\r\n\r\n" + TEXT)
    for path in ("/chunks", "/old"):
        found = page(server.address(path))
        assert (found.data, found.notices) == (TEXT, ())


# What does not end


def _endless(connection: socket.socket) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n")
    while True:
        connection.sendall(b"word " * 2_000)


def test_an_endless_page_is_refused_at_the_limit(server: Server) -> None:
    told = refusal(server.add("/endless", _endless))
    assert told == f"{server.address('/endless')}: longer than 0.1 MB; name the page of the article itself"
    told = refusal(server.add("/long", answer(b"", headers="Content-Length: 100001\r\n")))
    assert "longer than 0.1 MB" in told


def test_a_bomb_is_stopped_while_it_is_unpacked(server: Server) -> None:
    for encoding, bomb in (("gzip", gzip.compress(bytes(30_000_000))), ("deflate", zlib.compress(bytes(30_000_000)))):
        address = server.add("/bomb", answer(bomb, headers=f"Content-Encoding: {encoding}\r\n"))
        assert "longer than 0.1 MB" in refusal(address)


def _drip(server: Server, first: bytes, drop: bytes) -> object:
    def respond(connection: socket.socket) -> None:
        connection.sendall(first)
        while not server.stopped.wait(0.02):
            connection.sendall(drop)

    return respond


SLOW = {
    "a slow body": (b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n", b"x"),
    "a slow head": (b"HTTP/1.1 200 OK\r\nX-", b"x"),
    "an endless head": (b"HTTP/1.1 200 OK\r\n", b"X-Word: word\r\n"),
    "answers before the answer": (b"", b"HTTP/1.1 103 Early Hints\r\n\r\n"),
    "chunks that come slowly": (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n"),
    "slow lines that are no answer": (b"HTTP", b"x"),
}


@for_each("name", SLOW)
def test_what_comes_slowly_ends_with_the_deadline(server: Server, name: str) -> None:
    address = server.add("/slow", _drip(server, *SLOW[name]))  # type: ignore[arg-type]
    assert f"{address}: no complete answer within {SECONDS:g} seconds" in refusal(address, seconds=SECONDS)


def test_silence_ends_with_the_deadline_and_so_do_redirects_that_take_their_time(server: Server) -> None:
    silent = server.add("/silent", lambda _: server.stopped.wait(3))  # type: ignore[arg-type]
    assert "within 0.4 seconds" in refusal(silent, seconds=SECONDS)

    def late(connection: socket.socket) -> None:
        server.stopped.wait(0.15)
        connection.sendall(redirect(f"/late/{len(server.requests)}"))
        server.pages[f"/late/{len(server.requests)}"] = late

    assert "within 0.4 seconds" in refusal(server.add("/late", late), seconds=SECONDS)


def test_a_server_that_takes_no_connection_is_told() -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    assert "no connection to 127.0.0.1 could be kept" in refusal(f"http://127.0.0.1:{port}/")


class StoppedError(Exception):
    pass


def test_a_person_stops_a_fetch_at_any_moment(server: Server) -> None:
    silent = server.add("/quiet", lambda _: server.stopped.wait(3))  # type: ignore[arg-type]
    begun = time.monotonic()

    def tick() -> None:
        if time.monotonic() - begun > 0.2:
            raise StoppedError

    with pytest.raises(StoppedError):
        fetch(silent, allow=HERE, tick=tick)
    assert time.monotonic() - begun < 2


# What is cut


def test_a_page_that_is_cut_off_is_given_and_told(server: Server) -> None:
    packed = gzip.compress(TEXT)
    for name, data in {
        "short": answer(TEXT, headers="Content-Length: 5000\r\n"),
        "chunks": b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nfff\r\n" + TEXT,
        "no end": b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n%x\r\n%b\r\n" % (len(TEXT), TEXT),
        "packed": answer(packed[:-8], headers="Content-Encoding: gzip\r\n"),
    }.items():
        found = page(server.add("/cut", data))
        assert found.data == TEXT, name
        assert "cut off" in " ".join(found.notices), name


# Redirects


def test_redirects_are_followed_and_another_site_is_told(server: Server) -> None:
    server.add("/to", answer(TEXT))
    for i, place in enumerate(["to", "/to", server.address("/to"), f"//127.0.0.1:{server.port}/to#part", "./x/../to"]):
        found = page(server.add(f"/from{i}", redirect(place)))
        assert (found.address, found.notices) == (server.address("/to"), ())
    elsewhere = server.address("/to", host="localhost")
    found = page(server.add("/away", redirect(elsewhere, "301 Moved Permanently")))
    assert (found.asked, found.address) == (server.address("/away"), elsewhere)
    assert found.notices == ("127.0.0.1 led to localhost",)


def test_five_redirects_are_followed_and_six_are_not(server: Server) -> None:
    for i in range(6):
        server.add(f"/hop{i}", redirect(f"/hop{i + 1}"))
    server.add("/hop6", answer(TEXT))
    assert page(server.address("/hop1")).data == TEXT
    assert "leads on and on, more than 5 times" in refusal(server.address("/hop0"))


LED_ASTRAY = {
    "file:///etc/passwd": "file: is no address of the web",
    "ftp://example.org/a": "ftp: is no address of the web",
    "javascript:alert(1)": "javascript: is no address of the web",
    "data:text/html,hello": "data: is no address of the web",
    "gopher://example.org/": "gopher: is no address of the web",
    "http://me:secret@example.org/": "a name or a password",
    "http://10.0.0.1/": "in a private network",
    "http://169.254.169.254/latest/meta-data/": "in a private network",
    "http://[::1]/": "in a private network",
    "http://2130706433/": "an unusual spelling",
    "http://exa mple.org/": "a blank or a control character",
    "http://example.org:99999/": "no address of the web",
    "http://[broken/": "no address of the web",
}


@for_each("place, what", LED_ASTRAY.items())
def test_redirects_to_what_is_not_fetched_are_refused(server: Server, place: str, what: str) -> None:
    assert what in refusal(server.add("/astray", redirect(place)))


def test_redirects_in_a_circle_are_refused(server: Server) -> None:
    server.add("/ping", redirect("/pong"))
    assert "leads back to itself" in refusal(server.add("/pong", redirect("/ping")))
    assert "leads back to itself" in refusal(server.add("/me", redirect("/me")))


# What answers say


def test_a_status_that_holds_no_page_says_what_to_do(server: Server) -> None:
    for status, told in {
        "401 Unauthorized": "asks who you are",
        "403 Forbidden": "save the page in your browser and open the file",
        "404 Not Found": "has no page at this address (404); check the address",
        "410 Gone": "has taken the page away",
        "429 Too Many Requests": "asked too often",
        "451 Unavailable For Legal Reasons": "where you are (451)",
        "500 Internal Server Error": "a fault of its own (500)",
        "503 Service Unavailable": "try again later",
        "204 No Content": "the status 204",
        "302 Found": "the status 302",
        "999 Odd": "the status 999",
    }.items():
        assert told in refusal(server.add("/status", answer(TEXT, status=status))), status


def test_types_that_are_no_article_are_named(server: Server) -> None:
    for type, what in {
        "image/png": "an image (image/png)",
        "VIDEO/mp4; codecs=x": "a video (video/mp4)",
        "audio/mpeg": "a recording",
        "font/woff2": "a font",
        "text/css": "a style sheet",
        "text/javascript; charset=utf-8": "a script",
    }.items():
        assert f"no article but {what}" in refusal(server.add("/type", answer(TEXT, type=type))), type


def test_types_that_may_hold_an_article_are_taken(server: Server) -> None:
    for type in (
        "text/html",
        "application/xhtml+xml",
        "text/plain",
        "application/pdf",
        "application/rss+xml",
        "application/json",
        "application/octet-stream",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "",
        "nonsense",
    ):
        assert page(server.add("/kind", answer(TEXT, type=type))).data == TEXT, type


def test_odd_answers_are_refused(server: Server) -> None:
    for name, data in {
        "no answer": b"",
        "noise": bytes(range(256)),
        "another protocol": b"SSH-2.0-OpenSSH_9.6\r\n",
        "a huge head": b"HTTP/1.1 200 OK\r\nX: " + b"x" * 1_000_000 + b"\r\n\r\n",
        "two lengths": b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\nContent-Length: 9\r\n\r\nabc",
        "a negative length": b"HTTP/1.1 200 OK\r\nContent-Length: -3\r\n\r\nabc",
    }.items():
        assert "127.0.0.1" in refusal(server.add("/odd", data)), name
    for encoding in ("br", "zstd", "gzip, gzip", "x\x7f"):
        data = answer(TEXT, headers=f"Content-Encoding: {encoding}\r\n")
        assert "compressed in a way that was not asked for" in refusal(server.add("/odd", data)), encoding
    assert "damaged" in refusal(server.add("/odd", answer(TEXT, headers="Content-Encoding: gzip\r\n")))
    assert "an empty page" in refusal(server.add("/odd", answer(b" \r\n")))


# Addresses


REFUSED_ADDRESSES = {
    "http://me:secret@example.org/": "a name or a password",
    "https://me@example.org/": "a name or a password",
    "http://exam ple.org/": "a blank or a control character",
    "http://example.org/a b": "a blank or a control character",
    "http://example.org/a\r\nHost: evil": "a blank or a control character",
    "http://example.org/\x1b[31m": "a blank or a control character",
    "http://example.org/\u202eabc": "a blank or a control character",
    "http://example.org\\@evil.org/": "a sign that none has",
    'http://example.org/"><x>': "a sign that none has",
    "http:/example.org": "no address of the web",
    "http:example.org": "no address of the web",
    "https://": "no address of the web",
    "http://:80/": "no address of the web",
    "http://example.org:0/": "no address of the web",
    "http://example.org:x/": "no address of the web",
    "http://[::1": "no address of the web",
    "http://[fe80::1%25eth0]/": "no name of a host",
    "http://-/": "no name of a host",
    "http://a..b/": "no name of a host",
    "http://exa%6dple.org/": "no name of a host",
    "http://" + "a" * 300 + "/": "no name of a host",
    "http://example.org/" + "a" * 2_000: "more than 2,000 characters",
}


@for_each("address, what", REFUSED_ADDRESSES.items())
def test_addresses_that_hide_something_are_refused_before_anything_is_asked(address: str, what: str) -> None:
    told = refusal(address)
    assert what in told


PRIVATE = (
    "127.0.0.1",
    "127.1",
    "2130706433",
    "0x7f000001",
    "0x7f.1",
    "0177.0.0.1",
    "127.0.0.1.",
    "１２７.０.０.１",
    "127。0。0。1",
    "localhost",
    "LOCALHOST.",
    "0.0.0.0",
    "0",
    "10.1.2.3",
    "172.16.0.1",
    "192.168.0.1",
    "169.254.169.254",
    "100.64.0.1",
    "224.0.0.1",
    "240.0.0.1",
    "255.255.255.255",
    "[::]",
    "[::1]",
    "[::127.0.0.1]",
    "[::ffff:127.0.0.1]",
    "[::ffff:7f00:1]",
    "[::ffff:10.0.0.1]",
    "[64:ff9b::7f00:1]",
    "[2002:7f00:1::]",
    "[fe80::1]",
    "[fc00::1]",
    "[ff02::1]",
)


@for_each("host", PRIVATE)
def test_machines_of_private_networks_are_refused_in_every_spelling(host: str) -> None:
    told = refusal(f"http://{host}/", allow=Allowed())
    assert "in a private network, which is not fetched from" in told or "in an unusual spelling" in told


@for_each("host", ["93.184.216.34", "8.8.8.8", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808"])
def test_machines_of_the_public_internet_may_be_fetched_from(host: str) -> None:
    assert is_public(ip_address(host))


def test_what_the_settings_allow_is_fetched_by_name_and_by_number(server: Server) -> None:
    server.add("/own", answer(TEXT))
    for allow, host in (("localhost", "localhost"), ("127.0.0.0/8", "localhost"), ("127.0.0.1", "127.0.0.1")):
        assert fetch(server.address("/own", host), allow=Allowed.of([allow])).data == TEXT
    refused = fetch_refused(server.address("/own"), "localhost")
    assert 'allow = ["127.0.0.1"] into config.toml' in refused
    for nothing in ("", "a b", "http://a", "10.0.0.0/99", "a/b", "x:80"):
        with pytest.raises(ValueError):
            Allowed.of([nothing])


def fetch_refused(address: str, *allow: str) -> str:
    return refusal(address, allow=Allowed.of(allow))


def test_the_machine_that_was_looked_at_is_the_one_connected_to(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.add("/once", answer(TEXT))
    asked: list[str] = []
    looks_up = socket.getaddrinfo

    def counted(host: str, *args: object, **named: object) -> object:
        asked.append(host)
        return looks_up("127.0.0.1", *args, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(socket, "getaddrinfo", counted)
    found = fetch(server.address("/once", "intranet.example"), allow=Allowed.of(["intranet.example"]))
    assert found.data == TEXT
    assert asked == ["intranet.example"]
    assert f"Host: intranet.example:{server.port}".encode().lower() in server.requests[-1].lower()


def test_a_name_that_cannot_be_looked_up_is_told_and_one_that_takes_long_ends_with_the_deadline(
    monkeypatch: pytest.MonkeyPatch, server: Server
) -> None:
    def fails(*_: object, **__: object) -> object:
        raise socket.gaierror(socket.EAI_NONAME, "unknown")

    monkeypatch.setattr(socket, "getaddrinfo", fails)
    for name in ("https_proxy", "http_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    told = refusal("http://nowhere.example/")
    assert told.endswith("there is no host nowhere.example, or no way to it; check the address and your connection")
    with monkeypatch.context() as there:
        there.setenv("HTTPS_PROXY", "http://proxy.example:8080")
        assert "no proxy is used, though the environment names one: save the page" in refusal("http://nowhere.example/")
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: [server.stopped.wait(1)][:0])
    assert "within 0.2 seconds" in refusal("http://nowhere.example/", seconds=0.2)


def test_addresses_have_one_form() -> None:
    for text, form in {
        "HTTPS://Example.ORG": "https://example.org/",
        "https://example.org:443/a#b": "https://example.org/a",
        "http://example.org:8080": "http://example.org:8080/",
        "http://example.org./a?b=c%20d&e=ü": "http://example.org/a?b=c%20d&e=%C3%BC",
        "https://müller.example/straße": "https://xn--mller-kva.example/stra%C3%9Fe",
        "http://[2606:4700::1111]/": "http://[2606:4700::1111]/",
        "http://1.2.3.4/": "http://1.2.3.4/",
    }.items():
        assert str(parse(text)) == form
        assert str(parse(form)) == form


def test_without_the_package_that_fetches_its_name_and_how_to_get_it_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "httpx", None)
    told = refusal("https://courier.example/strike")
    assert told.startswith("https://courier.example/strike: addresses of the web need the Python package")
    assert "`httpx`" in told
    assert "pipx install" in told


def test_a_reading_is_stopped_between_chunks_by_who_watches_it(server: Server) -> None:
    server.add("/drops", _drip(server, b"HTTP/1.1 200 OK\r\n\r\n", b"word "))  # type: ignore[arg-type]
    seen = []

    def watch(done: int, of: int, name: str) -> None:
        seen.append((done, of, name))
        if len(seen) > 5:
            raise StoppedError

    with pytest.raises(StoppedError):
        read_articles(
            [server.address("/drops")], watch=watch, pages=lambda address, tick: fetch(address, allow=HERE, tick=tick)
        )
    assert {*seen} == {(0, 1, server.address("/drops"))}


# Encrypted


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate for localhost that signs itself, with its key, in one file."""
    from datetime import UTC, datetime

    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.x509.oid import NameOID

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(datetime(2020, 1, 1, tzinfo=UTC))
        .not_valid_after(datetime(2120, 1, 1, tzinfo=UTC))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path_factory.mktemp("certificate") / "both.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path.write_bytes(made.public_bytes(serialization.Encoding.PEM) + private)
    return path


@pytest.fixture(scope="module")
def encrypted(certificate: Path) -> Iterator[Server]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    with serving(context) as server:
        yield server


def test_an_encrypted_page_is_fetched_from_the_host_that_proves_its_name(encrypted: Server, certificate: Path) -> None:
    encrypted.add("/a", answer(TEXT))
    trusted = ssl.create_default_context(cafile=str(certificate))
    found = fetch(encrypted.address("/a", "localhost"), allow=HERE, trusted=trusted)
    assert found.data == TEXT
    with pytest.raises(NewsreaderError, match="its certificate does not prove"):
        fetch(encrypted.address("/a"), allow=HERE, trusted=trusted)
    with pytest.raises(NewsreaderError, match="its certificate does not prove"):
        fetch(encrypted.address("/a", "localhost"), allow=HERE)


def test_a_redirect_out_of_encryption_is_refused(encrypted: Server, server: Server, certificate: Path) -> None:
    encrypted.add("/plain", redirect(server.address("/to")))
    trusted = ssl.create_default_context(cafile=str(certificate))
    with pytest.raises(NewsreaderError, match="leads from https: to http:"):
        fetch(encrypted.address("/plain", "localhost"), allow=HERE, trusted=trusted)


def test_a_server_that_does_not_speak_tls_is_told_within_the_deadline(server: Server) -> None:
    told = refusal(f"https://127.0.0.1:{server.port}/", seconds=SECONDS)
    assert "no connection" in told or "within 0.4 seconds" in told
