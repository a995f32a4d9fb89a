"""The corpus of names is imported from here, and the stand-in for a language model from its own folder."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
