"""What the command line writes: results to standard output, everything else to standard error."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, Task, TextColumn, TimeRemainingColumn
from rich.text import Text

Step = Callable[[int, int, str], None]


def say(line: str) -> None:
    """Write one line to standard error."""
    sys.stderr.write(" ".join(line.splitlines()) + "\n")


def put(lines: Iterable[str]) -> None:
    """Write lines to standard output, in UTF-8 whatever the locale."""
    out = sys.stdout.buffer
    for line in lines:
        out.write(f"{line}\n".encode("utf-8", "replace"))
    out.flush()


def put_bytes(data: bytes) -> None:
    """Write bytes to standard output."""
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


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
