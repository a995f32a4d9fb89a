"""Fuzz a target whose input is text, guided by what it covers: ``python tests/fuzz/guided.py CSV -runs=100000``.

Atheris is no dependency of the project: it comes into an environment of its own (``pip install atheris``).  A crash
ends the run and is written to a file, as libFuzzer does; options behind the target are libFuzzer's.
"""

from __future__ import annotations

import logging
import sys

import atheris

with atheris.instrument_imports(include=["policing_kg"]):
    from attack import attempt
    from targets import TARGETS


def main() -> None:
    """Run from the command line."""
    target = TARGETS[sys.argv.pop(1)]
    logging.disable(logging.CRITICAL)

    def one(data: bytes) -> None:
        attempt(target, data.decode("utf-8", "replace"))

    atheris.Setup(sys.argv, one)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
