"""The queries room: named questions as data, asked of one dataset and answered with their places in the sources.

It asks `graph`; `viz` and the command line ask it.  A new question is a folder of `catalogue/` and touches no Python.
"""

from .cypher_text import check_cypher
from .definition import Column, Parameter, Query, find_query, load_catalogue
from .formats import FORMATS, as_json, lines_of
from .free import check_query, sparql
from .free_cypher import cypher
from .names import resolve_name
from .parquet import parquet_bytes
from .reader import Reader
from .result import Evidence, Named, Result, Row, Value
from .runner import ENGINES, ask

__all__ = [
    "ENGINES",
    "FORMATS",
    "Column",
    "Evidence",
    "Named",
    "Parameter",
    "Query",
    "Reader",
    "Result",
    "Row",
    "Value",
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
