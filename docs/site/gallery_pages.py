"""What it looks like: the pictures that the tests take of views, plots and the explorer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from collected import Collection
from policing_kg.viz import views
from policing_kg.viz.plots import plots

WORDS = {
    "en": ("What it looks like", "The tests take these pictures, of the dataset that `make demo` builds."),
    "zh": ("界面一览", "这些图片由测试拍摄,所用数据集即 `make demo` 所建。"),
}
HEADS = {"en": ("Views", "Plots", "The explorer"), "zh": ("视图", "统计图", "浏览器界面")}
EXPLORER = {
    "home": ("The first page: search, questions, views", "首页:检索、问题与视图"),
    "entity": ("An entity, with everything said of it and where", "实体页:全部陈述及其出处"),
    "near": ("The neighbourhood of an entity", "实体的邻域"),
    "question": ("The answer to a question of the catalogue", "目录中某一问题的答案"),
}


def add_gallery(found: Collection, language: str) -> None:
    """Add the page, with those pictures that are there."""
    place = 0 if language == "zh" else 1
    title, said = WORDS[language]
    heads = HEADS[language]
    parts = [f"# {title}\n\n{said}\n"]
    told = (
        ("view", heads[0], ((v.name, (v.title[place], v.shows[place])) for v in views())),
        ("plot", heads[1], ((p.name, (p.title[place], p.shows[place])) for p in plots())),
        ("explorer", heads[2], ((name, (said[1 - place], "")) for name, said in EXPLORER.items())),
    )
    for kind, head, entries in told:
        shown = list(_shown(found, kind, language, entries))
        if shown:
            parts += [f"## {head}\n", *shown]
    found.pages["gallery.md"] = "\n".join(parts)


def _shown(
    found: Collection, kind: str, language: str, entries: Iterable[tuple[str, tuple[str, str]]]
) -> Iterator[str]:
    for name, (title, shows) in entries:
        file = f"{kind}-{name}-{language}.png"
        if (found.pictures / file).is_file():
            found.files[f"images/{file}"] = found.pictures / file
            yield f"### {title}\n\n{shows}\n\n![{title}](images/{file})\n"
