"""How every plot looks: type, colours that the colour-blind tell apart and that print, and the frame around panels.

Colours are those of Okabe and Ito (2008), Color Universal Design.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from .lettering import lines

if TYPE_CHECKING:
    import altair as alt

# The first that a machine has draws the text; all of them draw Chinese.
FONTS = (
    "Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "Source Han Sans CN", "PingFang SC", "Microsoft YaHei",
    "WenQuanYi Micro Hei", "WenQuanYi Zen Hei", "SimHei", "sans-serif",
)  # fmt: skip
INK, QUIET, FAINT, PAPER = "#1a1a1a", "#555555", "#d9d9d9", "#ffffff"
BLUE, SKY, ORANGE, VERMILLION, GREEN, GREY = "#0072B2", "#56B4E9", "#E69F00", "#D55E00", "#009E73", "#999999"
BAND = "#d6e6f2"  # of the blue, as a band under lines
SCALE = ("#eaf2f9", "#0b4f8a")  # from little to much; light to dark, so that it prints in grey
TITLE, HEADING, TEXT, NOTE = 15, 11.5, 10.5, 9  # points of type


def framed(panels: Any, title: str, about: Sequence[str], note: Sequence[str], width: float) -> alt.VConcatChart:
    """Put a title over panels and a note under them.

    Parameters
    ----------
    panels : altair chart
    title : str
    about : sequence of str
        What was asked for, and what is shown; a line or more each.
    note : sequence of str
        Paragraphs.
    width : float
        Pixels that the text may take.

    Returns
    -------
    altair.VConcatChart
    """
    import altair as alt

    heads = [line for text in about for line in lines(text, _columns(width, HEADING))]
    foot = [line for text in note for line in lines(text, _columns(width, NOTE))]
    headed = alt.vconcat(panels).properties(
        title=alt.TitleParams(
            lines(title, _columns(width, TITLE)), subtitle=heads, anchor="start", orient="top", offset=14
        )
    )
    under = alt.TitleParams(
        foot, anchor="start", orient="bottom", fontSize=NOTE, fontWeight="normal", color=QUIET, offset=14, lineHeight=13
    )
    return configured(alt.vconcat(headed).properties(title=under, description=" ".join([title, *about, *note])))


def _columns(width: float, size: float) -> int:
    return max(24, int(width / size / 0.53))


def configured(chart: alt.VConcatChart) -> alt.VConcatChart:
    """Give a chart the type and lines of every plot."""
    font = ", ".join(FONTS)
    made: alt.VConcatChart = (
        chart.configure(font=font, background=PAPER, padding=16, autosize="pad")
        .configure_view(stroke=None)
        .configure_concat(spacing=18)
        .configure_title(
            font=font, fontSize=TITLE, fontWeight=600, color=INK, subtitleFont=font, subtitleFontSize=HEADING,
            subtitleColor=QUIET, subtitlePadding=5,
        )
        .configure_axis(
            labelFont=font, titleFont=font, labelFontSize=TEXT, titleFontSize=TEXT, titleFontWeight="normal",
            labelColor=INK, titleColor=QUIET, gridColor=FAINT, gridWidth=0.6, domainColor=QUIET, tickColor=QUIET,
            labelLimit=400, titleLimit=400, titlePadding=8,
        )
        .configure_legend(
            labelFont=font, titleFont=font, labelFontSize=TEXT, titleFontSize=TEXT, titleFontWeight="normal",
            titleColor=QUIET, labelColor=INK, labelLimit=400, titleLimit=400, symbolStrokeWidth=1.6,
        )
        .configure_text(font=font, fontSize=TEXT, color=INK)
    )  # fmt: skip
    return made


def heading(text: str) -> alt.TitleParams:
    """The title of one panel."""
    import altair as alt

    return alt.TitleParams(text, anchor="start", fontSize=HEADING, fontWeight=600, color=INK, offset=8)
