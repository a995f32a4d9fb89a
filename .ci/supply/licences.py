"""The licences of what everybody who installs the package gets; GPL and AGPL are refused.

usage: python .ci/supply/licences.py
A distribution says its licence as an SPDX expression, else as classifiers, else in words; where it offers a choice, one
that is free is enough.  Exit status 1 where one is refused or says nothing.
"""

from __future__ import annotations

import re
import sys
from importlib.metadata import Distribution

from required import required

_STRONG = re.compile(r"\bA?GPL|affero|(?<!lesser )(?<!library )general public license", re.IGNORECASE)


def licence_of(of: Distribution) -> str:
    """What a distribution says of its licence; empty where it says nothing."""
    (expression,) = of.metadata.get_all("License-Expression") or [""]
    if expression:
        return str(expression)
    classifiers = of.metadata.get_all("Classifier") or []
    named = [c.rpartition("::")[2].strip() for c in classifiers if c.startswith("License ::")]
    words = " ".join(" ".join(of.metadata.get_all("License") or []).split())
    if named:
        return ", ".join(named)  # which does not say whether all hold or one may choose: all do
    return "" if words.upper() == "UNKNOWN" else words[:60]


def is_refused(licence: str) -> bool:
    """Whether a licence is silent, or leaves no choice but GPL or AGPL.

    Examples
    --------
    >>> is_refused("MPL-1.1 OR GPL-2.0-only"), is_refused("LGPL-2.1-or-later"), is_refused("AGPL-3.0-only")
    (False, False, True)
    """
    return not licence or all(_STRONG.search(choice) for choice in re.split(r"\s+OR\s+", licence))


def main() -> int:
    """List the licences, and say which are refused."""
    told = {name: (d.version, licence_of(d)) for name, d in required().items()}
    for name, (version, licence) in told.items():
        sys.stdout.write(f"{name} {version}: {licence or 'says nothing'}\n")
    wrong = [name for name, (_, licence) in told.items() if is_refused(licence)]
    if wrong:
        sys.stderr.write(f"refused among the required: {', '.join(wrong)}; replace them, or make them an extra\n")
        return 1
    sys.stderr.write(f"{len(told)} required distributions, none under GPL or AGPL alone\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
