"""Figures: numbers in, one Plotly figure out, in the look of a theme."""

from .confusion import confusion_figure
from .distribution import balance_figure, histogram_figure
from .folds import FoldBar, folds_figure
from .heatmap import CHOSEN, GAPS_UP_TO, frame, heatmap_figure, labels
from .importance import importance_figure
from .pair import pair_figure, pair_rows
from .scatter import scatter_figure
from .search import contour_figure, lines_figure, shares_figure, slices_figure
from .template import THEMES, Palette, palette, plain, short, template
from .trials import trials_figure
from .weeks import weeks_figure
from .whisker import whisker_figure

__all__ = [
    "CHOSEN",
    "GAPS_UP_TO",
    "THEMES",
    "FoldBar",
    "Palette",
    "balance_figure",
    "confusion_figure",
    "contour_figure",
    "folds_figure",
    "frame",
    "heatmap_figure",
    "histogram_figure",
    "importance_figure",
    "labels",
    "lines_figure",
    "pair_figure",
    "pair_rows",
    "palette",
    "plain",
    "scatter_figure",
    "shares_figure",
    "short",
    "slices_figure",
    "template",
    "trials_figure",
    "weeks_figure",
    "whisker_figure",
]
