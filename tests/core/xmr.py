"""An XmR chart in plain Python, one point after the other, written from the specification: what the frames are held to.

Slow and simple on purpose: exact fractions for means, loops for windows, nothing shared with the product's code.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

UNDEFINED = {"mean": None, "lpl": None, "upl": None, "near_lpl": None, "near_upl": None}
MEANT = {"increase": ("improvement", "concern"), "decrease": ("concern", "improvement")}


def charted(rows, *, direction="increase", rebases=(), fix=None, screen=True, collapse=False) -> list[dict]:
    """One dictionary a row; `rows` are (date, value or None, ghost) of one series in any order."""
    rows = sorted(rows)
    made = [{"date": date, "value": value, "ghost": ghost} for date, value, ghost in rows]
    solid, group = [point for point in made if not point["ghost"]], 0
    for point in solid:
        group += point["date"] in rebases
        point["rebase_group"] = group
    groups = {point["rebase_group"] for point in solid}
    parts = {group: [point for point in solid if point["rebase_group"] == group] for group in groups}
    for part in parts.values():
        limits = _limits([point["value"] for point in part], fix, screen, collapse)
        for point in part:
            point |= limits | {"short_group_warning": len(part) < 13}
        _place(part)
        _label(part, direction)
    _lend(made, solid)
    return made


def _lend(made, solid):
    for ghost in (point for point in made if point["ghost"]):
        before = [point for point in solid if point["date"] < ghost["date"]]
        after = [point for point in solid if point["date"] > ghost["date"] and point["rebase_group"] == 0]
        near = before[-1:] or after[:1]
        for name in (*UNDEFINED, "rebase_group", "short_group_warning"):
            ghost[name] = near[0][name] if near else None
        for name in ("outside_limits", "relative_to_mean", "close_to_limits"):
            ghost[name] = None
        ghost |= {"special_cause_type": None, "special_cause_flag": None, "point_type": None}


def _average(numbers):
    return float(sum(map(Fraction, numbers)) / len(numbers)) if numbers else None


def _limits(values, fix, screen, collapse):
    resting = values[:fix] if fix else values
    known = [value for value in resting if value is not None]
    mean = _average(known)
    ranges = [abs(b - a) for a, b in pairwise(resting) if a is not None and b is not None]
    spread = _average(ranges)
    if screen and ranges:
        spread = _average([step for step in ranges if step < 3.267 * spread])
    if collapse and len(known) > 1 and len(set(known)) == 1:
        spread = 0.0
    if spread is None:
        return UNDEFINED | {"mean": mean}
    near = 2 * (2.66 / 3) * spread
    wide = 2.66 * spread
    return {"mean": mean, "lpl": mean - wide, "upl": mean + wide, "near_lpl": mean - near, "near_upl": mean + near}


def _place(part):
    for point in part:
        value, mean, upl = point["value"], point["mean"], point["upl"]
        known, limited = value is not None, value is not None and upl is not None
        outside = (value > upl or value < point["lpl"]) if limited else None
        beyond = (value > point["near_upl"] or value < point["near_lpl"]) if limited else None
        point["outside_limits"] = outside
        point["relative_to_mean"] = (value > mean) - (value < mean) if known else None
        point["close_to_limits"] = (beyond and not outside) if limited else None


def _label(part, direction):
    limited = bool(part) and part[0]["upl"] is not None
    trend, shift, two = (set(), set(), set()) if not limited else (_trends(part), _shifts(part), _twos(part))
    for k, point in enumerate(part):
        high, low = "Above", "Below"
        side = high if point["relative_to_mean"] == 1 else low
        label, sign = "Common Cause", 0
        if point["outside_limits"]:
            label = "Above UCL" if side == high else "Below LCL"
        elif k in trend:
            later = k + 1 in trend
            rises = part[k + 1]["value"] > point["value"] if later else point["value"] > part[k - 1]["value"]
            label = f"7 Point Trend ({'In' if rises else 'De'}creasing)"
        elif k in two:
            label = f"2 in 3 {side} CL"
        elif k in shift:
            label = f"7 Points {side} CL"
        sign += high in label or "Increasing" in label
        sign -= low in label or "Decreasing" in label
        point |= {"special_cause_type": label, "special_cause_flag": sign != 0, "point_type": _type(sign, direction)}


def _type(sign, direction):
    if sign == 0:
        return "common_cause"
    if direction == "neutral":
        return f"special_cause_neutral_{'high' if sign > 0 else 'low'}"
    return f"special_cause_{MEANT[direction][sign < 0]}"


def _windows(part, length):
    return [range(start, start + length) for start in range(len(part) - length + 1)]


def _shifts(part):
    sides = [point["relative_to_mean"] for point in part]
    return {k for window in _windows(part, 7) if {sides[k] for k in window} in ({1}, {-1}) for k in window}


def _trends(part):
    values, found = [point["value"] for point in part], set()
    for window in _windows(part, 7):
        seen = [values[k] for k in window]
        if None in seen:
            continue
        steps = {(b > a) - (b < a) for a, b in pairwise(seen)}
        found |= set(window) if steps in ({1}, {-1}) else set()
    return found


def _twos(part):
    found = set()
    for window in _windows(part, 3):
        sides = {part[k]["relative_to_mean"] for k in window}
        near = [k for k in window if part[k]["close_to_limits"]]
        found |= set(near) if sides in ({1}, {-1}) and len(near) >= 2 else set()
    return found
