"""What the command line writes: results to standard output, everything else to standard error."""

from __future__ import annotations

import io
import os
import shutil
import signal
import socket
import sys
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import BinaryIO

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, Task, TextColumn, TimeRemainingColumn
from rich.text import Text

from .errors import Unavailable, escaped

Step = Callable[[int, int, str], None]


def prepare() -> None:
    """Make the three streams fit for use: UTF-8 whatever the locale, and the null device where one is closed."""
    for descriptor, name in enumerate(("stdin", "stdout", "stderr")):
        try:
            os.fstat(descriptor)
        except OSError:  # else the next file that is opened would become this stream
            os.open(os.devnull, os.O_RDWR)
        if getattr(sys, name) is None:
            mode = "r" if name == "stdin" else "w"
            setattr(sys, name, open(descriptor, mode, encoding="utf-8", closefd=False))  # noqa: SIM115 - a stream
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def typed(argument: str) -> str:
    """An argument as text, whatever the locale decoded it with; bytes that are not UTF-8 stay as they are.

    Examples
    --------
    >>> typed("西青区".encode().decode("ascii", "surrogateescape"))
    '西青区'
    """
    return argument.encode("utf-8", "surrogateescape").decode("utf-8", "surrogateescape")


def say(line: str) -> None:
    """Write one line to standard error; what is no text, as a name of a file may be, is written by its bytes.

    What commands a terminal or turns a line around is shown by its escape.
    """
    shown = line.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    sys.stderr.write(escaped(" ".join(shown.splitlines())) + "\n")


def put(lines: Iterable[str]) -> None:
    """Write lines to standard output, in UTF-8 whatever the locale.

    On a terminal, what commands it or turns a line around is shown by its escape; a file or a program gets it as it is.
    """
    seen = on_terminal()
    with _writing() as out:
        for line in lines:
            out.write(_on_screen(line) if seen else f"{line}\n".encode("utf-8", "surrogateescape"))


def _on_screen(line: str) -> bytes:
    shown = line.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    return f"{escaped(shown, chr(9) + chr(10))}\n".encode()


def put_bytes(data: bytes) -> None:
    """Write bytes to standard output."""
    with _writing() as out:
        out.write(data)


@contextmanager
def interruptible() -> Iterator[None]:
    """Let Ctrl-C end a verb that only reads at once, even while an engine computes and Python cannot answer."""
    heard, told = socket.socketpair()
    told.setblocking(False)
    before = signal.set_wakeup_fd(told.fileno(), warn_on_full_buffer=False)

    def wait() -> None:
        while number := heard.recv(1):
            if number[0] == signal.SIGINT:
                say("interrupted")
                os._exit(130)

    waiting = threading.Thread(target=wait, daemon=True)
    with heard, told:
        waiting.start()
        try:
            yield
        finally:
            signal.set_wakeup_fd(before)
            told.shutdown(socket.SHUT_RDWR)
            waiting.join()


def silence() -> None:
    """Let what is still to be written to standard output go nowhere."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


@contextmanager
def _writing() -> Iterator[BinaryIO]:
    out = sys.stdout.buffer
    try:
        yield out
        out.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        silence()
        raise Unavailable(f"standard output: cannot be written ({error.strerror}); make room there") from error


def on_terminal() -> bool:
    """Whether standard output is a terminal."""
    return sys.stdout.isatty()


def width() -> int | None:
    """Columns of the terminal; none where standard output is no terminal, so that nothing is cut."""
    return shutil.get_terminal_size().columns if on_terminal() else None


def table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    r"""Lay out rows under a header, Chinese characters two columns wide.

    Examples
    --------
    >>> print("\n".join(table(("name", "n"), [("派出所", "3"), ("a", "12")])))
    name    n
    派出所  3
    a       12
    """
    whole = [list(header), *(list(map(str, row)) for row in rows)]
    widths = [max(_cells(row[i]) for row in whole) for i in range(len(header))]
    for row in whole:
        yield "  ".join(c + " " * (w - _cells(c)) for c, w in zip(row, widths, strict=True)).rstrip()


def _cells(text: str) -> int:
    return Text(text).cell_len


class _Rate(ProgressColumn):
    """Files a second."""

    def render(self, task: Task) -> Text:
        speed = task.finished_speed or task.speed
        return Text(f"{speed:.1f}/s" if speed else "")


@contextmanager
def progress(what: str) -> Iterator[Step | None]:
    """Show how far long work is, with its rate and remaining time; nothing where standard error is no terminal.

    Parameters
    ----------
    what : str
        What is counted.

    Yields
    ------
    callable or None
        To be called with the number done and the total.
    """
    if not sys.stderr.isatty():
        yield None
        return
    columns = (TextColumn(what), BarColumn(), MofNCompleteColumn(), _Rate(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=None)

        def step(done: int, total: int, _: str) -> None:
            bar.update(task, completed=done, total=total)

        yield step
