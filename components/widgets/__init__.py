"""Building blocks that every page shares, with the look of the design and the right roles."""

from .basics import exactness, icon, link, stat, stats, tag
from .cards import card, empty_state, page_head
from .charts import chart_card
from .controls import chips, field, search_box, segments
from .finding_actions import REASONS
from .finding_groups import chosen, finding_key
from .findings import findings_panel
from .notices import notice, stale_notice
from .progress import progress, skeleton
from .tables import data_table, list_foot
from .toasts import toast, toast_data
from .why import WhyCard, why

__all__ = [
    "REASONS",
    "WhyCard",
    "card",
    "chart_card",
    "chips",
    "chosen",
    "data_table",
    "empty_state",
    "exactness",
    "field",
    "finding_key",
    "findings_panel",
    "icon",
    "link",
    "list_foot",
    "notice",
    "page_head",
    "progress",
    "search_box",
    "segments",
    "skeleton",
    "stale_notice",
    "stat",
    "stats",
    "tag",
    "toast",
    "toast_data",
    "why",
]
