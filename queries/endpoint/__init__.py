"""The SPARQL 1.1 Protocol over a dataset, whichever server carries it: requests, answers and the dataset's description.

A query is read, answered and written by a process of its own, within the limits of free queries.
"""

from .answer import write_answer
from .description import describe_dataset, describe_service, write_description
from .leaving import Leaving
from .media import GRAPHS, ROWS, negotiated
from .processes import Processes, Written
from .protocol import Operation, Refused, read_operation
from .resource import quads_about, replaced_by, write_resource

__all__ = [
    "GRAPHS",
    "ROWS",
    "Leaving",
    "Operation",
    "Processes",
    "Refused",
    "Written",
    "describe_dataset",
    "describe_service",
    "negotiated",
    "quads_about",
    "read_operation",
    "replaced_by",
    "write_answer",
    "write_description",
    "write_resource",
]
