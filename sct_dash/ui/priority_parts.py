"""One strategic priority whole: its sentence, its outcomes and milestones, KPIs, risks, findings and budget lines."""

from collections.abc import Mapping

import polars as pl
import streamlit as st

from sct_dash.charts import plan as charts
from sct_dash.core import finance, finance_words, improvements, inspection_words, plan_words, risk_words
from sct_dash.core.frames import PRIORITIES
from sct_dash.core.periods import day_words
from sct_dash.core.sentences import counted
from sct_dash.ui import asked, data, filters, kpi_rows, plan_tables, style, tables, thread
from sct_dash.ui.filters import Moment
from sct_dash.ui.finance_lines import thousands
from sct_dash.ui.kpi_rows import demonstration_mark
from sct_dash.ui.plan_data import Plan
from sct_dash.ui.tables import NUMERIC, link, text
from sct_dash.ui.thread_marks import brag
from sct_dash.ui.thread_marks import risk as risk_mark

RISKS = {"Band": "w", "Risk and owner": "wide", "Movement": "w", "Target": "w", "Next review": "w"}
FINDINGS = {"What was done": "w", "Finding": "wide", "Area": "wide"}
LINES = {"Line": "wide", "Over or under": NUMERIC, "Contract sum": NUMERIC, "Forecast": NUMERIC}


NO_PLAN = "No plan is held at this moment. A performance officer can send the outcomes and milestones returns."


def choose(told: Plan) -> None:
    """Without a priority chosen: a link to each of the six, and that no plan is held where none is."""
    if not told.held:
        st.text(NO_PLAN)
    ways = "".join(f"<li>{link(filters.address('priority', priority=name), name)}</li>" for name in PRIORITIES)
    tables.block(f'<p class="lead">Choose a strategic priority.</p><ul>{ways}</ul>')


def plan(told: Plan, moment: Moment, priority: str) -> None:
    """The sentence of the priority, its outcomes and its milestones; or that no plan is held.

    The milestones of one outcome or one standing stand first: a link asked for just those.
    """
    if not told.held:
        st.text(NO_PLAN)
        return
    tables.block(sentence(told.of(priority)))
    of = outcome(told.outcomes.filter(pl.col("priority") == priority))
    which = plan_tables.standing()
    if of is None and which is None:
        outcomes(told, priority)
    milestones(told, moment, priority, of, which)
    if of is not None or which is not None:
        outcomes(told, priority)


def sentence(row: dict) -> str:
    """Where a row of priorities.standing stands, with what the priority is for, as HTML."""
    worse = [f"{row[name]} {words}" for name, words in (("kpis_red", "red"), ("kpis_amber", "amber")) if row[name]]
    kpis = f"KPIs: {', '.join(worse)}. " if worse else ""
    red = f"{counted(row['risks_red'], 'risk')} {'is' if row['risks_red'] == 1 else 'are'} red." if row["risks"] else ""
    red = red.replace("0 risks are", "No risk is")
    intent = f'<p class="quiet">{text(row["intent"])}</p>' if row["intent"] else ""
    return (
        f'<p class="lead">{brag(row["brag"])} <strong>{text(plan_words.of_several(row))}</strong> '
        f"{text(kpis + red)}{demonstration_mark(row)}</p>{intent}"
    )


def outcome(rows: pl.DataFrame) -> str | None:
    """The code of the outcome that milestones are narrowed to, or None for all of them. Bound to the address."""
    options = {f"{row['outcome']} {row['title']}": row["outcome"] for row in rows.iter_rows(named=True)}
    read = asked.one_of({filters.ALL: filters.ALL, **options})
    asked.put_right("outcome", read, "outcome", "all are shown", "which this priority does not have")
    chosen = st.sidebar.selectbox(
        "Outcome",
        [filters.ALL, *options],
        key="outcome",
        bind="query-params",
        on_change=asked.forget,
        args=("outcome",),
    )
    asked.tell("outcome")
    return options.get(chosen)


def outcomes(told: Plan, priority: str) -> None:
    """The outcomes of the priority, what is late first."""
    rows = told.outcomes.filter(pl.col("priority") == priority)
    st.header("Outcomes")
    plan_tables.outcomes(rows, f"{counted(rows.height, 'outcome')}, what is late first")


def milestones(told: Plan, moment: Moment, priority: str, of: str | None, which: str | None) -> None:
    """The milestones of the priority on a timeline and as a table; `of` one outcome or `which` standing where given."""
    every = told.milestones.filter(pl.col("priority") == priority)
    rows = every if of is None else every.filter(pl.col("outcome") == of)
    rows = rows if which is None else rows.filter(pl.col("brag") == which)
    st.header(tables.plain(charts.headline(rows)))
    if rows.height < every.height:
        alone = [f"outcome {of}" if of else "", f"what is {plan_words.BRAG_WORDS[which].lower()}" if which else ""]
        all_of_them = link(filters.address("priority", priority=priority), f"Show all {every.height}")
        tables.block(f"<p>Only {text(' and '.join(part for part in alone if part))}. {all_of_them}</p>")
    words = charts.described(rows, moment.on)
    if charts.chosen(rows, moment.on).height:
        tables.block(
            '<p class="quiet">A hollow circle is the day a milestone was first due, the filled mark the day it is due '
            f"now or was complete, the line between them how far it slipped; dashed is {day_words(moment.on)}.</p>"
        )
        picture = charts.timeline(rows, moment.on, style.theme())
        st.altair_chart(picture, alt=words, key="milestones_timeline", width="stretch")
        tables.block(f'<p class="quiet">{text(words)}</p>')
    caption = plan_tables.caption(rows, f"outcome {of}" if of else priority, which)
    plan_tables.milestones(rows, caption, names_outcome=of is None)
    plan_tables.rule()


def kpis(moment: Moment, priority: str) -> None:
    """The KPIs of the priority."""
    rows = filters.narrowed(data.statuses(moment.version, moment.as_at, moment.on), priority=priority)
    st.header("KPIs")
    series = data.series(moment.version, moment.as_at)
    kpi_rows.paged_table(counted(rows.height, "KPI"), rows, series)


def risks(register: pl.DataFrame, priority: str) -> None:
    """The open risks to the priority, the gravest first, a row leading to its risk."""
    rows = register.filter(pl.col("priority") == priority, pl.col("movement") != "closed")
    cells = [_risk(row) for row in rows.iter_rows(named=True)]
    st.header("Risks")
    caption = f"{counted(rows.height, 'open risk')}, the gravest first"
    tables.table(caption, RISKS, cells, header_column=1, note="No open risk is held for this priority.")


def _risk(row: dict) -> list[str]:
    named = link(filters.address("risk", risk=row["reference"]), f"{row['reference']} {row['title']}", whole_row=True)
    owner = text(row["owner"] or "Nobody owns it")
    target = "none set" if row["target_score"] is None else risk_words.score(row["target_score"])
    by = f" by {day_words(row['target_on'])}" if row["target_on"] and row["target_score"] is not None else ""
    review = "none set" if row["next_review_on"] is None else day_words(row["next_review_on"])
    return [
        risk_mark(row),
        f'{named}{demonstration_mark(row)}<br><span class="quiet">{owner}</span>',
        text(risk_words.movement(row)),
        f"{target}{by}{', at risk' if row['target_at_risk'] else ''}",
        f"{review}{', overdue' if row['overdue'] else ''}",
    ]


def findings(picture: Mapping[str, pl.DataFrame], moment: Moment, priority: str) -> None:
    """What inspectors found and the priority's outcomes and milestones answer, what is not done first."""
    every = improvements.serving(improvements.findings(picture, on=moment.on), priority)
    rows, without = every.filter(~pl.col("without_action")), every.filter("without_action")
    words = inspection_words.LED_TO_WORDS
    st.header("Inspection findings")
    cells = [
        [
            f"{words[row['led_to']]}: {row['actions_complete']} of {counted(row['actions'], 'action')}",
            link(thread.things_address("finding", row["finding_code"]), f"{row['finding_code']} {row['text']}", True)
            + demonstration_mark(row),
            text(row["area"]),
        ]
        for row in rows.iter_rows(named=True)
    ]
    note = "No finding is answered by an outcome or a milestone of this priority."
    caption = f"{counted(rows.height, 'finding')} that this priority answers"
    tables.table(caption, FINDINGS, cells, header_column=1, note=note)
    if without.height:
        number = counted(without.height, "other finding")
        serve = "it serves" if without.height == 1 else "they serve"
        way = link(filters.address("inspections"), "See inspections")
        mark = demonstration_mark({"demonstration": without["demonstration"].any()})
        says = f"On {number} no action is held here, so nothing says which priority {serve}."
        tables.block(f"<p>{text(says)}{mark} {way}</p>")


def budget_lines(picture: Mapping[str, pl.DataFrame], priority: str) -> None:
    """The budget lines of the priority in the latest month held, what is over first."""
    rows = finance.position(picture, priority=priority)
    st.header("Budget lines")
    month = f" at {day_words(rows['month_end'][0])}" if rows.height else ""
    cells = [
        [
            link(thread.things_address("budget_line", row["budget_line"]), row["name"], whole_row=True)
            + demonstration_mark(row),
            text("no forecast" if row["variance"] is None else finance_words.over_or_under(row["variance"])),
            thousands(row["contract"]),
            thousands(row["forecast"]),
        ]
        for row in rows.iter_rows(named=True)
    ]
    note = "No budget line names this priority."
    tables.table(f"{counted(rows.height, 'line')}{month}, £ thousand", LINES, cells, note=note)
