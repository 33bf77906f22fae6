"""Exported files: never half, never over another one unasked."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from annotations.exports.files import write_file
from articles.errors import NewsreaderError

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.mark.parametrize("force", [True, False])
def test_a_new_file_has_the_permissions_of_the_users_umask(tmp_path: Path, force: bool) -> None:
    before = os.umask(0o027)
    try:
        write_file(tmp_path / "a.csv", b"data", force=force)
    finally:
        os.umask(before)
    assert (tmp_path / "a.csv").read_bytes() == b"data"
    assert stat.S_IMODE((tmp_path / "a.csv").stat().st_mode) == 0o640
    assert [p.name for p in tmp_path.iterdir()] == ["a.csv"]


def test_a_file_that_is_there_stays_without_force(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"old")
    with pytest.raises(NewsreaderError, match=r"exists already.*--force"):
        write_file(tmp_path / "a.csv", b"new", force=False)
    assert (tmp_path / "a.csv").read_bytes() == b"old"


def test_with_force_it_is_replaced_and_keeps_its_permissions(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"old")
    (tmp_path / "a.csv").chmod(0o604)
    write_file(tmp_path / "a.csv", b"new", force=True)
    assert (tmp_path / "a.csv").read_bytes() == b"new"
    assert stat.S_IMODE((tmp_path / "a.csv").stat().st_mode) == 0o604


def test_with_force_a_links_target_is_replaced_and_the_link_stays(tmp_path: Path) -> None:
    (tmp_path / "real.csv").write_bytes(b"old")
    (tmp_path / "a.csv").symlink_to("real.csv")
    write_file(tmp_path / "a.csv", b"new", force=True)
    assert (tmp_path / "a.csv").is_symlink()
    assert (tmp_path / "real.csv").read_bytes() == b"new"


@pytest.mark.parametrize("force", [True, False])
@pytest.mark.parametrize(
    ("make", "what"),
    [
        (lambda path: path.symlink_to("nowhere"), "leads nowhere"),
        (lambda path: path.symlink_to("a.csv"), "leads nowhere"),
        (lambda path: path.mkdir(), "is a folder"),
        (os.mkfifo, "no ordinary file"),
    ],
)
def test_what_is_no_file_is_refused(tmp_path: Path, make: Callable[[Path], None], what: str, force: bool) -> None:
    make(tmp_path / "a.csv")
    with pytest.raises(NewsreaderError, match=what):
        write_file(tmp_path / "a.csv", b"new", force=force)
    assert [p.name for p in tmp_path.iterdir()] == ["a.csv"]


def test_a_missing_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(NewsreaderError, match="its folder does not exist"):
        write_file(tmp_path / "none" / "a.csv", b"new", force=False)


@pytest.mark.parametrize("force", [True, False])
def test_a_failed_write_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, force: bool) -> None:
    def full(fd: int, data: bytes) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "write", full)
    with pytest.raises(NewsreaderError, match="no space left on device; make room"):
        write_file(tmp_path / "a.csv", b"new", force=force)
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_comes_meanwhile_is_not_written_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.fsync

    def fsync(fd: int) -> None:
        (tmp_path / "a.csv").write_bytes(b"theirs")
        real(fd)

    monkeypatch.setattr(os, "fsync", fsync)
    with pytest.raises(NewsreaderError, match="exists already"):
        write_file(tmp_path / "a.csv", b"mine", force=False)
    assert (tmp_path / "a.csv").read_bytes() == b"theirs"
    assert [p.name for p in tmp_path.iterdir()] == ["a.csv"]


@pytest.mark.parametrize("comes", [True, False])
def test_a_place_without_hard_links_will_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, comes: bool) -> None:
    def link(source: Path, target: Path) -> None:
        if comes:
            Path(target).write_bytes(b"theirs")
        raise OSError(errno.EPERM, os.strerror(errno.EPERM))

    monkeypatch.setattr(os, "link", link)
    if comes:
        with pytest.raises(NewsreaderError, match="exists already"):
            write_file(tmp_path / "a.csv", b"mine", force=False)
    else:
        write_file(tmp_path / "a.csv", b"mine", force=False)
    assert (tmp_path / "a.csv").read_bytes() == (b"theirs" if comes else b"mine")
    assert [p.name for p in tmp_path.iterdir()] == ["a.csv"]
