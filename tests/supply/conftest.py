"""What checks the supply chain stands in .ci/supply, outside the package."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / ".ci" / "supply"))
