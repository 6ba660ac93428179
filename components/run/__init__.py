"""The page of a run: how far it is while it runs, what came out when it is over."""

from .head import run_head
from .live import log_text, now_part, so_far_part, trials_part
from .page import run_body, run_page, run_state
from .search_plots import search_plots
from .view import RunView

__all__ = [
    "RunView",
    "log_text",
    "now_part",
    "run_body",
    "run_head",
    "run_page",
    "run_state",
    "search_plots",
    "so_far_part",
    "trials_part",
]
