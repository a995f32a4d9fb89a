"""From questions of the catalogue to what their rows rest on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ..queries.definition import selecting
from ..queries.reader import Reader
from ..queries.result import Named, Result, Value
from ..queries.runner import ask
from ..queries.statement import Statement, statements

Asked = Mapping[str, tuple[Value, ...]]  # parameter of a view → what was typed for it, resolved


def iris_of(asked: Asked, name: str) -> list[str]:
    """IRIs of the entities that a parameter names; none where it is not given."""
    return [value.iri for value in asked.get(name, ()) if isinstance(value, Named)]


def labels_of(asked: Asked, name: str) -> tuple[str, ...]:
    """Labels of the entities that a parameter names."""
    return tuple(value.label for value in asked.get(name, ()) if isinstance(value, Named))


def ask_for(reader: Reader, asked: Asked, name: str, /, **given: Sequence[str]) -> Result:
    """Ask a question of the catalogue of the claims that were asked for: all, those reviewed, those of a day.

    Parameters
    ----------
    reader : Reader
    asked : Asked
        What was asked of the view.
    name : str
        Of the question.
    **given : sequence of str
        Its parameters; those without a value are left out.
    """
    selected = {key: [str(value) for value in asked.get(key, ())] for key in selecting()}
    return ask(reader, name, {key: list(values) for key, values in (given | selected).items() if values})


def statements_behind(reader: Reader, asked: Asked, name: str, /, **given: Sequence[str]) -> list[Statement]:
    """Every claim that carries a row of the answer; see `ask_for`."""
    claims = {claim for row in ask_for(reader, asked, name, **given) for claim in row.claims}
    return list(statements(reader, claims).values())
