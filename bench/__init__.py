"""Measurements of the product, each a ratio within one run: `make bench`."""
