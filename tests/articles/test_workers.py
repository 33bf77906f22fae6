"""Work in processes beside the program: answers in order, deaths told, and nothing left behind."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest

from articles.clean import paragraphs
from articles.model import Kind
from articles.read import read_articles
from articles.readers import extractor, html
from articles.workers import Pool, Worker, WorkerDiedError, share_out

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SERVING = "tests.articles.serving"
TEXT = "Fourteen people were hurt on Thursday when a ferry struck the eastern pier, the harbour office said."
PAGE = (
    f"<!DOCTYPE html><html><head><title>Ferry strikes pier</title></head><body><h1>Ferry strikes pier</h1><p>{TEXT}</p>"
)


@pytest.fixture(autouse=True)
def _no_worker_left() -> Iterator[None]:
    yield
    extractor.close()
    extractor._voice.worker = None


def test_a_worker_answers_one_request_after_another_whatever_it_prints() -> None:
    worker = Worker(SERVING, "serve_capitals")
    answers = []
    for request in (b"one", b"x" * 1_000_000, b""):
        writing = threading.Thread(target=worker.ask, args=(request,))
        writing.start()
        answers.append(worker.answer())
        writing.join()
    worker.end()
    assert answers == [b"ONE", b"X" * 1_000_000, b""]


def test_a_worker_that_dies_is_told() -> None:
    worker = Worker(SERVING, "serve_capitals")
    worker.ask(b"die")
    with pytest.raises(WorkerDiedError):
        worker.answer()
    worker.end()


def test_work_is_shared_out_and_comes_back_in_order_but_for_what_a_worker_died_of() -> None:
    things = ["one", "two", "die", "three", "four"]
    made = share_out(
        len(things),
        lambda number: things[number] if number == 1 else things[number].encode(),
        lambda number, answer: f"lost {number}" if answer is None else answer.decode(),
        Pool(SERVING, "serve_capitals", 2),
    )
    assert made == ["ONE", "two", "lost 2", "THREE", "FOUR"]


def test_what_stops_the_sharing_stops_the_workers() -> None:
    pool = Pool(SERVING, "serve_capitals", 2)
    started: list[Worker] = []

    def begin(number: int) -> bytes:
        started.extend(pool._busy)
        if number == 2:
            raise KeyboardInterrupt
        return b"one"

    with pytest.raises(KeyboardInterrupt):
        share_out(3, begin, lambda _, answer: answer or b"", pool)
    assert started
    assert [worker for worker in started if worker._process.poll() is None] == []


def test_a_page_on_which_the_extractor_overruns_is_read_by_rules(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extractor, "has_library", lambda _: True)
    monkeypatch.setattr(extractor, "Worker", lambda *_: Worker(SERVING, "serve_an_endless_extractor"))
    reading = html.read_page(PAGE)
    assert extractor.OVERRUN in reading.notices
    kinds = {p.shown: p.kind for p in paragraphs(reading.blocks, reading.title)}
    assert (kinds["Ferry strikes pier"], kinds[TEXT]) == (Kind.HEADLINE, Kind.BODY)


def test_no_extractor_is_asked_where_there_is_none_or_the_page_is_too_much(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extractor, "Worker", lambda *_: pytest.fail("a worker was started"))
    too_deep = "<div>" * (extractor.DEEPEST + 1) + PAGE
    assert html.read_page(too_deep).notices == ()
    monkeypatch.setattr(extractor, "LONGEST_PAGE", 10)
    assert html.read_page(PAGE).notices == ()
    monkeypatch.undo()
    monkeypatch.setattr(extractor, "has_library", lambda _: False)
    monkeypatch.setattr(extractor, "Worker", lambda *_: pytest.fail("a worker was started"))
    assert html.read_page(PAGE).notices == ()


def test_many_files_are_read_by_workers_in_their_order(tmp_path: Path) -> None:
    for number in range(9):
        (tmp_path / f"{number}.html").write_text(PAGE.replace("eastern", f"eastern {number}"))
    (tmp_path / "3a.txt").write_text(f"Talks fail\n\n{TEXT}\n")
    (tmp_path / "4a.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    (tmp_path / "5a.html").write_text("<html></html>")
    seen: list[str] = []
    found = read_articles([str(tmp_path)], watch=lambda done, of, name: seen.append(f"{done}/{of} {name[-6:]}"))
    assert [article.source for article in found.articles] == [
        *(f"{number}.html" for number in range(4)),
        "3a.txt",
        *(f"{number}.html" for number in range(4, 9)),
    ]
    assert [notice.partition(": ")[2] for notice in found.notices] == [
        "not text but an image",
        "a web page without text",
    ]
    assert (len(seen), seen[0]) == (12, "0/12 0.html")
    assert all(article.version.original.startswith((b"<!DOCTYPE", b"Talks")) for article in found.articles)
    alone = read_articles([str(tmp_path / "7.html")]).articles[0]
    assert alone == next(article for article in found.articles if article.source == "7.html")


def test_what_a_worker_dies_of_is_read_in_the_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("articles.read._WORKER", (SERVING, "serve_nothing"))
    for number in range(8):
        (tmp_path / f"{number}.html").write_text(PAGE)
    found = read_articles([str(tmp_path)])
    assert [article.notices for article in found.articles] == [(extractor.OVERRUN,)] * 8
