"""The catalogue as pages: one a question, with its parameters, columns, SPARQL and Cypher."""

from __future__ import annotations

from collections.abc import Iterator

from collected import ROOT, Collection
from policing_kg.queries.definition import Query, load_catalogue

WORDS = {
    "en": {
        "catalogue": "Questions of the catalogue", "about": "about", "name": "name", "title": "title",
        "takes": "Parameters", "gives": "Columns of the answer", "parameter": "parameter", "column": "column",
        "type": "type", "what": "what it is", "required": "required", "yes": "yes", "ask": "Ask it",
        "none": "It takes no parameter.", "default": "if not given", "heading": "heading",
    },
    "zh": {
        "catalogue": "问题目录", "about": "方面", "name": "名称", "title": "标题",
        "takes": "参数", "gives": "答案的列", "parameter": "参数", "column": "列",
        "type": "类型", "what": "说明", "required": "必填", "yes": "是", "ask": "提问",
        "none": "此问题不需要参数。", "default": "为默认值", "heading": "列名",
    },
}  # fmt: skip


def add_questions(found: Collection, language: str) -> None:
    """Add a page for each question, and one that lists them."""
    queries = sorted(load_catalogue().values(), key=lambda q: (q.area, q.name))
    for query in queries:
        found.pages[f"questions/{query.name}.md"] = "\n".join(_page(query, language))
    words = WORDS[language]
    rows = [
        f"| {q.area} | [{q.name}]({q.name}.md) | {_said(q, 'title', language)} | {_said(q, 'question', language)} |"
        for q in queries
    ]
    head = f"| {words['about']} | {words['name']} | {words['title']} | |\n|---|---|---|---|"
    found.pages["questions/index.md"] = "\n".join([_introduction(found, language), head, *rows, ""])


def _introduction(found: Collection, language: str) -> str:
    """What the catalogue's own page says before it lists the questions; in Chinese the document of that name."""
    if language == "en":
        page = (ROOT / "queries" / "README.md").read_text("utf-8")
        kept = page.partition("\n## All questions")[0].split("\n\n")
        text = "\n\n".join(part for part in kept if not part.startswith("This page is written from"))
        return found.led("queries/README.md", "questions/index.md", text) + "\n\n## All questions\n"
    return found.pages.pop("questions.md")


def _said(query: Query, what: str, language: str) -> str:
    return str(getattr(query, f"{what}_{language}"))


def _page(query: Query, language: str) -> Iterator[str]:
    words = WORDS[language]
    other = "zh" if language == "en" else "en"
    yield f"# {_said(query, 'title', language)}\n"
    yield f"`{query.name}` · {_said(query, 'title', other)}\n"
    yield f"{_said(query, 'question', language)}\n"
    given = " ".join(f"{p.name}=…" for p in query.parameters if p.required)
    yield f"    policing-kg ask {query.name} {given + ' ' if given else ''}--kg KG\n"
    yield f"## {words['takes']}\n"
    if query.parameters:
        yield f"| {words['parameter']} | {words['type']} | {words['required']} | {words['what']} |\n|---|---|---|---|"
        for p in query.parameters:
            choices = f": {', '.join(p.choices)}" if p.choices else ""
            default = f" ({p.default} {words['default']})" if p.default else ""
            doc = _cell(getattr(p, f"doc_{language}"))
            yield f"| `{p.name}` | {p.type}{choices} | {words['yes'] if p.required else ''} | {doc}{default} |"
    else:
        yield words["none"]
    yield f"\n## {words['gives']}\n"
    yield f"| {words['column']} | {words['heading']} | {words['type']} | {words['what']} |\n|---|---|---|---|"
    for c in query.columns:
        label, doc = getattr(c, f"label_{language}"), getattr(c, f"doc_{language}")
        yield f"| `{c.name}` | {_cell(label)} | {c.type} | {_cell(doc)} |"
    yield f"\n## SPARQL\n\n```sparql\n{query.sparql.rstrip()}\n```\n"
    yield f"## Cypher\n\n```cypher\n{query.cypher.rstrip()}\n```\n"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
