"""The error tree of policing-kg, on one screen.

::

    PolicingKGError            exit status 70: our own error unless a branch says otherwise
    ├── DataError              1   the data failed a check, or a file of the batch was refused
    │   ├── InputRefused       1   one file or path: missing, empty, binary, unreadable encoding, columns
    │   └── ClaimRefused       1   a claim without evidence, or whose evidence does not hold it
    ├── UsageError             2   a user's mistake: an unknown query, parameter, name or format
    │   ├── UnknownName        2   carries the nearest names
    │   ├── AmbiguousName      2   carries the candidates
    │   └── QueryStopped       2   a free query that passed its limit of time or memory
    └── Unavailable            3   a service, a lock or an optional part is not available
        ├── DatasetLocked      3   another process is writing the dataset
        └── MissingExtra       3   an optional dependency is not installed

Every message is one line: it names the input and the mend.
"""

from __future__ import annotations

from collections.abc import Sequence

# Blanks that a name may hold, and bytes of a path that are no UTF-8, which the terminal writes as they were (PEP 383).
_KEPT = frozenset("\u00a0\u3000") | {chr(c) for c in range(0xDC80, 0xDD00)}


def escaped(text: str, kept: str = "") -> str:
    r"""A text without characters that break a line, order or hide others, or command a terminal: they show as escapes.

    Parameters
    ----------
    text : str
    kept : str
        Characters that stay nevertheless.

    Examples
    --------
    >>> print(escaped("甲\x1b[2J\u202e乙"), escaped("a\tb", "\t") == "a\tb")
    甲\x1b[2J\u202e乙 True
    """
    if text.isprintable():
        return text
    plain = _KEPT.union(kept)
    return "".join(c if c.isprintable() or c in plain else c.encode("unicode_escape").decode() for c in text)


class PolicingKGError(Exception):
    """Root of every error that policing-kg raises on purpose.

    Attributes
    ----------
    exit_status : int
        The exit status of the command line when this error ends it.

    Examples
    --------
    >>> issubclass(InputRefused, PolicingKGError), InputRefused.exit_status
    (True, 1)
    """

    exit_status: int = 70

    def __str__(self) -> str:
        r"""One line whatever was named: characters that break a line, order or hide others are shown by their escapes.

        Examples
        --------
        >>> print(UsageError("两队\n一室: no such unit"))
        两队\n一室: no such unit
        """
        return escaped(super().__str__())

    def __reduce__(self) -> tuple[object, ...]:
        """Whole on its way back from another process, whatever the constructor of a branch asks for.

        Examples
        --------
        >>> import pickle
        >>> str(pickle.loads(pickle.dumps(InputRefused("a.txt", "is empty", "fill it"))))
        'a.txt: is empty; fill it'
        """
        return _restored, (type(self), self.args, dict(self.__dict__))


def _restored(branch: type[PolicingKGError], args: tuple[object, ...], fields: dict[str, object]) -> PolicingKGError:
    error = branch.__new__(branch)
    error.args = args
    error.__dict__.update(fields)
    return error


class DataError(PolicingKGError):
    """The data failed a check."""

    exit_status = 1


class InputRefused(DataError):
    """One file or path of a batch was refused; the rest of the batch goes on.

    Parameters
    ----------
    source : str
        The file or path as the user named it.
    reason : str
        What is wrong with it.
    mend : str
        What the user can do about it.

    Examples
    --------
    >>> str(InputRefused("a.txt", "the file is empty", "remove it or fill it"))
    'a.txt: the file is empty; remove it or fill it'
    """

    def __init__(self, source: str, reason: str, mend: str) -> None:
        self.source, self.reason, self.mend = source, reason, mend
        super().__init__(f"{source}: {reason}; {mend}")


class ClaimRefused(DataError):
    """A claim has no evidence, or its evidence does not hold what it says."""


class UsageError(PolicingKGError):
    """A user's mistake."""

    exit_status = 2


class UnknownName(UsageError):
    """A name that nothing in the graph bears.

    Parameters
    ----------
    name : str
        The name as typed.
    nearest : sequence of str
        The nearest names that exist, best first.
    what : str
        What was looked for, for the message.
    mend : str
        What to do where no name is near.

    Examples
    --------
    >>> print(UnknownName("蓝林分局", (), "body", "write it in full"))
    蓝林分局: unknown body; write it in full
    """

    def __init__(self, name: str, nearest: Sequence[str] = (), what: str = "name", mend: str = "") -> None:
        self.name, self.nearest = name, tuple(dict.fromkeys(nearest))
        hint = f"; did you mean {', '.join(self.nearest)}?" if self.nearest else f"; {mend}" if mend else ""
        super().__init__(f"{name}: unknown {what}{hint}")


class AmbiguousName(UsageError):
    """A name that several entities bear.

    Parameters
    ----------
    name : str
        The name as typed.
    candidates : sequence of (str, str)
        IRI and full name of each entity that bears it.
    """

    def __init__(self, name: str, candidates: Sequence[tuple[str, str]]) -> None:
        self.name, self.candidates = name, tuple(candidates)
        listed = ", ".join(f"{label} <{iri}>" for iri, label in self.candidates)
        super().__init__(f"{name}: ambiguous; name one of {listed}")


_NARROWER = "narrow its patterns, add LIMIT"


class QueryStopped(UsageError):
    """A free query, a question or a view passed its limit of time or memory and was stopped.

    Examples
    --------
    >>> str(QueryStopped.out_of_time(60))
    'query: stopped after 60 seconds; narrow its patterns, add LIMIT, or give more time with --timeout'
    """

    @classmethod
    def out_of_time(cls, seconds: float, what: str = "query", mend: str = _NARROWER) -> QueryStopped:
        """It ran longer than some seconds."""
        return cls(f"{what}: stopped after {seconds:g} seconds; {mend}, or give more time with --timeout")

    @classmethod
    def short_of_memory(cls, megabytes: int, what: str = "query", mend: str = _NARROWER) -> QueryStopped:
        """It needed more memory than some MB, or its process was ended from outside."""
        return cls(f"{what}: stopped, more than {megabytes} MB needed; {mend}, or raise --memory")


class Unavailable(PolicingKGError):
    """A service, a lock or an optional part is not available now."""

    exit_status = 3


class DatasetLocked(Unavailable):
    """Another process is writing the dataset."""


class MissingExtra(Unavailable):
    """An optional dependency is not installed.

    Parameters
    ----------
    part : str
        What needs it.
    extra : str
        The extra that brings it.
    """

    def __init__(self, part: str, extra: str) -> None:
        self.part, self.extra = part, extra
        super().__init__(f"{part} is not installed; run: pip install 'policing-kg[{extra}]'")
