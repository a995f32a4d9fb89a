"""Opening a dataset in Python: that of a folder, or the one that an endpoint holds."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from .errors import UsageError

if TYPE_CHECKING:
    from .queries import KnowledgeGraph
    from .queries.remote import RemoteKnowledgeGraph

__all__ = ["connect", "open"]

Path_ = str | os.PathLike[str]


def open(kg: Path_) -> KnowledgeGraph:
    """Open a dataset for many questions and for lookups; use it in ``with``.

    Parameters
    ----------
    kg : path-like
        Folder of the dataset.

    Returns
    -------
    KnowledgeGraph
        Gives entities by name, asks the catalogue and free queries, searches and cites.

    Raises
    ------
    UsageError
        If the folder holds no dataset.

    Examples
    --------
    >>> open("kg?")
    Traceback (most recent call last):
    policing_kg.errors.UsageError: kg?: no dataset there; build one with: policing-kg build SOURCE --into kg?
    """
    from .queries import KnowledgeGraph

    return KnowledgeGraph(Path(kg))


def connect(endpoint: str, *, user: str = "", password: str = "", timeout: float = 60) -> RemoteKnowledgeGraph:
    """Open a dataset that an endpoint holds, for many questions and for lookups; use it in ``with``.

    Parameters
    ----------
    endpoint : str
        Address of a SPARQL 1.1 endpoint to which the dataset was exported: ``http://HOST:3030/DATASET/query``.
    user, password : str
        By default POLICING_KG_ENDPOINT_USER and POLICING_KG_ENDPOINT_PASSWORD of the environment; without a user, its
        POLICING_KG_ENDPOINT_TOKEN.
    timeout : float
        Seconds after which a request is given up.

    Returns
    -------
    RemoteKnowledgeGraph
        Answers as `open` does; ``reviewed`` and ``as_of`` need the dataset itself.

    Raises
    ------
    UsageError
        If it is no such address, or a password would go over the network unencrypted.

    Examples
    --------
    >>> connect("kg")
    Traceback (most recent call last):
    policing_kg.errors.UsageError: --endpoint: not an address; write http://HOST:3030/DATASET/query
    """
    from .queries import Limits
    from .queries.remote import Exchange, Login, RemoteKnowledgeGraph

    login = Login.of_environment(user, password)
    return RemoteKnowledgeGraph(Exchange(endpoint, login, Limits(timeout).seconds))


def opened(kg: Path_, endpoint: str, *, user: str = "", password: str = "", timeout: float = 60) -> KnowledgeGraph:
    """Open the dataset of a folder or of an endpoint, whichever is named.

    Raises
    ------
    UsageError
        If both are named, or neither.

    Examples
    --------
    >>> opened("", "")
    Traceback (most recent call last):
    policing_kg.errors.UsageError: no dataset is named; add --kg KG, or --endpoint URL
    """
    if endpoint and os.fspath(kg):
        raise UsageError(f"{os.fspath(kg)}: the endpoint holds a dataset of its own; name --kg or --endpoint")
    if endpoint:
        return connect(endpoint, user=user, password=password, timeout=timeout)
    if not os.fspath(kg):
        raise UsageError("no dataset is named; add --kg KG, or --endpoint URL")
    return open(kg)
