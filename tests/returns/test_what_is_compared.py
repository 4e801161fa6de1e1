"""The kinds that a comparison is made of, at the edges of their rules, and cells that mean what they do not say."""

from datetime import date

import pytest

from tests.returns.drawn import AREAS, KPIS, MEASURES, checked, found, picture, says

FIGURE = "measure,area,area_kind,period_end,basis,value,release,source\n"


def figure(value: str = "79", area: str = "Sandwell", kind: str = "authority", end: str = "31/03/2025") -> str:
    return f'{FIGURE}cla-rate,{area},{kind},{end},position,"{value}",CLA 2025,Department for Education\n'


@pytest.mark.parametrize(
    ("cell", "kept"),
    [
        ("79", (79.0, None)), ("1,067", (1067.0, None)), ("7.9%", (7.9, None)), ("0", (0.0, None)), (":", (None, "x")),
        ("NA", (None, "x")), ("na", (None, "x")), ("c", (None, "c")), ("low", (None, "k")), ("u", (None, "u")),
    ],
)  # fmt: skip
def test_a_published_figure_is_a_value_or_what_its_symbol_means(cell: str, kept: tuple):
    assert checked(figure(cell), kind="benchmarks").rows.select("value", "symbol").row(0) == kept


def test_na_is_a_symbol_of_published_figures_alone():
    assert found("period,kpi_code,value\n2024-04,KPI001,NA\n") == [(2, "value", "unreadable")]


def test_a_measure_s_code_is_kept_in_capitals_wherever_it_is_written():
    assert checked(figure(), kind="benchmarks").rows["measure"].item() == "CLA-RATE"
    new = checked("measure,name,unit,direction\nnew_one,New,count,lower\n", kind="measures")
    assert new.rows["measure"].item() == "NEW_ONE"


@pytest.mark.parametrize(
    ("area", "kind", "rules"),
    [
        ("Sandwell", "authority", []),
        ("Sandwell", "neighbour", ["kind as listed"]),
        ("Sandwell", "neighbours_mean", []),
        ("sandwell", "authority", ["area as listed"]),
        ("Statistical neighbours (2021 list)", "neighbours_mean", []),
        ("Barnsley", "neighbour", []),
    ],
)
def test_an_area_need_not_be_listed_but_is_told_as_it_is_listed(area: str, kind: str, rules: list[str]):
    assert [rule for *_, rule in found(figure(area=area, kind=kind), kind="benchmarks")] == rules


def test_a_period_given_as_a_month_or_a_year_ends_on_its_last_day():
    for end in ("Mar 2025", "2025-03", "2024/25"):
        assert checked(figure(end=end), kind="benchmarks").rows["period_end"].item() == date(2025, 3, 31)


def test_a_period_may_end_today_and_no_later():
    assert found(figure(end="22/11/2026"), kind="benchmarks") == []
    assert found(figure(end="23/11/2026"), kind="benchmarks") == [(2, "period_end", "period ended")]


def test_an_area_may_take_over_the_code_that_another_gives_up():
    swapped = "area,area_kind,area_code\nSandwell,authority,E08999999\nTipton,neighbour,E08000028\n"
    assert found(swapped, kind="areas") == []
    assert found(swapped.splitlines()[0] + "\nTipton,neighbour,E08000028\n", kind="areas") == [
        (2, "area_code", "one area a code")
    ]


def test_an_area_is_spelled_one_way_within_a_file_too():
    two = "area,area_kind,area_code\nDudley,neighbour,E08000027\nDUDLEY,neighbour,E08000027\n"
    assert says(two, kind="areas") == ["Area must be written as it is already, Dudley, not ‘DUDLEY’."]


@pytest.mark.parametrize(
    ("kpi", "measure", "rules"),
    [
        ("KPI001", "CL-SUITABLE", []),
        ("KPI001", "TURNOVER", ["same direction"]),
        ("KPI005", "TURNOVER", []),
        ("KPI007", "CLA-RATE", ["same direction"]),
        ("KPI006", "CLA-RATE", ["same unit"]),
    ],
)
def test_a_measure_suits_a_kpi_of_its_unit_and_is_queried_when_the_opposite_is_better(
    kpi: str, measure: str, rules: list[str]
):
    told = found(f"kpi_code,measure\n{kpi},{measure}\n", kind="comparisons")
    assert [rule for *_, rule in told] == rules


@pytest.mark.parametrize(
    ("kpi", "measure", "words"),
    [
        ("lower", "neutral", "For this measure neither more nor less is better, and for the KPI lower."),
        ("neutral", "lower", "For this measure lower is better, and for the KPI neither more nor less."),
        ("range", "higher", "For this measure higher is better, and for the KPI a value within its range."),
    ],
)
def test_a_direction_on_one_side_alone_is_queried_until_a_note_says_what_to_bear_in_mind(
    kpi: str, measure: str, words: str
):
    held = picture(
        kpis=f"kpi_code,name,unit,direction,frequency\nKPI001,Rate,percent,{kpi},month\n",
        measures=f"measure,name,unit,direction\nRATE,Rate,percent,{measure}\n",
    )
    pair = "kpi_code,measure,note\nKPI001,RATE,"
    assert says(f"{pair}\n", kind="comparisons", held=held) == [words]
    assert says(f"{pair}Read it with care\n", kind="comparisons", held=held) == []


@pytest.mark.parametrize(("direction", "note", "queries"), [("range", "", 0), ("neutral", "", 0), ("higher", "Why", 1)])
def test_two_without_a_direction_agree_and_a_note_does_not_answer_for_opposite_ones(
    direction: str, note: str, queries: int
):
    other = "lower" if direction == "higher" else "neutral"
    held = picture(
        kpis=f"kpi_code,name,unit,direction,frequency\nKPI001,Rate,percent,{direction},month\n",
        measures=f"measure,name,unit,direction\nRATE,Rate,percent,{other}\n",
    )
    told = found(f"kpi_code,measure,note\nKPI001,RATE,{note}\n", kind="comparisons", held=held)
    assert [rule for *_, rule in told] == ["same direction"] * queries


@pytest.mark.parametrize(
    ("condition", "good"),
    [
        ("", True), ("age=19 to 21 years", True), ("age = 19 ; group=All;", True), ("type=aged >=16", True),
        ("19 to 21 years", False), ("=19", False), ("age=", False), ("age=19;;group=All", False),
        ("age=19;group", False),
    ],
)  # fmt: skip
def test_a_condition_names_columns_and_what_they_hold(condition: str, good: bool):
    data = f"measure,value_column,condition,basis,year_ends\nTURNOVER,rate,{condition},year,31 March\n"
    assert found(data, kind="dfe_columns") == ([] if good else [(2, "condition", "condition can be read")])


def test_a_rebase_may_be_agreed_today_and_one_to_come_is_queried():
    data = "kpi_code,rebase_on,reason,agreed_on\nKPI001,22/11/2026,A second team,22/11/2026\n"
    assert found(data, kind="rebases") == []
    later = data.replace("KPI001,22", "KPI001,23")
    assert found(later, kind="rebases") == [(2, "rebase_on", "rebase to come")]
    assert checked(later, kind="rebases").accepted


def test_names_of_places_and_measures_are_not_personal_data():
    held = picture(kpis=KPIS, measures=MEASURES, areas=AREAS)
    named = "area,area_kind,area_code\nKingston upon Hull; City of,neighbour,E06000010\n"
    assert checked(named, kind="areas", held=held).accepted
    born = "measure,name,unit,direction,definition\nBORN,Born in care,count,neutral,Children born in the year\n"
    assert checked(born, kind="measures", held=held).accepted
