"""The verbs of policing-kg in Python that open a dataset or a batch, under the command line's names.

With `build`, `export`, `stats` and `doctor`, which stand in their own rooms, they are the package's face.  Each imports
what it needs when it is used.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .errors import DataError, UsageError
from .opening import Path_, open, opened

if TYPE_CHECKING:
    from .graph.citation import Citation
    from .graph.profile import Profile
    from .loaders.evaluation import Evaluation
    from .loaders.recognisers.recognition import Recognition
    from .queries import Query, Result
    from .queries.runner import Given

__all__ = ["ask", "catalogue", "cite", "cypher", "evaluate", "extract", "show", "sparql", "view"]


def extract(
    *sources: Path_, strict: bool = False, recognition: Recognition | None = None
) -> Iterator[dict[str, Any] | DataError]:
    """Extract files and the files of folders, each as one JSON-ready object.

    Parameters
    ----------
    *sources : path-like
    strict : bool
        Whether the first refusal is raised.
    recognition : Recognition, optional
        Optional recognisers; see `policing_kg.loaders.recognisers.recognition.choose`.

    Yields
    ------
    dict or DataError
        The object of GUIDE.md's format with ``more``, without the name of a person; or why a file was refused.

    Raises
    ------
    DataError
        With `strict`, the first refusal.

    Examples
    --------
    >>> [str(refused) for refused in extract("no/such.txt")]
    ['no/such.txt: there is no such file or folder; check the path']
    """
    from .loaders.batch import extract_files

    for _, read in extract_files(sources, recognition):
        if strict and isinstance(read, DataError):
            raise read
        yield read


def evaluate(gold: Path_, *sources: Path_, by: str = "", leave_one_out: bool = False) -> Evaluation:
    """Score extractions against annotated documents.

    Parameters
    ----------
    gold : path-like
        A folder of annotated documents (``ID.json``), or one of them.
    *sources : path-like
        Texts to extract, or ``.jsonl`` files of earlier extractions.

    by : str
        Empty, or ``type``, ``document`` or ``rule``: each row is followed by its parts.
    leave_one_out : bool
        Whether each text is extracted without the vocabulary that only it attests among the sources.

    Returns
    -------
    Evaluation
        A score for each row; annotated documents without an extraction count as missed.

    Raises
    ------
    DataError
        If a file cannot be read, or an annotation lacks what the guide demands.
    UsageError
        If nothing annotated is found, or the breakdown is not known.
    """
    from .loaders.evaluation import BREAKDOWNS, Evaluation, evaluate_records, persons_found
    from .loaders.gold import read_gold, read_records
    from .loaders.leave_one_out import leave_one_out as without

    if by and by not in BREAKDOWNS:
        raise UsageError(f"{by}: not a breakdown; use {', '.join(BREAKDOWNS)}")
    annotated = {record["id"]: record for record in read_gold(Path(gold))}
    ready = [Path(s) for s in sources if Path(s).suffix in (".jsonl", ".json")]
    found = {record["id"]: record for path in ready for record in read_records(path)}
    texts = [s for s in sources if Path(s) not in ready]
    extracted = without(texts) if leave_one_out else extract(*texts, strict=True)
    found |= {record["id"]: record for record in extracted if not isinstance(record, DataError)}
    return Evaluation(tuple(evaluate_records(annotated, found, by)), tuple(persons_found(annotated, found)))


def ask(
    query: str,
    /,
    *,
    kg: Path_ = "",
    engine: str = "",
    to: str = "",
    endpoint: str = "",
    user: str = "",
    password: str = "",
    timeout: float = 60,
    **parameters: Given,
) -> Result:
    """Ask a question of the catalogue.

    Parameters
    ----------
    query : str
        Name of the query; see `catalogue`.
    kg : path-like
        Folder of the dataset.
    engine : str
        ``rdf`` or ``cypher``: which of the two embedded databases answers; ``neo4j``: the server that ``to`` names.
        The rows are the same.  By default ``neo4j`` where a server is named, else ``rdf``.
    to : str
        Address of a Neo4j server to which the dataset was synchronised: ``bolt://HOST:7687``.  Who logs in says the
        environment: NEO4J_USERNAME, NEO4J_PASSWORD.
    endpoint : str
        Address of a SPARQL 1.1 endpoint that holds the dataset, in place of a folder; see `connect`.
    user, password : str
        Who logs in at the endpoint, if not who the environment names.
    timeout : float
        Seconds after which a request to the endpoint is given up.
    **parameters : str or list of str
        Values as a person types them.

    Returns
    -------
    Result
        Typed rows, each with its claims and their places in the sources.

    Raises
    ------
    UsageError
        If the query, a parameter, a value or the engine is unknown, ambiguous or missing.
    MissingExtra
        If the engine is not installed.
    Unavailable
        If the server does not answer, or does not hold this state of the dataset.
    """
    if to and engine not in ("", "neo4j"):
        raise UsageError(f"engine {engine}: it is in process; leave out the server, or ask the engine neo4j")
    with opened(kg, endpoint, user=user, password=password, timeout=timeout) as graph:
        if to:
            graph.connect(to)
        return graph.ask(query, engine=engine or ("neo4j" if to else "rdf"), **parameters)


def catalogue(name: str = "") -> list[Query]:
    """The catalogue of named queries, or the one that is named.

    Parameters
    ----------
    name : str, optional

    Returns
    -------
    list of Query

    Examples
    --------
    >>> [query.area for query in catalogue("chain")]
    ['hierarchy']
    """
    from .queries import find_query, load_catalogue

    return [find_query(name)] if name else list(load_catalogue().values())


def sparql(
    text: str,
    *,
    kg: Path_ = "",
    endpoint: str = "",
    user: str = "",
    password: str = "",
    timeout: float = 60,
    memory: int = 2048,
) -> Result:
    """Ask a free, read-only SPARQL query; see `ask` for the other parameters.

    Parameters
    ----------
    text : str
        SPARQL 1.1; the prefixes of the ontology are declared.
    kg : path-like
    endpoint, user, password : str
        As for `ask`.
    timeout : float
        Seconds after which the query is stopped.
    memory : int
        MB that the process which answers may take; of an endpoint nobody bounds it.

    Returns
    -------
    Result

    Raises
    ------
    UsageError
        If the text cannot be read, is an update, or reaches beyond the dataset.
    QueryStopped
        If it passes a limit.
    """
    with opened(kg, endpoint, user=user, password=password, timeout=timeout) as graph:
        return graph.sparql(text, timeout=timeout, memory=memory)


def cypher(text: str, *, kg: Path_, timeout: float = 60, memory: int = 2048) -> Result:
    """Ask a free, read-only Cypher query; see `ask` for the other parameters.

    Parameters
    ----------
    text : str
        Cypher; docs/mapping.md lists labels, relationship types and properties.
    kg : path-like
    timeout : float
        Seconds after which the query is stopped; making the database, which the first question does, is not counted.
    memory : int
        MB that the process which answers may take.

    Returns
    -------
    Result

    Raises
    ------
    UsageError
        If the text cannot be read, writes, or reaches beyond the dataset.
    QueryStopped
        If it passes a limit.
    MissingExtra
        If the embedded Cypher engine is not installed.
    """
    with open(kg) as graph:
        return graph.cypher(text, timeout=timeout, memory=memory)


def show(name: str, *, kg: Path_) -> Profile:
    """One entity: its names, hierarchy, links, figures, and the places in sources that say so.

    Parameters
    ----------
    name : str
        IRI, code, name, alias, short name, English or pinyin.
    kg : path-like

    Returns
    -------
    Profile

    Raises
    ------
    UnknownName, AmbiguousName
        With the nearest names, or the candidates.
    """
    with open(kg) as graph:
        return graph.entity(name).profile


def cite(name: str, *, kg: Path_) -> tuple[Citation, ...]:
    """The documents that carry a claim or an entity, ready to be cited.

    Parameters
    ----------
    name : str
        A claim's id or IRI, or an entity as for `show`.
    kg : path-like

    Returns
    -------
    tuple of Citation
        One for each document; `policing_kg.graph.citation_styles.write_citations` writes them in a style.
    """
    with open(kg) as graph:
        return graph.cite(name)


def view(name: str, /, *, kg: Path_, out: Path_, **parameters: Given) -> Path:
    """Write a view as one HTML file that makes no network request.

    Parameters
    ----------
    name : str
        Name of the view.
    kg : path-like
    out : path-like
        The file to write.
    **parameters : str or list of str

    Returns
    -------
    Path
        The file.
    """
    from .viz import write_view

    with open(kg) as reader:
        return write_view(reader, name, parameters, Path(out))
