"""What a release says of itself to people: README, licences, how to cite it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from .about import LICENCES, About, Creator
from .layers import AMONG_CLAIMS, LAYERS

_NOT_NAMED = "not named; ask the creators"


def described(counts: Mapping[str, int]) -> str:
    """What the release is, in two sentences.

    Examples
    --------
    >>> described({"claims": 3, "documents": 2, "entities": 4})
    'A knowledge graph of policing mechanisms and organisations in China: 3 claims of 2 documents about 4 entities. \
Every claim says what its document reports and points to its place there; no text of a document is in it.'
    """
    return (
        f"A knowledge graph of policing mechanisms and organisations in China: {counts['claims']} claims of "
        f"{counts['documents']} documents about {counts['entities']} entities. Every claim says what its document "
        "reports and points to its place there; no text of a document is in it."
    )


def cited(about: About) -> str:
    """The release as a reference.

    Examples
    --------
    >>> cited(About("1.0", "2026-11-30", "A graph", creators=(Creator("Li", "M."),), doi="10.5072/a"))
    'Li, M. (2026). A graph (version 1.0) [Data set]. https://doi.org/10.5072/a'
    """
    who = "; ".join(c.whole for c in about.creators)
    parts = [f"{who} ({about.date[:4]})." if who else "", f"{about.title} (version {about.version}) [Data set]."]
    if not who:
        parts.append(f"{about.date[:4]}.")
    parts += [f"{about.publisher}." if about.publisher else "", f"https://doi.org/{about.doi}" if about.doi else ""]
    return " ".join(filter(None, parts))


def citation_file(about: About, description: str) -> str:
    """``CITATION.cff``; without creators the entity is called anonymous, for the format demands one.

    References
    ----------
    Citation File Format 1.2.0, DOI 10.5281/zenodo.5171937.

    Examples
    --------
    >>> print(citation_file(About("1.0", "2026-11-30", "A graph", "CC-BY-4.0"), "Claims."))
    cff-version: 1.2.0
    message: "If you use this dataset, please cite it as below."
    type: dataset
    title: "A graph"
    version: "1.0"
    date-released: "2026-11-30"
    authors:
      - name: "anonymous"
    abstract: "Claims."
    license: CC-BY-4.0
    <BLANKLINE>
    """

    def lines() -> Iterator[str]:
        yield "cff-version: 1.2.0"
        yield 'message: "If you use this dataset, please cite it as below."'
        yield "type: dataset"
        yield f"title: {_quoted(about.title)}"
        yield f"version: {_quoted(about.version)}"
        yield f"date-released: {_quoted(about.date)}"
        yield "authors:"
        for c in about.creators or (Creator(name="anonymous"),):
            yield from _author(c)
        yield f"abstract: {_quoted(description)}"
        if about.doi:
            yield f"doi: {_quoted(about.doi)}"
        if about.licence in LICENCES:
            yield f"license: {about.licence}"
        elif about.licence:
            yield f"license-url: {_quoted(about.licence)}"

    return "\n".join(lines()) + "\n"


def _author(c: Creator) -> Iterator[str]:
    named = {"family-names": c.family, "given-names": c.given} if c.family else {"name": c.name}
    named |= {"affiliation": c.affiliation} if c.family else {}
    named |= {"orcid": f"https://orcid.org/{c.orcid}" if c.orcid else ""}
    filled = [(key, value) for key, value in named.items() if value]
    for n, (key, value) in enumerate(filled):
        yield f"{'  - ' if n == 0 else '    '}{key}: {_quoted(value)}"


def _quoted(text: str) -> str:
    """A string as YAML reads it: JSON's strings are YAML's."""
    return json.dumps(text, ensure_ascii=False)


def licences(about: About) -> str:
    """``LICENCES.md``: each layer with its licence."""

    def row(name: str, what: str, licence: str) -> str:
        address = LICENCES.get(licence, licence)
        shown = f"[{licence}]({address})" if address else _NOT_NAMED
        return f"| {name} | {what} | {shown} |"

    rows = [row(f"{name}: {layer.where}", layer.what, layer.licence or about.licence) for name, layer in LAYERS.items()]
    rows += [
        row(name, what, licence) if licence else f"| {name} | {what} | their own |"
        for name, what, licence in AMONG_CLAIMS
    ]
    return "\n".join(["# Licences", "", "| layer | what | licence |", "|---|---|---|", *rows]) + "\n"


def readme(
    about: About,
    digest: str,
    counts: Mapping[str, int],
    ontology: str,
    software: str,
    since: Mapping[str, str],
    changes: Mapping[str, int],
) -> str:
    """``README.md``: what is in the release, how to cite and to prove it, what changed."""

    def lines() -> Iterator[str]:
        yield f"# {about.title}, version {about.version}\n"
        yield described(counts)
        yield "The documents are news and reports of the bodies that they praise; the graph says what they report, not"
        yield "that it is so.\n"
        yield "| | |\n|---|---|"
        yield f"| date | {about.date} |"
        yield f"| digest of the dataset | `{digest}` |"
        yield from (f"| {name} | {n:,} |" for name, n in counts.items())
        yield f"| ontology | {ontology} |"
        yield f"| made with | {software} |"
        yield "\n## How to cite it\n"
        yield f"> {cited(about)}\n"
        yield "`CITATION.cff`, `datacite.json`, `datacite.xml` and `ro-crate-metadata.json` say the same to programs."
        yield "Cite a claim by its IRI, `https://w3id.org/policing-kg/claim/ID`, with this version.\n"
        yield "## What is in it\n"
        yield "| | |\n|---|---|"
        yield "| `data/*.parquet` | documents, claims, evidence and entities, in 16 parts by document |"
        yield "| `data/decisions.jsonl` | reviewers' decisions, in their order |"
        yield "| `graph.nq` | the graph as sorted N-Quads: facts, claims, evidence, descriptions |"
        yield "| `redirects.csv` | identifiers that another one stands for now |"
        yield "| `tombstones.csv` | identifiers of earlier releases that are no more |"
        if since:
            yield "| `changes.csv` | what differs from the release before, claim by claim |"
        yield "| `ontology/`, `codebook/`, `queries/` | what the terms mean, how to code by hand, named questions |"
        yield "| `LICENCES.md` | the licence of each layer |"
        yield "| `manifest.json`, `SHA256SUMS` | each file with its hash |\n"
        yield "No text of a document is in it, no name of a person who is written about, no hash of an unmasked text."
        yield "Offsets still lead to a name where a page is online.\n"
        yield "## Proving and using it\n"
        yield "```sh\nsha256sum -c SHA256SUMS\npolicing-kg verify .\npolicing-kg restore . --into KG\n```"
        if since:
            yield f"\n## Since version {since['version']}\n\n| | |\n|---|---|"
            yield from (f"| {name} | {n:,} |" for name, n in changes.items())

    return "\n".join(lines()) + "\n"
