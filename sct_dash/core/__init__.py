"""The figures themselves: polars frames in, polars frames out; no clock, disk, database or screen."""
