"""The estimates room: time and memory of a run as intervals that past runs have calibrated."""

from .estimates import Estimates
from .ports import EstimateStore, PastEstimate
from .records import Estimate, Interval, Record

__all__ = ["Estimate", "EstimateStore", "Estimates", "Interval", "PastEstimate", "Record"]
