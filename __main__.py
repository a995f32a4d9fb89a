"""``python -m policing_kg`` is the command line."""

from __future__ import annotations

from policing_kg.cli import main

if __name__ == "__main__":
    main()
