"""What is written in a box: short names that stay different, in lines that fit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ..queries.statement import Statement
from .picture import Picture
from .plan import Plan

SIZE = 14  # pixels: height of the type, which is the width of a Chinese character
INSET = 18  # pixels of a box's width that bear no type


def short_labels(shown: Picture, plan: Plan) -> dict[str, str]:
    """Shorten names by what the unit above or the place asked for says already, where they stay different.

    Parameters
    ----------
    shown : Picture
    plan : Plan
        Says which node stands under which, and the places asked for.

    Returns
    -------
    dict of str to str
        Labels by IRI.
    """
    out = {}
    bodies = {node.label for node in shown.nodes.values() if node.kind == "police"}
    for iri, node in shown.nodes.items():
        name = node.label
        starts = [name[:n] for n in range(len(name) - 3, 0, -1) if name[:n] in bodies]
        for start in (*starts, *plan.places):
            if name.startswith(start) and len(name) - len(start) >= 3:
                name = name[len(start) :]
                break
        out[iri] = name
    alike = {i for group in _groups(out) for i in group if not _told_apart(group, plan.parents)}
    return {iri: shown.nodes[iri].label if iri in alike else label for iri, label in out.items()}


def distinctions(found: Picture) -> dict[str, str]:
    """Tell entities of one name apart by who reports them: publisher, date, document, else by another name or a number.

    Parameters
    ----------
    found : Picture

    Returns
    -------
    dict of str to str
        By IRI, for those alone whose full name another bears too.
    """
    said: dict[str, list[Statement]] = {iri: [] for iri in found.nodes}
    for link in found.links:
        for iri in {link.subject, link.object}:
            said[iri] += link.statements
    out: dict[str, str] = {}
    for group in _groups({iri: node.label for iri, node in found.nodes.items()}):
        numbers = [str(n) for n in range(1, len(group) + 1)]
        columns = (
            [min((s.source.publisher for s in said[i]), default="") for i in group],
            [min((s.source.published for s in said[i]), default="") for i in group],
            [min((s.source.document.label for s in said[i]), default="") for i in group],
            [next(iter(found.nodes[i].names), "") for i in group],
            [f"#{n}" for n in numbers],
        )
        chosen = next(c for c in columns if "" not in c and len(set(c)) == len(group))
        out.update(zip(group, chosen, strict=True))
    return out


def _groups(labels: Mapping[str, str]) -> list[list[str]]:
    """Those who bear one label."""
    borne: dict[str, list[str]] = {}
    for iri, label in labels.items():
        borne.setdefault(label, []).append(iri)
    return [group for group in borne.values() if len(group) > 1]


def _told_apart(group: Sequence[str], parents: Mapping[str, str]) -> bool:
    above = [parents.get(iri, "") for iri in group]
    return "" not in above and len(set(above)) == len(group)


def wrapped(text: str, width: float, most: int = 3) -> str:
    r"""Break a name into lines of about one length that fit a box.

    Parameters
    ----------
    text : str
    width : float
        Pixels.
    most : int
        Lines at most; what does not fit ends in an ellipsis.

    Returns
    -------
    str

    Examples
    --------
    >>> wrapped("警种部门支援派出所机制", 168)
    '警种部门支援\n派出所机制'
    """
    room = (width - INSET) / SIZE
    count = max(1, len(_filled(text, room)))
    rooms = (room * k / 20 for k in range(1, 21))
    lines = next(lines for r in rooms if len(lines := _filled(text, r)) <= count)
    if len(lines) > most:
        lines = _filled(text, room)[:most]
        lines[-1] = lines[-1][:-1] + "…"
    return "\n".join(lines)


def _filled(text: str, room: float) -> list[str]:
    lines, used = [""], 0.0
    for c in text:
        wide = 1.0 if ord(c) > 0x2E7F else 0.58
        if lines[-1] and used + wide > room:
            lines.append("")
            used = 0.0
        lines[-1] += c
        used += wide
    return lines


def wrapped_words(text: str, width: float, most: int = 3) -> str:
    r"""Break a text between its words into lines that fit a box.

    Parameters
    ----------
    text : str
    width : float
        Pixels.
    most : int
        Lines at most; what does not fit ends in an ellipsis.

    Returns
    -------
    str

    Examples
    --------
    >>> wrapped_words("Departments and organisations of it", 190)
    'Departments and\norganisations of it'
    """
    room = (width - INSET) / (SIZE * 0.58)
    lines = [""]
    for word in text.split(" "):
        if lines[-1] and len(lines[-1]) + 1 + len(word) > room:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    if len(lines) > most:
        lines[most - 1 :] = [lines[most - 1] + "…"]
    return "\n".join(wrapped(line, width, 1) for line in lines)


def stacked(parts: Sequence[str], width: float) -> str:
    r"""Join parts by middle dots, each whole in a line that fits a box.

    Parameters
    ----------
    parts : sequence of str
    width : float
        Pixels.

    Returns
    -------
    str

    Examples
    --------
    >>> stacked(["派驻", "每单位2名", "4半天/周"], 190)
    '派驻 · 每单位2名\n4半天/周'
    """
    room = (width - INSET) / SIZE
    lines: list[str] = []
    for part in parts:
        longer = f"{lines[-1]} · {part}" if lines else part
        if lines and len(_filled(longer, room)) == 1:
            lines[-1] = longer
        else:
            lines.append(wrapped(part, width, 2))
    return "\n".join(lines)
