"""Every page that the explorer serves of a dataset, found by following its links."""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from urllib.parse import unquote, urlencode, urlsplit

sys.path.insert(0, str(Path(__file__).parents[1] / "viz" / "explorer"))

from running_site import running

_LINK = re.compile(r"(?:href|src|action)=\"(/[^\"#]*)")
# The same for every dataset, or pictures of answers.
_APART = ("/assets/", "/terms", "/ontology", "/plots/", "/views/ontology", "/query?")
ALL = urlencode({"query": "SELECT * WHERE { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }"})
FORMS = (f"/sparql?{ALL}", "/void", "/search?q=%E9%9D%92%E7%9F%B3", "/places")


def pages(kg: Path, most: int) -> Iterator[tuple[str, str]]:
    """Address and body of the pages that links lead to from the first page, and of some answers, each kind in turn.

    Parameters
    ----------
    kg : Path
        Folder of a dataset.
    most : int
        Pages at most.
    """
    with running(kg) as site:
        ahead, seen = ["/", *FORMS], {"/", *FORMS}
        read = Counter[str]()
        while ahead and read.total() < most:
            path = min(ahead, key=lambda link: read[_kind(link)])
            ahead.remove(path)
            read[_kind(path)] += 1
            answer = site.get(path, "text/html, application/sparql-results+json;q=0.5")
            yield path, unquote(path) + "\n" + answer.body.decode("utf-8", "replace")
            if answer.status in (301, 303):
                found = [answer.headers["location"]]
            else:
                found = _LINK.findall(answer.text) if answer.media == "text/html" else []
            for link in map(unescape, found):
                way = urlsplit(link).path
                if link not in seen and not way.startswith(_APART) and "lang=" not in link:
                    seen.add(link)
                    ahead.append(link)


def _kind(link: str) -> str:
    return re.split(r"[/?]", link)[1]
