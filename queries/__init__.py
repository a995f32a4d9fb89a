"""The queries room: named questions as data, asked of one dataset and answered with their places in the sources.

It asks `graph`; `viz` and the command line ask it.  A new question is a folder of `catalogue/` and touches no Python.
"""

from .arrow import parquet_bytes
from .cypher_text import check_cypher
from .definition import Column, Parameter, Query, find_query, load_catalogue
from .formats import FORMATS, as_json, lines_of
from .free import answer_sparql, check_query, sparql
from .free_cypher import cypher
from .knowledge_graph import KnowledgeGraph
from .limits import Limits
from .names import resolve_name
from .reader import Reader
from .result import Evidence, Named, Result, Row, Value
from .runner import EMBEDDED, ENGINES, ask

__all__ = [
    "EMBEDDED",
    "ENGINES",
    "FORMATS",
    "Column",
    "Evidence",
    "KnowledgeGraph",
    "Limits",
    "Named",
    "Parameter",
    "Query",
    "Reader",
    "Result",
    "Row",
    "Value",
    "answer_sparql",
    "as_json",
    "ask",
    "check_cypher",
    "check_query",
    "cypher",
    "find_query",
    "lines_of",
    "load_catalogue",
    "parquet_bytes",
    "resolve_name",
    "sparql",
]
