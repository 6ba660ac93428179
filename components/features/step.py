"""Step 2, put together from its cards."""

from collections.abc import Mapping, Sequence
from typing import Any, Literal

from dash import dcc, html

from ...services.features import Suggestion
from . import ids
from .correlation import correlation_card
from .grid import table_card
from .importance import importance_card
from .selection import summary
from .sets import set_buttons, sets_card
from .strategies import StrategyPanel, strategies_card
from .suggestions import suggestions_card
from .transformations import transformations_card

METHOD: Literal["spearman"] = "spearman"


def features_step(
    rows: Sequence[dict[str, Any]],
    found: Sequence[Suggestion],
    panel: StrategyPanel,
    *,
    lacking: Mapping[str, str] | None,
    transformations: str,
) -> html.Div:
    """Return step 2.

    Parameters
    ----------
    rows : of `rows.feature_rows`
    found : what the profile suggests
    panel : what the first strategy would do
    lacking : what is to be computed, None when correlation and importance are known
    transformations : in words
    """
    n_in = sum(row["state"] == "in" for row in rows)
    return html.Div(
        [
            _head(n_in, len(rows)),
            sets_card(),
            suggestions_card(found),
            strategies_card(panel),
            table_card(rows),
            correlation_card(METHOD, is_complete=lacking is None),
            importance_card(),
            transformations_card(transformations),
            dcc.Store(id=ids.COMPUTED),
            dcc.Store(id=ids.WANTED),
            dcc.Store(id=ids.LACKING, data=dict(lacking) if lacking else None),
        ],
        className="hm-stack",
    )


def _head(n_in: int, n_rows: int) -> html.Div:
    lead = html.P(summary(n_in, n_rows), id=ids.SUMMARY, className="lead", **{"aria-live": "polite"})
    return html.Div(
        [html.Div([html.H1("Features", tabIndex=-1), lead], className="hm-head-words"), set_buttons()],
        className="hm-head mb-0 hm-flow",
    )
