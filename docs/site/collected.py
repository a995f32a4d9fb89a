"""The documents that people wrote, with links that hold on the site.

A document keeps its text; a link to another document leads to its page, one to a file of the repository to a copy.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from html import escape
from pathlib import Path, PurePosixPath

ROOT = Path(__file__).parents[2]
GENERATED = {
    "queries/README.md": "questions/index.md",
    "loaders/codebook/rules.toml": "codebook.md",
    **{f"ontology/modules/{p.stem}.ttl": f"terms/{p.stem}.md" for p in (ROOT / "ontology" / "modules").glob("*.ttl")},
    "ontology/schemes": "terms/schemes.md",
    "ontology/shapes": "terms/shapes.md",
    "ontology/checks": "terms/checks.md",
}
OUTSIDE_DOCS = {
    "README.md": "index.md",
    "data/README.md": "data.md",
    "changelog.d/README.md": "changelog.md",
}
KINDS = ("added", "changed", "fixed", "removed", "security")
OTHER = "site:"  # before the place, from the root of the site, of a page in the other language, which MkDocs cannot see
_FENCE = re.compile(r"^(`{3,}|~{3,}).*?^\1[`~]*$", re.MULTILINE | re.DOTALL)
_BETWEEN = re.compile(r"(?<=[\u3000-\u9fff\uff00-\uffef”])\n(?=[\u3000-\u9fff\uff00-\uffef“])")
_CODE = re.compile(r"`[^`\n]+`")
_LINK = re.compile(r"(?<=\]\()[^)\s]+(?=\))")


class DeadLink(ValueError):
    """A link of a document that leads nowhere in the repository."""


@dataclass
class Collection:
    """What one language's site is made of.

    Parameters
    ----------
    places : dict of str to str
        Where each document of the repository stands on the site.
    pictures : Path
        Where pictures were taken anew; one of ``docs/images`` stands for what is not there.
    language : str
        ``en`` or ``zh``.
    pages : dict of str to str
        Markdown by place.
    files : dict of str to Path
        What is copied as it is, by place.
    """

    places: dict[str, str]
    pictures: Path
    language: str
    pages: dict[str, str] = field(default_factory=dict)
    files: dict[str, Path] = field(default_factory=dict)

    def add(self, source: str, place: str, text: str) -> None:
        """Add a document with its links rewritten; `source` is where it stands in the repository."""
        self.pages[place] = self.led(source, place, text)

    def led(self, source: str, place: str, text: str) -> str:
        """A document's text with links that hold where it stands on the site."""
        return _prose(text, lambda link: self._link(source, place, link))

    def _link(self, source: str, place: str, link: str) -> str:
        if re.match(r"[a-z]+:|#", link):
            return link
        path, _, anchor = link.partition("#")
        wanted = posixpath.normpath(posixpath.join(posixpath.dirname(source), path))
        target, anchor = self._target(wanted, anchor, f"{source}: {link}")
        if target.startswith(OTHER):
            return target + (f"#{anchor}" if anchor else "")
        return posixpath.relpath(target, posixpath.dirname(place) or ".") + (f"#{anchor}" if anchor else "")

    def _target(self, wanted: str, anchor: str, said: str) -> tuple[str, str]:
        if wanted == "queries/README.md" and (ROOT / "queries" / "catalogue" / anchor / "query.rq").is_file():
            return f"questions/{anchor}.md", ""
        for name in (wanted, f"{wanted}/README.md"):
            if name in self.places:
                return self.places[name], anchor
        file = ROOT / wanted
        if file.is_dir() and (file / "README.md").is_file():
            file = file / "README.md"
        if not file.is_file():
            raise DeadLink(f"{said} leads nowhere on the site; mend the link")
        if wanted.startswith("docs/images/"):
            self.files[f"images/{file.name}"] = self._picture(file)
            return f"images/{file.name}", ""
        copy = PurePosixPath("files", *(part.lstrip(".") for part in file.relative_to(ROOT).parts))
        if file.suffix == ".md":  # a page would need a place in the navigation
            copy, anchor = copy.with_suffix(".txt"), ""
        self.files[str(copy)] = file
        return str(copy), anchor

    def _picture(self, file: Path) -> Path:
        """The picture of that view or plot that was taken anew in the site's language, else the one kept."""
        taken = (self.pictures / f"{kind}-{file.stem}-{self.language}.png" for kind in ("view", "plot"))
        return next((picture for picture in taken if picture.is_file()), file)


def _prose(text: str, led: Callable[[str], str]) -> str:
    """The text with each link of its prose rewritten; code stays as it is, but for the bars that tables escape."""

    def words(part: str) -> str:
        return _LINK.sub(lambda m: led(m[0]), part)

    def bars(code: str) -> str:
        return f"<code>{escape(code[1:-1]).replace(chr(92) + '|', '&#124;')}</code>" if r"\|" in code else code

    return _apart(text, _FENCE, lambda part: _apart(part, _CODE, words, bars))


def _apart(
    text: str, code: re.Pattern[str], of_words: Callable[[str], str], of_code: Callable[[str], str] = str
) -> str:
    out, last = [], 0
    for found in code.finditer(text):
        out += [of_words(text[last : found.start()]), of_code(found[0])]
        last = found.end()
    return "".join([*out, of_words(text[last:])])


def hand_written(language: str, pictures: Path) -> Collection:
    """What people wrote in one language; a Chinese page links to the English one where there is no other."""
    documents = [p.relative_to(ROOT).as_posix() for p in sorted((ROOT / "docs").rglob("*.md"))]
    chinese = {name: name.removeprefix("docs/zh/") for name in documents if name.startswith("docs/zh/")}
    outside = {p.name: f"{p.stem.lower()}.md" for p in ROOT.glob("*.md")} | OUTSIDE_DOCS
    english = outside | {
        name: name.removeprefix("docs/").replace("README.md", "index.md") for name in documents if name not in chinese
    }
    if language == "en":
        found = Collection(english | GENERATED, pictures, language)
    else:
        pages = {name: f"{OTHER}{place.removesuffix('.md')}.html" for name, place in english.items()}
        found = Collection(pages | GENERATED | chinese, pictures, language)
    for source, place in (english if language == "en" else chinese).items():
        if place != "changelog.md":
            text = (ROOT / source).read_text("utf-8")  # a line's end between two Chinese characters is no space
            found.add(source, place, text if language == "en" else _BETWEEN.sub("", text))
    if language == "en":
        found.pages["changelog.md"] = _changelog(found)
    return found


def _changelog(found: Collection) -> str:
    """The changelog with the fragments that wait for a release, by kind."""
    parts = [found.led("CHANGELOG.md", "changelog.md", (ROOT / "CHANGELOG.md").read_text("utf-8"))]
    for kind in KINDS:
        fragments = sorted((ROOT / "changelog.d").glob(f"*.{kind}.md"))
        if fragments:
            parts.append(f"## {kind.capitalize()}\n")
        for file in fragments:
            text = " ".join(file.read_text("utf-8").split())
            parts.append(f"- {found.led(f'changelog.d/{file.name}', 'changelog.md', text)}")
        parts.append("")
    return "\n".join(parts)
