"""The plain sentence of a KPI, for every combination that can come about: the table beside this file holds them all.

After a change of words write the table anew with `written()`, and read every line of it before it is kept.
"""

import csv
import re
from datetime import date
from itertools import product
from pathlib import Path

import polars as pl
import pytest

from sct_dash.core.rag import margins, rated
from sct_dash.core.sentences import margin
from sct_dash.core.signals import ASSURANCES, VARIATIONS
from sct_dash.core.spc_rules import LABELS
from sct_dash.core.status import STATUSES
from sct_dash.core.verdicts import (
    ASSURANCE_WORDS,
    AVERAGE_WORDS,
    VARIATION_WORDS,
    assurance_caption,
    capitalised,
    changing,
    no_limits,
    sentence,
    signal,
    signal_words,
    told,
    too_few,
    variation_caption,
)

TABLE = Path(__file__).with_name("verdicts.csv")
KEYS = ("status", "variation", "assurance", "relieved", "direction", "signal_type")
COLOURS = ("Green", "Amber", "Red")
MEAN, LOW, HIGH, NEAR = 80.0, 74.0, 86.0, 4.0
TARGETS = {
    "higher": {"pass": (70.0, None), "inconsistent": (82.0, None), "fail": (90.0, None)},
    "lower": {"pass": (90.0, None), "inconsistent": (78.0, None), "fail": (70.0, None)},
    "range": {"pass": (71.0, 89.0), "inconsistent": (78.0, 82.0), "fail": (89.0, 95.0)},
}
"""Of every direction, a target (and its upper end) that limits of 74 to 86 meet, may meet and miss."""
TOLERANCE = 2.0
BETTER = {"higher": "improvement_high", "lower": "improvement_low", "range": "neutral_high", "neutral": "neutral_high"}
WORSE = {"higher": "concern_low", "lower": "concern_high", "range": "neutral_low", "neutral": "neutral_low"}


def able(label, value):
    """Whether the last point can have a label at a value, with the mean and the limits of this file."""
    return {
        "Common Cause": LOW <= value <= HIGH,
        "Above UCL": value > HIGH,
        "Below LCL": value < LOW,
        "7 Point Trend (Increasing)": LOW <= value <= HIGH,
        "7 Point Trend (Decreasing)": LOW <= value <= HIGH,
        "2 in 3 Above CL": MEAN + NEAR < value <= HIGH,
        "2 in 3 Below CL": LOW <= value < MEAN - NEAR,
        "7 Points Above CL": MEAN < value <= HIGH,
        "7 Points Below CL": LOW <= value < MEAN,
    }[label]


def meaning(direction, label):
    """The variation that a label means, high labels being good when high is."""
    if label == "Common Cause":
        return "common_cause"
    up = "Above" in label or "Increasing" in label
    return (BETTER if up == (direction != "lower") else WORSE)[direction]


def measured():
    """A rated row for every direction, assurance and value there may be."""
    cells = [
        {"kpi_code": f"{direction} {assurance}", "direction": direction, "numerator": float(value)}
        for direction, targets in TARGETS.items()
        for assurance in targets
        for value in range(64, 100)
    ]
    rows = pl.DataFrame(cells).with_columns(
        value=pl.col("numerator"), denominator=pl.lit(100.0), unit=pl.lit("percent"), period_end=date(2026, 10, 31)
    )
    terms = [
        {"kpi_code": f"{direction} {assurance}", "target": target, "target_upper": upper, "tolerance": TOLERANCE}
        for direction, targets in TARGETS.items()
        for assurance, (target, upper) in targets.items()
    ]
    held = pl.DataFrame(terms, schema_overrides={"target_upper": pl.Float64}).with_columns(
        valid_from=date(2018, 4, 1), valid_to=pl.lit(None, pl.Date), tolerance_kind=pl.lit("points")
    )
    return margins(rated(rows, held)).to_dicts()


def row(**cells):
    """A row of `kpi_status` for October 2026, Red and of usual variation unless told otherwise."""
    return {
        **{"unit": "percent", "direction": "higher", "status": "red", "relieved": False, "value": 70.0},
        **{"numerator": None, "denominator": None, "numerator_label": None, "target": None, "target_upper": None},
        **{"period_start": date(2026, 10, 1), "period_end": date(2026, 10, 31), "due_on": date(2026, 11, 15)},
        **{"symbol": None, "clause": None, "relief_to": None, "previous": None, "travel": None, "heading": None},
        **{"to_amber": None, "to_green": None, "short_of_amber": None, "short_of_green": None, "spare": None},
        **{"headroom": None, "variation": "common_cause", "assurance": "none", "signal_type": "Common Cause"},
        **{"signal_points": 40, "signal_from": None, "signal_on": date(2026, 10, 31), "trial": False},
        **{"mean": MEAN, "lpl": LOW, "upl": HIGH, "rebased_on": None},
        **cells,
    }


def short(**cells):
    """A row with too few points for limits."""
    signal = {"variation": "too_few", "assurance": "none", "signal_type": None, "signal_points": 5}
    return row(**{**signal, "lpl": None, "upl": None, **cells})


def overlapping(**cells):
    """A row of figures that are not judged."""
    return short(**{"variation": "overlapping", "signal_points": 40, "mean": None, **cells})


def apart(status, relieved):
    """The cells of a row whose own figure is missing or relieved: the signal is of those up to July."""
    cells = {"relieved": relieved, "relief_to": date(2026, 12, 31), "clause": "clause 12.1"} if relieved else {}
    return {"status": status, "signal_on": date(2026, 7, 31), **cells}


def since(label, end):
    """A beginning that a label can have when its last point is of month `end`: seven, two or one of them."""
    if label == "Common Cause":
        return None
    return date(2026, end - (6 if label.startswith("7") else 1 if label.startswith("2") else 0), 1)


def possible():
    """Every row that can come about, with all that its sentence needs."""
    counted = measured()
    label_cells = [
        (direction, label, {"variation": meaning(direction, label), "signal_type": label})
        for direction in (*TARGETS, "neutral")
        for label in LABELS
    ]
    found = []
    for own in counted:  # a figure of its own: its place among limits and target decides what is possible
        direction, assurance = own["kpi_code"].split(" ")
        cells = {**own, "status": own["rag"], "numerator_label": "Visits on time", "assurance": assurance}
        for of, label, more in label_cells:
            if of == direction and able(label, own["value"]):
                found.append(row(**cells, **more, signal_from=since(label, 10)))
            if of == direction:  # relieved: the signal is of others, so any goes with any
                found.append(row(**{**cells, **more, **apart(own["rag"], True), "signal_from": since(label, 7)}))
        step = {"higher": -1, "lower": 1}.get(direction)
        few = {**cells, "assurance": "none", "travel": step and "better", "previous": step and own["value"] + step}
        for bare in (short, overlapping):
            found.append(bare(**few))
            found.append(bare(**{**few, **apart(own["rag"], True)}))
    for relieved in (False, True):
        for direction, label, more in label_cells:  # never rated: neutral, or without a target
            own = row(**more, direction=direction, status="neutral", signal_from=since(label, 10))
            found.append(own if not relieved else {**own, **apart("neutral", True), "signal_from": since(label, 7)})
        for bare in (short, overlapping):
            own = bare(status="neutral", direction="neutral")
            found.append(own if not relieved else {**own, **apart("neutral", True)})
        for status, assurance in product(("late", "no_data", "not_due"), ASSURANCES):
            symbol = "c" if status == "no_data" else None
            missing = {**apart(status, relieved), "value": None, "symbol": symbol}
            for direction, label, more in label_cells:
                target = TARGETS.get(direction, {}).get(assurance, (None, None))
                if (target[0] is None) == (assurance == "none"):
                    own = {**missing, **more, "direction": direction, "assurance": assurance, "target": target[0]}
                    found.append(row(**own, target_upper=target[1], signal_from=since(label, 7)))
            found += [short(**missing), overlapping(**missing)]
    return found


def table():
    """A line of KEYS and the sentence for every combination of the first four, the labels and directions in turn."""
    held = {}
    for cells in possible():
        held.setdefault(tuple(cells[key] for key in KEYS[:4]), []).append(cells)
    order = [
        key for key in product(STATUSES, VARIATIONS, ASSURANCES, (False, True)) if key in held
    ]  # in the order in which they are declared, what is not judged last
    order.sort(key=lambda key: key[1] == "overlapping")
    lines = []
    for number, key in enumerate(order):
        kinds = {}
        for cells in held[key]:
            kinds.setdefault((cells["direction"], cells["signal_type"]), cells)
        cells = list(kinds.values())[number % len(kinds)]
        lines.append({name: str(cells[name] or "") for name in KEYS} | {"sentence": sentence(cells)})
    return lines


def written():
    """Write the table anew."""
    with TABLE.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, [*KEYS, "sentence"], lineterminator="\n")
        writer.writeheader()
        writer.writerows(table())


def test_every_combination_that_can_come_about_has_its_sentence_in_the_table():
    with TABLE.open(encoding="utf-8", newline="") as file:
        kept = list(csv.DictReader(file))
    found = table()
    assert [line["sentence"] for line in kept] == [line["sentence"] for line in found]
    assert kept == found


def test_the_table_holds_every_status_variation_assurance_and_label():
    lines = table()
    for key, values in (("status", STATUSES), ("variation", VARIATIONS), ("assurance", ASSURANCES)):
        assert {line[key] for line in lines} == set(values)
    assert {line["signal_type"] for line in lines} == {*LABELS, ""}
    seen = {(line["status"], line["variation"], line["relieved"]) for line in lines}
    unrated = {(status, variation, r) for status in STATUSES for variation in VARIATIONS for r in ("", "True")}
    assert seen == unrated


STATUS = {
    **{"green": "Green", "amber": "Amber", "red": "Red", "neutral": "Not rated"},
    **{"late": "Late", "no_data": "No data", "not_due": "Not due"},
}
NEXT = {"red": {"Amber", "Green"}, "amber": {"Green"}, "green": {"Green"}}
JARGON = re.compile(r"sigma|\b[UL]?CL\b|SPC|XmR|special|cause|astronomical|process|partition|rebase|null|None|nan")


def test_every_sentence_is_plain_words_and_comes_to_an_end():
    for cells in possible():
        says = sentence(cells)
        assert says.endswith(".") and not re.search(r"\.\.|  |: [A-Z]|; [A-Z]|[a-z]\. [a-z]", body(says)), says
        assert not JARGON.search(says), says


def body(says):
    """The sentence without what its first words quote: what the relief is called and what the figure is."""
    return says.split(". ", 2 if says.startswith("Relieved") else 1)[-1]


def test_every_sentence_says_its_own_status_and_no_other():
    for cells in possible():
        says, own = sentence(cells), STATUS[cells["status"]]
        rest = says.removeprefix("Relieved to 31 December 2026 (clause 12.1). ")
        assert (rest != says) == cells["relieved"]
        assert rest.removeprefix("It would be ").startswith(f"{own}:")
        distance = margin(cells) or ""
        assert {colour for colour in COLOURS if colour in distance} <= NEXT.get(cells["status"], set())
        told_of = says.replace(f"{distance}." if distance else "", "")
        assert {word for word in STATUS.values() if re.search(rf"\b{word}\b", told_of)} == {own}, says
        assert "Relieved" not in told_of or cells["relieved"]


def test_nothing_is_judged_of_a_figure_that_is_relieved_or_missing():
    for cells in possible():
        says, own = signal(cells), not cells["relieved"] and cells["value"] is not None
        for word in ("Not a signal", "at the present level", "so far", "is met now", "is missed now", "But "):
            assert own or word not in says
        if cells["variation"] not in ("too_few", "overlapping"):
            assert ("July 2026" in says) == (not own), says
        limited = cells["variation"] != "overlapping"
        assert ("Relieved periods are left out of the limits" in says) == (cells["relieved"] and limited)


def test_better_and_worse_are_said_of_what_has_a_better_side_and_of_nothing_else():
    for cells in possible():
        says = signal(cells).lower()
        assert ("for the better" in says) == cells["variation"].startswith("improvement")
        assert ("for the worse" in says) == cells["variation"].startswith("concern")
        assert ("a real rise" in says) == (cells["variation"] == "neutral_high")
        assert ("a real fall" in says) == (cells["variation"] == "neutral_low")
        assert ("usual variation" in says) == (cells["variation"] == "common_cause")
        assert ("the target" in says) == (cells["assurance"] != "none")


def test_what_is_expected_of_the_target_is_what_the_limits_say():
    expected = {"pass": "be met every time", "inconsistent": "be met in some months and missed in others, by chance"}
    for cells in possible():
        fails = "not be met without change" if cells["variation"] == "common_cause" else "be missed every time"
        for assurance, words in {**expected, "fail": fails}.items():
            assert (words in signal(cells)) == (assurance == cells["assurance"]), signal(cells)


def test_off_target_but_improving_and_on_target_but_worsening_are_said_as_contradictions():
    change = {"signal_from": date(2026, 10, 1)}
    red = signal(row(variation="improvement_high", signal_type="7 Points Above CL", **change))
    green = signal(row(status="green", variation="concern_high", signal_type="Above UCL", **change))
    unrated = signal(row(status="neutral", variation="concern_high", signal_type="Above UCL", **change))
    assert red.startswith("But there is a real change for the better")
    assert green.startswith("But there is a real change for the worse")
    assert unrated.startswith("A real change for the worse")


def test_a_target_met_by_the_exception_alone_is_said_to_be_met_now():
    above = {"variation": "improvement_high", "signal_type": "Above UCL", "signal_from": date(2026, 10, 1)}
    assert signal(row(status="green", value=95.0, assurance="fail", **above)) == (
        "A real change for the better in October 2026: above the usual range. The target is met now, but on the "
        "average so far it would be missed every time."
    )


@pytest.mark.parametrize(
    ("value", "label", "ends"),
    [
        (84.0, "7 Point Trend (Decreasing)", "in a row, though still above the average."),
        (76.0, "7 Point Trend (Decreasing)", "in a row."),
        (80.0, "7 Point Trend (Decreasing)", "in a row."),
        (76.0, "7 Point Trend (Increasing)", "in a row, though still below the average."),
        (84.0, "7 Point Trend (Increasing)", "in a row."),
    ],
)
def test_a_trend_on_the_other_side_of_the_average_says_so(value, label, ends):
    variation = meaning("higher", label)
    assert signal(row(value=value, signal_type=label, variation=variation, signal_from=date(2026, 4, 1))).endswith(ends)


@pytest.mark.parametrize(
    ("start", "end", "began", "until", "words"),
    [
        (date(2026, 10, 1), date(2026, 10, 31), date(2026, 4, 1), date(2026, 7, 31),
         ("since April 2026", "months", "July 2026")),
        (date(2026, 7, 1), date(2026, 9, 30), date(2024, 10, 1), date(2026, 6, 30),
         ("since Q3 2024/25", "quarters", "Q1 2026/27")),
        (date(2025, 4, 1), date(2026, 3, 31), date(2015, 4, 1), date(2025, 3, 31),
         ("since 2015/16", "years", "2024/25")),
        (date(2024, 10, 1), date(2025, 9, 30), date(2015, 10, 1), date(2024, 9, 30),
         ("since the census year to 30 September 2016", "census years", "the census year to 30 September 2024")),
    ],
)  # fmt: skip
def test_every_grain_has_its_own_words(start, end, began, until, words):
    since_words, plural, until_words = words
    cells = row(period_start=start, period_end=end, signal_from=began, signal_on=end, assurance="inconsistent",
                variation="improvement_high", signal_type="7 Points Above CL")  # fmt: skip
    assert signal(cells) == (
        f"But there is a real change for the better {since_words}, now seven or more {plural} in a row above the "
        f"average. On the average so far the target would be met in some {plural} and missed in others, by chance."
    )
    late = {**cells, "status": "late", "value": None, "signal_on": until}
    assert signal(late).startswith(
        f"The figures up to {until_words} showed a real change for the better {since_words}, by then "
    )


@pytest.mark.parametrize("points", [0, 1, 12])
def test_too_few_points_are_said_in_the_same_words_everywhere(points):
    words = f"too few points for limits ({points} of 13)"
    assert too_few(short(signal_points=points)) == words
    for cells in ({}, {"relieved": True}, {"value": None, "status": "late"}, {"value": None, "status": "no_data"}):
        assert signal(short(signal_points=points, **cells)).endswith(f": {words}.")


def test_no_earlier_figure_is_not_told_as_some():
    assert signal(short(signal_points=0, signal_on=None, value=None, status="late")) == (
        "There are no earlier figures to learn from: too few points for limits (0 of 13)."
    )


def test_too_few_points_after_a_rebase_are_not_told_as_so_many_of_thirteen():
    cells = short(signal_points=40, rebased_on=date(2026, 10, 5))
    assert signal(cells) == (
        "Whether this is a real change or chance cannot be told yet: too few points since the limits were reset on "
        "5 October 2026."
    )
    assert signal_words(cells) == "Too few points"


def test_figures_that_overlap_are_said_not_to_be_judged_and_why_whatever_else_is_so():
    why = "each month shares eleven with the one before"
    for cells in possible():
        assert (signal(cells) == f"Not judged as a real change or chance: {why}.") == (
            cells["variation"] == "overlapping"
        )
    red = {"target": 13.0, "direction": "lower", "short_of_green": 57.0, "heading": "fewer"}
    assert sentence(overlapping(travel="worse", previous=69.0, **red)) == (
        f"Red: 70.0% against a target of 13% or lower. Not judged as a real change or chance: {why}. "
        "57.0 points too high for Green. Worse than the month before, 69.0%."
    )
    assert (no_limits(overlapping()), no_limits(short())) == (why, too_few(short()))


def test_trial_limits_are_said_to_be_on_trial():
    ending = " Trial limits: fewer than 12 points since they were reset on 1 April 2026."
    trial = {"trial": True, "rebased_on": date(2026, 4, 1)}
    for cells in ({}, apart("red", True), {**apart("late", False), "value": None}):
        assert signal(row(**cells, **trial)) == signal(row(**cells)) + ending


def test_travel_is_told_while_there_are_too_few_points_and_not_beside_limits():
    travel = {"travel": "worse", "previous": 75.0}
    assert sentence(short(status="neutral", **travel)).endswith("Worse than the month before, 75.0%.")
    assert "before" not in sentence(row(status="neutral", **travel))


def test_every_variation_and_assurance_has_a_caption_of_its_own():
    assert set(VARIATION_WORDS) == set(VARIATIONS)
    assert set(ASSURANCE_WORDS) == set(AVERAGE_WORDS) == set(ASSURANCES)
    captions = [*VARIATION_WORDS.values(), *ASSURANCE_WORDS.values()]
    assert len(set(captions)) == len(captions) == 13


@pytest.mark.parametrize(
    ("cells", "says"),
    [
        ({}, "Usual variation"),
        ({"assurance": "fail"}, "Usual variation; will be missed"),
        ({"variation": "improvement_high", "assurance": "inconsistent"},
         "Improving: rising; on average so far: hit or miss"),
        ({"assurance": "fail", "trial": True}, "Usual variation; will be missed (trial)"),
        ({"trial": True}, "Usual variation (trial)"),
        ({"assurance": "pass", "relieved": True}, "Usual variation; on average so far: met"),
        ({"variation": "neutral_low"}, "Real fall"),
        ({"variation": "too_few", "signal_points": 5}, "Too few points, 5 of 13"),
        ({"variation": "overlapping", "target": 80.0}, "Not judged: each month shares eleven with the one before"),
    ],
)  # fmt: skip
def test_the_signal_in_a_few_words(cells, says):
    assert signal_words(row(**cells)) == says


@pytest.mark.parametrize(
    ("cells", "says"),
    [
        ({"assurance": "fail"}, "Will be missed"),
        ({"assurance": "pass"}, "Will be met"),
        ({"assurance": "inconsistent"}, "Hit or miss"),
        ({"assurance": "fail", "variation": "improvement_high"}, "On average so far: missed"),
        ({"assurance": "pass", "variation": "concern_low"}, "On average so far: met"),
        ({"assurance": "fail", "relieved": True}, "On average so far: missed"),
        ({"assurance": "inconsistent", "value": None, "status": "late"}, "On average so far: hit or miss"),
        ({"assurance": "fail", "trial": True}, "Will be missed (trial)"),
        ({}, "No target"),
        ({"trial": True}, "No target"),
        ({"direction": "neutral", "target": 80.0, "variation": "neutral_high"}, "No target"),
        ({"variation": "too_few", "target": 80.0}, "Not known yet"),
        ({"variation": "overlapping", "target": 80.0}, "Not judged"),
        ({"variation": "overlapping"}, "No target"),
    ],
)
def test_the_caption_of_a_target_promises_nothing_of_a_level_that_is_changing_or_not_known(cells, says):
    assert assurance_caption(row(**cells)) == says


def test_the_captions_promise_just_where_the_sentence_does():
    for cells in possible():
        promised = re.search("the target will (be met|not be met)", signal(cells)) is not None
        assert (assurance_caption(cells) in ("Will be met", "Will be missed", "Hit or miss")) == promised
        assert assurance_caption(cells).lower() in signal_words(cells).lower() or cells["assurance"] == "none"


def test_the_caption_of_a_variation_says_when_its_limits_are_on_trial():
    assert variation_caption(row(variation="concern_low")) == "Concern: falling"
    assert variation_caption(row(trial=True)) == "Usual variation (trial)"
    assert variation_caption(overlapping()) == "Not judged: months overlap"


def test_a_change_that_began_by_one_rule_is_not_said_to_have_begun_by_the_one_found_now():
    cells = {"variation": "concern_low", "signal_type": "Below LCL", "signal_from": date(2024, 9, 1), "value": 64.8}
    says = "a real change for the worse since September 2024"
    assert signal(row(**cells)) == f"{capitalised(says)}, now below the usual range."
    others = signal(row(**{**cells, **apart("red", True)}))
    assert others.endswith(f"The others, up to July 2026, showed {says}, by then below the usual range.")
    for cells in possible():
        assert not re.search(r"since [^.,;]*:", signal(cells))


def test_figures_without_steps_between_them_are_said_to_have_none():
    words = "there are too few changes from one period to the next to tell what is usual"
    assert signal(short(signal_points=14)).endswith(f"cannot be told yet: {words}.")
    assert signal_words(short(signal_points=14)) == "Too few points"


def test_a_change_is_running_unless_it_is_usual_not_known_or_not_judged():
    still = {name for name in VARIATIONS if not changing(row(variation=name))}
    assert still == {"common_cause", "too_few", "overlapping"}


def test_a_frame_is_told_row_by_row():
    rows = [row(target=80.0, short_of_green=10.0, short_of_amber=8.0, heading="more"), row(status="neutral")]
    out = told(pl.DataFrame(rows, infer_schema_length=None))
    assert out["margin"].to_list() == ["8.0 points short of Amber, 10.0 points short of Green", None]
    assert out["sentence"].to_list() == [sentence(cells) for cells in rows]
    assert told(out.clear()).schema["sentence"] == pl.String
