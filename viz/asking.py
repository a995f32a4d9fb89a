"""From questions of the catalogue to what their rows rest on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from ..queries.reader import Reader
from ..queries.result import Named, Value
from ..queries.runner import ask
from ..queries.statement import Statement, statements

Asked = Mapping[str, tuple[Value, ...]]  # parameter of a view → what was typed for it, resolved


def iris_of(asked: Asked, name: str) -> list[str]:
    """IRIs of the entities that a parameter names; none where it is not given."""
    return [value.iri for value in asked.get(name, ()) if isinstance(value, Named)]


def labels_of(asked: Asked, name: str) -> tuple[str, ...]:
    """Labels of the entities that a parameter names."""
    return tuple(value.label for value in asked.get(name, ()) if isinstance(value, Named))


def statements_behind(reader: Reader, questions: Iterable[tuple[str, Mapping[str, Sequence[str]]]]) -> list[Statement]:
    """Every claim that carries a row of the answers to some questions.

    Parameters
    ----------
    reader : Reader
    questions : iterable of (str, mapping)
        Name of a question of the catalogue, and its parameters; those without a value are left out.
    """
    claims: set[str] = set()
    for name, given in questions:
        for row in ask(reader, name, {key: list(values) for key, values in given.items() if values}):
            claims.update(row.claims)
    return list(statements(reader, claims).values())
