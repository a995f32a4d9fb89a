"""The words of a Cypher text, so that what writes or reaches beyond the dataset is refused before it is asked."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ..errors import UsageError

_TOKEN = re.compile(
    r"""(?P<space>\s+|//[^\n]*|/\*.*?\*/)
    |(?P<string>'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")
    |(?P<name>`(?:[^`]|``)*`)
    |(?P<word>[^\W\d]\w*)
    |(?P<number>\d[\w.]*?(?=\.\.|[^\w.]|$))
    |(?P<sign>.)""",
    re.VERBOSE | re.DOTALL,
)
_BROKEN = "'\"`"
WRITING = frozenset(
    ("ALTER", "CREATE", "DELETE", "DENY", "DETACH", "DROP", "DRYRUN", "FOREACH", "GRANT", "INSERT", "MERGE", "REMOVE",
     "REVOKE", "SET")
)  # fmt: skip
BEYOND = {
    "USE": "USE asks another database",
    "SHOW": "SHOW is about the server",
    "TERMINATE": "TERMINATE is about the server",
}
_BEGINNINGS = ("", "{", "UNION", "ALL", "EXPLAIN", "PROFILE")  # what a statement or a sub-query begins after
PROCEDURES = frozenset({"db.labels", "db.relationshiptypes", "db.propertykeys"})
FUNCTIONS = frozenset({"date", "time", "datetime", "localtime", "localdatetime", "duration", "point"})


@dataclass(frozen=True, slots=True)
class Token:
    """One token: its kind (``string``, ``name``, ``word``, ``number``, ``sign``), text and place."""

    kind: str
    text: str
    start: int


def tokens(text: str) -> list[Token]:
    """Read a text into tokens, without space and comments.

    Raises
    ------
    UsageError
        If a string, a quoted name or a comment has no end; names the line and column.

    Examples
    --------
    >>> [t.text for t in tokens("RETURN 'a//b' AS `x y` // SET")]
    ['RETURN', "'a//b'", 'AS', '`x y`']
    """
    found: list[Token] = []
    for match in _TOKEN.finditer(text):
        kind, said = match.lastgroup or "", match.group()
        if kind == "sign" and (said in _BROKEN or text.startswith("/*", match.start())):
            raise UsageError(f"query: {_place(text, match.start())}: what begins with {said} has no end; close it")
        if kind != "space":
            found.append(Token(kind, said, match.start()))
    return found


def _place(text: str, at: int) -> str:
    line = text.count("\n", 0, at) + 1
    return f"line {line}, column {at - text.rfind(chr(10), 0, at)}"


def check_cypher(text: str) -> None:
    """Refuse what is not one reading question to this dataset.

    Parameters
    ----------
    text : str
        Cypher.

    Raises
    ------
    UsageError
        If it writes, reads files or addresses, calls a procedure that is not listed, or is more than one statement.

    Examples
    --------
    >>> check_cypher("MATCH (n:Place) WHERE n.name CONTAINS 'SET' RETURN n.set LIMIT 1")
    >>> check_cypher("LOAD CSV FROM 'file:///etc/passwd' AS line RETURN line")
    Traceback (most recent call last):
    policing_kg.errors.UsageError: query: line 1, column 1: LOAD CSV reads a file or an address; ask this dataset alone
    """
    found = tokens(text)
    if not found:
        raise UsageError("query: no text; write a Cypher query, e.g. MATCH (n:Body) RETURN n.name LIMIT 10")
    for n, token in enumerate(found):
        why = _wrong(found, n)
        if why:
            raise UsageError(f"query: {_place(text, token.start)}: {why}")


def _wrong(found: Sequence[Token], n: int) -> str:
    token = found[n]
    before = found[n - 1].text if n else ""
    after = found[n + 1].text if n + 1 < len(found) else ""
    if token.text == ";" and n + 1 < len(found):
        return "a second statement; ask one at a time"
    if token.text.upper() == "LOAD" and after.upper() == "CSV":
        return "LOAD CSV reads a file or an address; ask this dataset alone"
    if token.kind == "name" and before != "." and _called(found, n) and ("." in token.text or after == "."):
        return f"{_dotted(found, n)}() is no function here; use those of Cypher"
    if token.kind != "word" or before in (".", ":", "|", "&", "!", "$") or after == ":":
        return ""  # a property, a label, a parameter, the key of a map
    word = token.text.upper()
    if word in WRITING:
        return f"{word} writes, updates are not allowed; ask for reading (a name {token.text} goes into backticks)"
    if word in BEYOND and before.upper() in _BEGINNINGS:
        return f"{BEYOND[word]}; ask this dataset alone"
    if word == "CALL":
        name = _dotted(found, n + 1)
        if after not in ("{", "(") and name.lower() not in PROCEDURES:
            return f"CALL {name}: not one of the procedures {', '.join(sorted(PROCEDURES))}; ask this dataset alone"
        return ""
    if after == "." and _called(found, n) and word.lower() not in FUNCTIONS and not _after_call(found, n):
        return f"{_dotted(found, n)}() is no function here; use those of Cypher"
    return ""


def _dotted(found: Sequence[Token], n: int) -> str:
    """The name that begins at a token: ``db.labels``."""
    parts = []
    while n < len(found) and found[n].kind in ("word", "name"):
        parts.append(found[n].text.strip("`"))
        if n + 1 >= len(found) or found[n + 1].text != ".":
            break
        n += 2
    return ".".join(parts)


def _called(found: Sequence[Token], n: int) -> bool:
    """Whether the dotted name that begins at a token is followed by a bracket: a function or a procedure."""
    while n + 2 < len(found) and found[n + 1].text == "." and found[n + 2].kind in ("word", "name"):
        n += 2
    return n + 1 < len(found) and found[n + 1].text == "("


def _after_call(found: Sequence[Token], n: int) -> bool:
    return n > 0 and found[n - 1].text.upper() == "CALL"


def columns_of(text: str) -> list[str]:
    """Columns that a query returns, as far as its text tells; of ``RETURN *`` none.

    Examples
    --------
    >>> columns_of("MATCH (n) RETURN DISTINCT n.name, count(n, 1) AS `how many` ORDER BY n.name LIMIT 3")
    ['n.name', 'how many']
    """
    found = tokens(text)
    starts = [
        n for n, t in enumerate(found) if t.kind == "word" and t.text.upper() == "RETURN" and _depth(found, n) == 0
    ]
    items: list[list[Token]] = [[]]
    depth = 0
    for token in found[starts[-1] + 1 :] if starts else ():
        word = token.text.upper() if token.kind == "word" else ""
        if depth == 0 and (word in ("ORDER", "SKIP", "LIMIT", "UNION", "OFFSET") or token.text == ";"):
            break
        depth += {"(": 1, "[": 1, "{": 1, ")": -1, "]": -1, "}": -1}.get(token.text, 0)
        if depth == 0 and token.text == ",":
            items.append([])
        elif not (word == "DISTINCT" and items == [[]]):
            items[-1].append(token)
    return [_column(text, item) for item in items if item and item[0].text != "*"]


def _depth(found: Sequence[Token], n: int) -> int:
    return sum({"{": 1, "(": 1, "}": -1, ")": -1}.get(t.text, 0) for t in found[:n])


def _column(text: str, item: Sequence[Token]) -> str:
    if len(item) > 2 and item[-2].text.upper() == "AS":
        return item[-1].text.strip("`")
    return text[item[0].start : item[-1].start + len(item[-1].text)]
