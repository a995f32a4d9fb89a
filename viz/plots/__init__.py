"""Plots: answers of the catalogue as figures for a paper, in SVG, PNG, HTML and CSV, without a network.

`plots` lists them, `draw_plot` finds what one shows; the extra ``plot`` draws it.
"""

from .plot import Plot, PlotDefinition, check_suffix, draw_plot, find_plot, plot_of, plots

__all__ = ["Plot", "PlotDefinition", "check_suffix", "draw_plot", "find_plot", "plot_of", "plots"]
