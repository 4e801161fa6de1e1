"""The register of kinds: one dict, filled when the package is imported, so that any room here may look others up."""

from sct_dash.returns.shape import Kind

RETURNS: dict[str, Kind] = {}
