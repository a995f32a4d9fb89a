"""Extracted texts, masked character for character, kept outside the dataset for those who have the text.

The cache is never exported and never synced; it may be deleted at any time.  Its place is the user's cache folder,
or ``POLICING_KG_CACHE``.

More is covered in what is kept than in what is read, so that a kept sentence may not bear the fingerprint of its claim;
beside the text stand its seals: the fingerprint of such a sentence as it was read, and as it is kept.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from platformdirs import user_cache_path

_NONE: Mapping[str, str] = MappingProxyType({})


def cache_folder() -> Path:
    """The folder of masked texts; the environment variable ``POLICING_KG_CACHE`` overrides it."""
    named = os.environ.get("POLICING_KG_CACHE")
    return (Path(named) if named else user_cache_path("policing-kg")) / "texts"


def write_masked(manifestation: str, masked: str, seals: Mapping[str, str] = _NONE) -> None:
    """Keep the masked text of a manifestation.

    Parameters
    ----------
    manifestation : str
        SHA-256 of the file's bytes, in hexadecimal.
    masked : str
        Its decoded text with persons covered.
    seals : mapping of str to str, optional
        Fingerprints of sentences as they are kept, by those that their claims bear, where these differ.

    Raises
    ------
    OSError
        If the cache folder cannot be written.
    """
    folder = cache_folder()
    folder.mkdir(parents=True, exist_ok=True)
    _write(folder / f"{manifestation}.txt", masked)
    sealed = folder / f"{manifestation}.seals"
    if seals:
        _write(sealed, "".join(f"{read} {kept}\n" for read, kept in sorted(seals.items())))
    else:
        sealed.unlink(missing_ok=True)


def _write(target: Path, text: str) -> None:
    handle, name = tempfile.mkstemp(dir=target.parent, suffix=".part")
    with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
        file.write(text)
    os.replace(name, target)


def forget_masked(manifestation: str) -> None:
    """Remove the masked text of a manifestation and its seals, if they are there.

    Parameters
    ----------
    manifestation : str
        SHA-256 of the file's bytes, in hexadecimal.
    """
    for suffix in ("txt", "seals"):
        (cache_folder() / f"{manifestation}.{suffix}").unlink(missing_ok=True)


def read_seals(manifestation: str) -> dict[str, str]:
    """Return the seals of a masked text: fingerprints of sentences as they are kept, by those that were read.

    Parameters
    ----------
    manifestation : str
        SHA-256 of the file's bytes, in hexadecimal.
    """
    try:
        lines = (cache_folder() / f"{manifestation}.seals").read_text("utf-8").splitlines()
    except FileNotFoundError:
        return {}
    return {read: kept for read, _, kept in (line.partition(" ") for line in lines)}


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
