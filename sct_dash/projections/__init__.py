"""Twelve months ahead for a measure of demand: what is expected, between what, and how well that would have done."""

from sct_dash.projections.projecting import Projection, is_demand, projected
from sct_dash.projections.trials import Trial

__all__ = ["Projection", "Trial", "is_demand", "projected"]
