"""Altair and vl-convert: from a chart to SVG and PNG, with no browser and no network."""

from __future__ import annotations

import os
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

from ...errors import MissingExtra, Unavailable, UsageError
from .deflated import deflated
from .style import FONTS

FOLDER = "POLICING_KG_FONTS"  # a folder of fonts beside those of the system
_ALIKE = ("警", "务")  # where both come out alike, neither was drawn
_PARTS = ("altair", "vl_convert")
_DPI = (36, 1200)
_POINTS = 72  # of type in an inch: pixels of a picture that is not scaled


def check_installed() -> None:
    """See that plots can be drawn.

    Raises
    ------
    MissingExtra
        If Altair or vl-convert is not installed.
    """
    for part in _PARTS:
        try:
            import_module(part)
        except ImportError as error:
            if (error.name or "").partition(".")[0] == part:
                raise MissingExtra("Altair with vl-convert", "plot") from error
            raise


@cache
def check_fonts(folder: str) -> None:
    """See that Chinese can be drawn, with the fonts of the system and of a folder.

    Raises
    ------
    Unavailable
        If no font draws it.
    UsageError
        If the folder is none.
    """
    import vl_convert

    if folder:
        if not Path(folder).is_dir():
            raise UsageError(f"{FOLDER}={folder}: no such folder; name one that holds a font, or leave it out")
        vl_convert.register_font_directory(str(Path(folder).resolve()))
    one, other = (vl_convert.svg_to_png(_letter(character)) for character in _ALIKE)
    if one == other:
        raise Unavailable(
            "plots: no font draws Chinese; install one (Debian, Ubuntu: apt-get install fonts-noto-cjk; Fedora: dnf "
            f"install google-noto-sans-cjk-fonts), or name a folder that holds one in {FOLDER}"
        )


def _letter(character: str) -> str:
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" width="24" height="24">'
        f'<text x="2" y="20" font-size="18" font-family="{", ".join(FONTS)}">{character}</text></svg>'
    )


def svg_of(spec: dict[str, Any]) -> str:
    """Draw a Vega-Lite specification.

    Parameters
    ----------
    spec : dict
        With its data inside.

    Returns
    -------
    str
        SVG, its letters as text; the same for the same specification and fonts.

    Raises
    ------
    Unavailable
        If no font draws Chinese.
    """
    import vl_convert

    check_fonts(os.environ.get(FOLDER, ""))
    return vl_convert.vegalite_to_svg(spec, vl_version=_version(), allowed_base_urls=[]) + "\n"


def png_of(svg: str, dpi: float) -> bytes:
    """Draw an SVG as a PNG.

    Parameters
    ----------
    svg : str
    dpi : float
        Pixels an inch, where 72 pixels of the SVG are an inch; written into the file too.

    Raises
    ------
    UsageError
        If that is less or more than can be read.

    Examples
    --------
    >>> png_of("", 5)
    Traceback (most recent call last):
    policing_kg.errors.UsageError: dpi 5: give 36 to 1200 pixels an inch; 300 for print
    """
    import vl_convert

    if not _DPI[0] <= dpi <= _DPI[1]:
        raise UsageError(f"dpi {dpi:g}: give {_DPI[0]} to {_DPI[1]} pixels an inch; 300 for print")
    return deflated(vl_convert.svg_to_png(svg, scale=1, ppi=dpi))


@cache
def runtime() -> str:
    """The script with which plots answer the pointer: Vega, Vega-Lite and Vega-Embed, as vl-convert has them."""
    import vl_convert

    return vl_convert.javascript_bundle("window.vegaEmbed = vegaEmbed;", vl_version=_version())


def _version() -> str:
    """The version of Vega-Lite that Altair writes, as vl-convert names it."""
    import altair

    return str(altair.SCHEMA_VERSION).rpartition(".")[0]
