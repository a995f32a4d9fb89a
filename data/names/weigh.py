"""Make characters.csv (how much more likely a character is in a name than in ordinary words) and given.txt.

usage: python data/names/weigh.py DICT [FOLDER]

DICT is `jieba/dict.txt` of jieba 0.42.1 (MIT); see SOURCE.md.
"""

from __future__ import annotations

import csv
import sys
import tomllib
from collections import Counter
from collections.abc import Iterable, Sequence
from math import log
from pathlib import Path

PERSONS = Path(__file__).parents[2] / "loaders" / "persons" / "persons.toml"
# The commonest surnames that begin few words and no transcribed name: given names are counted behind these alone.
COMMON = frozenset(
    "王李张刘陈杨赵黄周吴徐孙胡朱郭何罗郑梁谢宋唐许韩冯邓曹彭曾肖蒋蔡杜程魏吕丁沈姚卢姜崔谭陆汪范廖贾韦邹熊孟秦薛侯邱顾郝龚邵钱汤尹黎贺赖樊"
)
ROUNDS = 4  # of counting anew without the names that fit worst
WORST = 0.25
OFTEN = 2  # names that make an ordinary word a given name too
COLUMNS = ("surname", "first", "second", "single", "transcribed")


def odds(counts: Counter[str], words: Counter[str], characters: Iterable[str]) -> dict[str, float]:
    """Natural logarithms of how much more frequent a character is in one place of names than in words."""
    floor = counts.total() / 40_000
    names, ordinary = counts.total() + 2000 * floor, words.total()
    rare = ordinary / 2e6  # a character that no word holds is still one
    return {c: log((counts[c] + floor) / names) - log((words[c] + rare) / ordinary) for c in characters}


def backed(counts: Counter[str], wider: Counter[str], share: float = 0.5) -> Counter[str]:
    """Few counts, mended by those of a place that is like theirs."""
    scale = share * counts.total() / wider.total()
    return Counter({c: counts[c] + round(wider[c] * scale, 3) for c in {*counts, *wider}})


def weigh(
    rows: Sequence[tuple[str, int, str]], surnames: frozenset[str], forms: frozenset[str]
) -> tuple[dict[str, dict[str, float]], list[str]]:
    """Weigh every character of names by its place, from words with their frequency and part of speech.

    Names that end in a form of address or a post (王先生) are left out.  Second come words that are given names too.
    """
    words: Counter[str] = Counter()
    for word, frequency, tag in rows:
        if not tag.startswith("nr"):
            words.update({c: word.count(c) * frequency for c in set(word)})
    names = [w for w, f, tag in rows if tag == "nr" and f < 300 and w[0] in surnames and len(w) in (2, 3)]
    names = [n for n in names if n[1:] not in forms]
    foreign = Counter(c for w, _, tag in rows if tag in ("nrt", "nrfg") for c in w)
    told = [n for n in names if n[0] in COMMON]
    places: dict[str, Counter[str]] = {}
    characters = sorted({*words, *"".join(names), *foreign})
    weights: dict[str, dict[str, float]] = {}
    for _ in range(ROUNDS):
        places = {
            "first": Counter(n[1] for n in told if len(n) == 3),
            "second": Counter(n[2] for n in told if len(n) == 3),
        }
        places["single"] = backed(Counter(n[1] for n in told if len(n) == 2), places["second"])
        weights = {place: odds(count, words, characters) for place, count in places.items()}
        fit = sorted((_fit(n, weights), n) for n in told if len(n) == 3)
        worst = {n for _, n in fit[: int(len(fit) * WORST / ROUNDS)]}
        told = [n for n in told if n not in worst]
    heads = Counter(n[0] for n in names if len(n) == 3 and _fit(n, weights) > 2)
    weights["surname"] = odds(heads, words, characters)
    weights["transcribed"] = odds(foreign, words, characters)
    kept = surnames.union(*places.values(), foreign, (c for c in characters if weights["first"][c] < 0))
    listed = {w for w, _, tag in rows if len(w) == 2 and not tag.startswith("nr")}
    given = Counter(n[1:] for n in told if n[1:] in listed)
    table = {c: {column: weights[column][c] for column in COLUMNS} for c in characters if c in kept}
    return table, sorted(word for word, count in given.items() if count >= OFTEN)


def _fit(name: str, weights: dict[str, dict[str, float]]) -> float:
    return weights["first"][name[1]] + weights["second"][name[2]]


def main(source: Path, folder: Path) -> None:
    """Read the dictionary and write the two tables."""
    rows = [(w, int(f), t) for w, f, t in (line.split() for line in source.read_text("utf-8").splitlines())]
    data = tomllib.loads(PERSONS.read_text("utf-8"))
    listed = data["surnames"]
    surnames = frozenset(listed["plain"] + listed["wary"] + listed["function"] + listed["rare"])
    forms = frozenset(f for key in ("titles", "posts", "address", "address_posts") for f in data["before"][key])
    weights, given = weigh(rows, surnames, forms)
    with (folder / "characters.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("character", *COLUMNS))
        for character, row in weights.items():
            writer.writerow((character, *(f"{row[column]:.1f}" for column in COLUMNS)))
    (folder / "given.txt").write_text("\n".join(given) + "\n", "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else Path(__file__).parent)
