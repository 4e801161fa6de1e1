"""Frames in, charts out: Altair where a reader explores, a small server-drawn SVG where they only glance."""
