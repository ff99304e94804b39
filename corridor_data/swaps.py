"""A folder of files replaced in one step: whoever looks sees all of the old or all of the new."""

from __future__ import annotations

import ctypes
import fcntl
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2  # linux/fs.h


def replace_folder(target: Path, files: Mapping[str, bytes]) -> None:
    """Make `target` a folder that holds exactly these files.

    The files are written beside it and forced to the disk first; then the two folders change names. A process killed at
    any point leaves the old folder whole (or, after the exchange, the new one) and at most a stray folder, which the
    next call removes.

    Where the system cannot exchange two names at once the old folder is moved aside for an instant; `settled` finds it
    there.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    staged = _beside(target, "new")
    with _alone(target.parent):
        _restore(target)
        shutil.rmtree(staged, ignore_errors=True)
        staged.mkdir()
        for name, content in files.items():
            _write(staged / name, content)
        _sync(staged)
        _swap(staged, target)
        _sync(target.parent)
        shutil.rmtree(staged, ignore_errors=True)
        shutil.rmtree(_beside(target, "old"), ignore_errors=True)


def settled(target: Path) -> Path:
    """Return where the files of `target` stand: there, or aside if a replacement was cut off between two renames."""
    aside = _beside(target, "old")
    return aside if aside.is_dir() and not target.exists() else target


def _beside(target: Path, what: str) -> Path:
    """Return the name of a working folder next to `target`."""
    return target.with_name(f".{target.name}.{what}")


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Keep other builds of the same folder waiting."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _restore(target: Path) -> None:
    """Put a folder back that a replacement left aside."""
    aside = settled(target)
    if aside != target:
        aside.rename(target)


def _write(path: Path, content: bytes) -> None:
    """Write a file and force it to the disk."""
    with path.open("wb") as handle:
        handle.write(content)
        handle.flush()
        os.fsync(handle.fileno())


def _sync(folder: Path) -> None:
    """Force the names in a folder to the disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _swap(staged: Path, target: Path) -> None:
    """Give the staged folder the name of the target; the old one, if any, gets a working name."""
    if not target.exists():
        staged.rename(target)
    elif not _exchange(staged, target):
        target.rename(_beside(target, "old"))
        staged.rename(target)


def _exchange(one: Path, other: Path) -> bool:
    """Exchange two names in one step; return False where the system or the file system cannot."""
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if rename is None:
        return False
    done = rename(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE)
    return int(done) == 0
