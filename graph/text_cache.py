"""Extracted texts, masked character for character, kept outside the dataset for those who have the text.

The cache is never exported and never synced; it may be deleted at any time.  Its place is the user's cache folder,
or ``POLICING_KG_CACHE``.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from platformdirs import user_cache_path


def cache_folder() -> Path:
    """The folder of masked texts; the environment variable ``POLICING_KG_CACHE`` overrides it."""
    named = os.environ.get("POLICING_KG_CACHE")
    return (Path(named) if named else user_cache_path("policing-kg")) / "texts"


def write_masked(manifestation: str, masked: str) -> None:
    """Keep the masked text of a manifestation.

    Parameters
    ----------
    manifestation : str
        SHA-256 of the file's bytes, in hexadecimal.
    masked : str
        Its decoded text with persons covered.

    Raises
    ------
    OSError
        If the cache folder cannot be written.
    """
    folder = cache_folder()
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / f"{manifestation}.txt"
    handle, name = tempfile.mkstemp(dir=folder, suffix=".part")
    with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
        file.write(masked)
    os.replace(name, target)


def forget_masked(manifestation: str) -> None:
    """Remove the masked text of a manifestation, if it is there.

    Parameters
    ----------
    manifestation : str
        SHA-256 of the file's bytes, in hexadecimal.
    """
    (cache_folder() / f"{manifestation}.txt").unlink(missing_ok=True)


def read_masked(manifestation: str) -> str:
    """Return the masked text of a manifestation; empty where this reader does not have it.

    Parameters
    ----------
    manifestation : str
        SHA-256 of the file's bytes, in hexadecimal.
    """
    try:
        with (cache_folder() / f"{manifestation}.txt").open(encoding="utf-8", newline="") as file:
            return file.read()
    except FileNotFoundError:
        return ""
