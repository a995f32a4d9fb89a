"""The ontology as pages: every term with labels, definition, domain and range; schemes, shapes and checks."""

from __future__ import annotations

from collections.abc import Iterator

from collected import ROOT, Collection
from policing_kg.ontology import (
    Term,
    compact,
    load_concepts,
    load_terms,
    read_checks,
    read_modules,
    read_schemes,
    read_shapes,
)
from policing_kg.ontology.namespace import BASE
from policing_kg.ontology.terms import examples, load_ontology
from rdflib import DCTERMS, SKOS, Graph, URIRef
from rdflib.namespace import SH

WORDS = {
    "en": {
        "terms": "Terms of the ontology", "module": "module", "schemes": "Values of qualifiers", "shapes": "Shapes",
        "checks": "Checks", "kind": "kind", "label": "label", "domain": "subject", "range": "value",
        "under": "is a kind of",
        "examples": "examples", "source": "source", "value": "value", "meaning": "meaning", "any": "any",
        "file": "The file", "definition": "definition", "class": "class", "object property": "relation",
        "datatype property": "property with a value", "annotation property": "annotation", "term": "term",
        "intro": "Every class and property, by module, in the ontology's words. The Turtle files are the reference.",
        "schemes intro": "What a qualifier may hold: data write the value, the SKOS concept says what it means.",
        "shapes intro": "What every build holds against SHACL, with the message that a violation brings.",
        "checks intro": "SPARQL queries that must return nothing; each says what is wrong where it returns something.",
        "level": "level", "path": "about", "message": "message", "problem": "problem",
    },
    "zh": {
        "terms": "本体的类与属性", "module": "模块", "schemes": "限定的取值", "shapes": "形状约束",
        "checks": "检查", "kind": "种类", "label": "名称", "domain": "主体", "range": "取值", "under": "上位",
        "examples": "例", "source": "出处", "value": "取值", "meaning": "含义", "any": "不限",
        "file": "文件", "definition": "定义", "class": "类", "object property": "关系",
        "datatype property": "数据属性", "annotation property": "注释属性", "term": "项",
        "intro": "全部类与属性,按模块排列,文字取自本体本身;以 Turtle 文件为准。",
        "schemes intro": "限定可取的值:数据中写取值,含义由 SKOS 概念说明。",
        "shapes intro": "每次构建都按这些 SHACL 形状校验;违反时给出所列(英文)提示。",
        "checks intro": "这些 SPARQL 查询应无结果;有结果即说明所述(英文)问题。",
        "level": "级别", "path": "所涉", "message": "提示", "problem": "问题",
    },
}  # fmt: skip


def add_ontology(found: Collection, language: str) -> None:
    """Add a page for each module, and those of schemes, shapes and checks."""
    words = WORDS[language]
    terms = load_terms()
    homes = {term.name: term.module for term in terms}
    rows = []
    for module in read_modules():
        own = [term for term in terms if term.module == module]
        found.pages[f"terms/{module}.md"] = "\n".join(_module(module, own, homes, language))
        found.files[f"files/ontology/modules/{module}.ttl"] = ROOT / "ontology" / "modules" / f"{module}.ttl"
        listed = ", ".join(f"[{t.label(language)}]({module}.md#{_anchor(t.name)})" for t in own)
        rows.append(f"| [{module}]({module}.md) | {_cell(listed)} |")
    head = f"# {words['terms']}\n\n{words['intro']}\n\n| {words['module']} | |\n|---|---|"
    more = ", ".join(f"[{words[name]}]({name}.md)" for name in ("schemes", "shapes", "checks"))
    found.pages["terms/index.md"] = "\n".join([head, *rows, "", more, ""])
    found.pages["terms/schemes.md"] = "\n".join(_schemes(language))
    found.pages["terms/shapes.md"] = "\n".join(_shapes(language))
    found.pages["terms/checks.md"] = "\n".join(_checks(language))


def _anchor(name: str) -> str:
    return name.replace(":", "-")


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def _module(module: str, terms: list[Term], homes: dict[str, str], language: str) -> Iterator[str]:
    words = WORDS[language]
    graph = load_ontology()

    def linked(names: tuple[str, ...]) -> str:
        told = (f"[`{name}`]({homes[name]}.md#{_anchor(name)})" if name in homes else f"`{name}`" for name in names)
        return ", ".join(told)

    yield f"# {module}\n\n{words['file']}: [{module}.ttl](../files/ontology/modules/{module}.ttl)\n"
    for term in terms:
        both = " · ".join(f"{text}" for tag, text in sorted(term.labels, key=lambda pair: pair[0] != language))
        yield f"## {term.name} {{ #{_anchor(term.name)} }}\n\n**{both}** · {words[term.kind]}\n"
        yield f"{term.definition(language) or term.definition('en')}\n"
        facts = [
            (words["under"], linked(term.parents)),
            (words["domain"], linked(term.domain)),
            (words["range"], linked(term.range)),
            (words["examples"], "; ".join(_cell(text) for text in examples(term.name))),
            (
                words["source"],
                "; ".join(sorted(_cell(str(s)) for s in graph.objects(URIRef(term.iri), DCTERMS.source))),
            ),
            ("IRI", f"`{term.iri}`"),
        ]
        yield "| | |\n|---|---|"
        yield from (f"| {name} | {said} |" for name, said in facts if said)
        yield ""


def _schemes(language: str) -> Iterator[str]:
    words = WORDS[language]
    yield f"# {words['schemes']}\n\n{words['schemes intro']}\n"
    for name, text in read_schemes().items():
        graph, iri = Graph().parse(data=text, format="turtle"), URIRef(f"{BASE}scheme/{name}")
        labels = {getattr(t, "language", ""): str(t) for t in graph.objects(iri, SKOS.prefLabel)}
        told = {getattr(t, "language", ""): str(t) for t in graph.objects(iri, SKOS.definition)}
        yield f"## {name} {{ #{name} }}\n\n**{labels.get(language, name)}** {told.get(language, '')}\n"
        yield f"| {words['value']} | zh | en | {words['meaning']} |\n|---|---|---|---|"
        for concept in load_concepts(name):
            meaning = dict(concept.definitions).get(language, "")
            yield f"| `{concept.notation}` | {concept.label('zh')} | {concept.label('en')} | {_cell(meaning)} |"
        yield ""


def _shapes(language: str) -> Iterator[str]:
    words = WORDS[language]
    yield f"# {words['shapes']}\n\n{words['shapes intro']}\n"
    for name, text in read_shapes().items():
        graph = Graph().parse(data=text, format="turtle")
        yield f"## {name}\n\n| {words['path']} | {words['message']} |\n|---|---|"
        rows = set()
        for shape, message in graph.subject_objects(SH.message):
            path = graph.value(shape, SH.path)
            rows.add((compact(str(path)) if isinstance(path, URIRef) else "", _cell(str(message))))
        yield from (f"| {f'`{path}`' if path else ''} | {message} |" for path, message in sorted(rows))
        yield ""


def _checks(language: str) -> Iterator[str]:
    words = WORDS[language]
    yield f"# {words['checks']}\n\n{words['checks intro']}\n"
    for name, text in read_checks().items():
        lines = text.splitlines()
        said = dict(line[2:].split(": ", 1) for line in lines if line.startswith("# ") and ": " in line)
        query = "\n".join(line for line in lines if not line.startswith("# "))
        yield f"## {said.get('title', name)} {{ #{name} }}\n\n`{name}` · {words['level']}: {said.get('level', '')}\n"
        yield f"{said.get('problem', '')}\n\n```sparql\n{query.strip()}\n```\n"
