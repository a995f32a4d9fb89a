"""Which optional recognisers read, and what is done before they do: a model is asked only if that is agreed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from ...errors import DataError, Unavailable, UsageError
from ...graph.parallel import each
from ..extraction import Extraction
from ..pipeline import extract_article
from ..texts.reading import read_source
from .asking import Asked, Estimate, ask_all, estimate, missing_parts, tokens_to_send
from .lac import Lac
from .model import LanguageModel
from .recogniser import Recogniser, in_order
from .settings import ModelSettings


def _refuse(_: Estimate) -> bool:
    return False


def _silent(_: str) -> None:
    return


def _nothing(_: Asked) -> None:
    return


@dataclass(frozen=True, slots=True)
class Recognition:
    """Optional recognisers as one run uses them.

    Parameters
    ----------
    recognisers : tuple of Recogniser
        In the order in which they run; empty for none.
    model : ModelSettings or None
        Of ``llm``.
    approve : callable
        Told what asking would cost; nothing is sent unless it says True.
    say : callable
        Is told what is sent and what came of it, line by line.
    done : callable
        Is given what asking came to, once it is over.
    """

    recognisers: tuple[Recogniser, ...] = ()
    model: ModelSettings | None = None
    approve: Callable[[Estimate], bool] = field(default=_refuse, compare=False)
    say: Callable[[str], None] = field(default=_silent, compare=False)
    done: Callable[[Asked], object] = field(default=_nothing, compare=False)

    @property
    def settings(self) -> str:
        """What the answers depend on; empty where no recogniser is chosen."""
        return "; ".join(f"{r.name} {r.version}" for r in self.recognisers)

    def prepare(self, paths: Sequence[Path]) -> Asked | None:
        """Do what has to be done before files are read: ask the language model, if it is one of the recognisers.

        Parameters
        ----------
        paths : sequence of Path
            The files that will be read; those that will be refused are passed over.

        Returns
        -------
        Asked or None
            None where nothing had to be asked.

        Raises
        ------
        UsageError
            If it is not agreed to.
        Unavailable
            If the service refuses whatever it is asked.
        """
        if self.model is None or not any(r.name == "llm" for r in self.recognisers):
            return None
        before = tuple(r for r in self.recognisers if r.name != "llm")
        measure = partial(_measured, recognisers=before, model=self.model.model)
        planned = estimate(each(measure, paths), self.model)
        for line in planned.lines():
            self.say(line)
        if not planned.requests:
            return None
        if not self.approve(planned):
            raise UsageError("llm: nothing was sent, for it was not agreed to; add --yes, or leave llm out")
        asked = ask_all(_readings(paths, before), self.model)
        for line in asked.lines():
            self.say(line)
        self.done(asked)
        return asked


def choose(
    *names: str,
    model: ModelSettings | None = None,
    approve: Callable[[Estimate], bool] = _refuse,
    say: Callable[[str], None] = _silent,
    done: Callable[[Asked], object] = _nothing,
) -> Recognition:
    """Choose recognisers by name.

    Parameters
    ----------
    *names : str
        ``lac``, ``llm``.
    model : ModelSettings, optional
        Needed for ``llm``.
    approve, say, done : callable
        See `Recognition`.

    Raises
    ------
    UnknownName
        If one is none.
    UsageError
        If ``llm`` is chosen without its settings.
    MissingExtra
        If a part that one needs is not installed.

    Examples
    --------
    >>> choose().settings
    ''
    >>> choose("llm", model=ModelSettings("https://example.org/v1", "m")).settings
    'llm 1 prompt 1 m https://example.org/v1'
    """
    made: list[Recogniser] = []
    for name in in_order(names):
        if name == "lac":
            made.append(Lac())
        elif model is None:
            raise UsageError("llm: --llm-url and --llm-model are missing; add the service and the model")
        else:
            made.append(LanguageModel(model.model, model.url))
    chosen = Recognition(tuple(made), model, approve, say, done)
    _ = chosen.settings  # a part that is missing is told now, not once for each file
    return chosen


def _measured(path: Path, recognisers: tuple[Recogniser, ...], model: str) -> tuple[list[int], int]:
    """Tokens of each part of a file that has no answer yet, and how many have one."""
    extraction = _reading(path, recognisers)
    if extraction is None:
        return [], 0
    missing, kept = missing_parts(extraction, model)
    return [tokens_to_send(part) for part in missing], kept


def _readings(paths: Iterable[Path], recognisers: tuple[Recogniser, ...]) -> Iterator[Extraction]:
    return (found for path in paths if (found := _reading(path, recognisers)) is not None)


def _reading(path: Path, recognisers: tuple[Recogniser, ...]) -> Extraction | None:
    """A file as read before anything is sent; None for a table, and for what the run itself will refuse."""
    try:
        source = read_source(path)
        return None if source.media == "table" else extract_article(source, recognisers)
    except Unavailable:
        raise
    except (DataError, OSError):
        return None
    except Exception:  # ours; the run itself tells it with the file's name
        return None
