"""The insights room: the log of the app's own use and what it says."""

from .insights import Insights
from .measures import Abandonment, Measures, TemplateUse, Week, measure
from .records import Event

__all__ = ["Abandonment", "Event", "Insights", "Measures", "TemplateUse", "Week", "measure"]
