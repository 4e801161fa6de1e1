"""The links return: the threads between KPIs, risks, priorities, the plan, findings, money and the Council's aims."""

import polars as pl

from sct_dash.core import things, thread
from sct_dash.core.frames import PRIORITIES, empty
from sct_dash.core.thread_frames import AIMS, LINKED
from sct_dash.returns.shape import Column, Kind, Known, Rule
from sct_dash.returns.words import folded, nearest

COMPARED = 70
"""Codes that are held by nothing for which a nearest guess is looked for: past that nobody reads them."""
AS_GIVEN = {folded(name): name for name in (*PRIORITIES, *AIMS)}
ALSO = {
    "measure": "kpi",
    "indicator": "kpi",
    "strategic risk": "risk",
    "strategic priority": "priority",
    "area to improve": "finding",
    "inspection finding": "finding",
    "budget": "budget_line",
    "line": "budget_line",
    "corporate plan aim": "aim",
    "corporate aim": "aim",
}
_SIDES = ("from", "to")


def _finished(rows: pl.DataFrame) -> pl.DataFrame:
    """Codes as they are held: in capitals but for risks, aims and priorities as they are called, findings as X/1."""
    written = pl.concat([rows["from_code"], rows["to_code"]]).drop_nulls().unique()
    given = {text: AS_GIVEN.get(folded(text), text) for text in written}
    return rows.with_columns(_spelled(side, given).alias(f"{side}_code") for side in _SIDES)


def _spelled(side: str, given: dict[str, str]) -> pl.Expr:
    kind, code = pl.col(f"{side}_kind"), pl.col(f"{side}_code")
    bare = code.str.strip_chars()
    return (
        pl.when(kind.is_in(["priority", "aim"]))
        .then(code.replace(given))
        .when(kind == "finding")
        .then(bare.str.to_uppercase().str.replace(r"\s*/\s*0*([1-9])", "/${1}"))
        .when(kind != "risk")
        .then(bare.str.to_uppercase())
        .otherwise(bare)
    )


def _joined(rows: pl.DataFrame, known: Known) -> pl.DataFrame:
    """Reference columns: for both ends what `_ended` adds; `again` and `said`, words of a link held already.

    `again`: the other end of one that is held, or that an earlier row of the file has, the other way round. `said`: why
    the two belong together by another return.
    """
    named = things.names(known.picture)
    told = rows.with_row_index("_row")
    for side in _SIDES:
        told = _ended(told, named, side)
    return _alike(told, known).sort("_row").drop("_row")


def _ended(rows: pl.DataFrame, named: pl.DataFrame, side: str) -> pl.DataFrame:
    """`SIDE_there` (Boolean), `SIDE_words` (what one of its kind is called), `SIDE_none` and `SIDE_meant`.

    `SIDE_none` is the return of which nothing is held; `SIDE_meant` asks for the code most like it, else is empty.
    """
    kind, code = f"{side}_kind", f"{side}_code"
    one = {name: f"an {words[0]}" if words[0][0] in "aio" else f"a {words[0]}" for name, words in things.KINDS.items()}
    there = named.select(pl.col("kind").alias(kind), pl.col("code").alias(code), pl.lit(True).alias(f"{side}_there"))
    told = rows.join(there, on=[kind, code], how="left", maintain_order="left").with_columns(
        pl.col(f"{side}_there").fill_null(False),
        pl.col(kind).replace_strict(one, return_dtype=pl.String, default=None).alias(f"{side}_words"),
        _lacking(named, kind).alias(f"{side}_none"),
    )
    asked = told.filter(~pl.col(f"{side}_there")).select(kind, code).drop_nulls().unique(maintain_order=True)
    guesses = asked.head(COMPARED).with_columns(
        pl.Series(f"{side}_meant", [_meant(named, *row) for row in asked.head(COMPARED).iter_rows()], pl.String)
    )
    told = told.join(guesses, on=[kind, code], how="left", maintain_order="left")
    return told.with_columns(pl.col(f"{side}_meant").fill_null(""))


def _lacking(named: pl.DataFrame, kind: str) -> pl.Expr:
    """The name of the return that would hold things of a kind of which none is held; null where some are."""
    none = {kind: held for kind, held in things.HELD_BY.items() if kind not in set(named["kind"])}
    return pl.col(kind).replace_strict(none, return_dtype=pl.String, default=None)


def _meant(named: pl.DataFrame, kind: str, code: str) -> str:
    """The question that guesses what was meant: by the name that stands in place of a code, else by the nearest."""
    held = named.filter(pl.col("kind") == kind)
    alike = {folded(title): found for title, found in held.select("title", "code").drop_nulls().iter_rows()}
    upper = {found.upper(): found for found in held["code"]}
    guess = alike.get(folded(code)) or upper.get(nearest(code.upper()[:60], upper) or "")
    return f". Did you mean {guess}? Write it as it is held" if guess else ""


def _alike(rows: pl.DataFrame, known: Known) -> pl.DataFrame:
    """`again` and `said` of `_joined`, each a left join so that no row is lost or doubled."""
    ends, both = list(thread.ENDS), known.picture
    held = both.get("links", empty("links")).select(ends)
    earlier = rows.select("_row", *ends).drop_nulls()
    turned = thread.turned(earlier).select(pl.col("_row").alias("_other"), *ends)
    within = earlier.join(turned, on=ends).filter(pl.col("_other") < pl.col("_row")).select("_row")
    reverse = thread.turned(held).select(*ends)
    without = earlier.join(reverse, on=ends, how="semi").select("_row")
    again = pl.concat([within, without]).unique().with_columns(again=pl.lit(True))
    implied = thread.implied(both).select(*ends, said="why")
    either = pl.concat([implied, thread.turned(implied).select(implied.columns)]).unique(ends, keep="first")
    told = rows.join(again, on="_row", how="left", maintain_order="left")
    return told.join(either, on=ends, how="left", maintain_order="left")


def _end(side: str, words: str, example: str, guide: str, also: tuple[str, ...]) -> tuple[Column, Column]:
    """The two columns of one end."""
    kind = Column(
        f"{side}_kind", f"{words} kind", "choice", required=True, choices=LINKED, also=ALSO, example=example,
        synonyms=also, guide=f"what sort of thing the link {guide}",
    )  # fmt: skip
    code = Column(
        f"{side}_code", f"{words} code", "text", required=True, max_chars=200,
        synonyms=tuple(name.replace("kind", "code").replace("type", "reference") for name in also),
        example="KPI001" if side == "from" else AIMS[0],
        guide="its code as it is held; a risk's reference, an inspection and a number like ILACS-2022/1, a strategic "
        "priority or an aim in its own words",
    )  # fmt: skip
    return kind, code


def _held(side: str, words: str, code: str) -> tuple[Rule, Rule]:
    """The two rules of one end: something of its kind is held, and it is one of them."""
    there, none = pl.col(f"{side}_there"), pl.col(f"{side}_none")
    unread = pl.col(f"{side}_kind").is_null()
    return (
        Rule(
            f"{side} kind held",
            f"No {{{side}_none}} are held yet, so ‘{{cell}}’ cannot be linked. Send the {{{side}_none}} return first",
            none.is_null() | unread, f"{side}_code", {f"{side}_kind": "risk", f"{side}_code": "4c"}, shown=False,
            guide=f"What the link goes {side} is held before the link is sent.",
        ),
        Rule(
            f"{side} held", f"{words} code must be {{{side}_words}} that is held, not ‘{{cell}}’{{{side}_meant}}",
            there | none.is_not_null() | unread, f"{side}_code", {f"{side}_kind": "kpi", f"{side}_code": code},
            shown=False, guide=f"{words} code is that of a thing that is held.",
        ),
    )  # fmt: skip


KIND = Kind(
    name="links",
    title="links",
    about="Which things belong together, and why: KPIs, risks, strategic priorities, outcomes, milestones, inspection "
    "findings, budget lines and the aims of the Council's Corporate Plan. A link shows from both of its ends.",
    columns=(
        *_end("from", "From", "kpi", "starts from", ("from type", "source kind", "source type")),
        *_end("to", "To", "aim", "goes to", ("to type", "target kind", "target type")),
        Column(
            "why", "Why", "text", max_chars=1000, example="Those who come back were not helped enough before",
            synonyms=("reason", "because", "rationale", "explanation"), guide="why the two belong together, in a "
            "sentence a board member understands",
        ),
    ),
    key=thread.ENDS,
    joined=_joined,
    finished=_finished,
    rules=(
        *_held("from", "From", "KPI01"),
        *_held("to", "To", "KPI0002"),
        Rule(
            "two things", "A link must join two things, and {to_code} stands at both ends",
            (pl.col("from_kind") != pl.col("to_kind")) | (pl.col("from_code") != pl.col("to_code")), "to_code",
            {"to_kind": "kpi", "to_code": "KPI001"}, shown=False, guide="A link joins two things.",
        ),
        Rule(
            "one way", "{to_code} and {from_code} are linked already, the other way round: a link shows from both of "
            "its ends, so one is enough", pl.col("again").is_null(), "to_code",
            {"to_kind": "kpi", "to_code": "KPI002"}, severity="query", shown=False,
            guide="A link that is there the other way round is queried, since it shows from both ends.",
        ),
        Rule(
            "not said elsewhere", "These two are joined without a link (‘{said}’): look whether it is worth another",
            pl.col("said").is_null(), "to_code", {"to_kind": "priority", "to_code": "Practice"}, severity="query",
            shown=False, guide="A link that another return implies already, such as a KPI to its own priority, is "
            "queried.",
        ),
        Rule(
            "why said", "Say why these two belong together: readers see the link and ask",
            pl.col("why").is_not_null(), "why", {"why": ""}, severity="query", shown=False,
            guide="A link without why is queried.",
        ),
    ),
    examples=(
        {"from_kind": "kpi", "from_code": "KPI001", "to_kind": "aim", "to_code": AIMS[0],
         "why": "Those who come back were not helped enough before"},
    ),
    known_examples={
        "kpis": tuple(
            {"kpi_code": code, "name": name, "unit": "percent", "direction": "lower", "frequency": "month",
             "priority": "Practice"}
            for code, name in (("KPI001", "Re-referrals"), ("KPI002", "Assessments in time"))
        ),
        "links": (
            {"from_kind": "kpi", "from_code": "KPI002", "to_kind": "kpi", "to_code": "KPI001", "why": "Thoroughness"},
        ),
    },
)  # fmt: skip
