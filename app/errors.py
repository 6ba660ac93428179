"""The error boundary of the pages: what a callback refuses is told, what it breaks is logged."""

import logging
from typing import Any

from dash import no_update, set_props

from ..components import ids
from ..components.shell import error_alert
from ..services.errors import HydroMLError

logger = logging.getLogger("hydroml.pages")


def alert_on_error(error: Exception) -> Any:
    """Show a refusal as an alert on the page; log a defect and say that it happened.

    Returns
    -------
    no_update, so that nothing else on the page changes
    """
    if isinstance(error, HydroMLError):
        refusal = error
    else:
        logger.error("A callback failed.", exc_info=error)
        refusal = HydroMLError(
            "Something went wrong in hydroml, not in what you did.",
            hint="Nothing you entered is lost. Reload the page; if it happens again, the server's "
            "log says more.",
            code="INTERNAL_ERROR",
        )
    set_props(ids.ALERT, {"children": error_alert(refusal)})
    return no_update
