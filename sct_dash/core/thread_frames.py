"""The shape of every fact of the golden thread: risks, the plan, inspections, meetings and the links between them."""

from __future__ import annotations

import polars as pl

BANDS = ("green", "amber", "red")
MATRIX_PARTS = ("likelihood", "impact", "score")
APPETITE = ("within", "beyond")
STAGES = ("not started", "in progress", "complete", "cancelled")
"""What is said of an action or a milestone; whether it is late is worked out, never said."""
INSPECTION_KINDS = ("inspection", "provider inspection", "visit", "review", "direction")
GRADED = ("inspection", "provider inspection")
"""The kinds of inspection that end in a judgement; the others never have one, and never a colour."""
JUDGEMENTS = ("Outstanding", "Good", "Requires improvement to be good", "Adequate", "Inadequate")
CADENCES = {"monthly": 1, "quarterly": 3, "twice a year": 6, "yearly": 12, "as called": None}
"""How often a board meets, and how many months lie between two meetings; None: they cannot be foreseen."""
SUBJECTS = ("kpis", "staffing", "finance", "risks", "plan", "inspections")
"""What a board can receive."""
AIMS = (
    "Best start in life",
    "People live well and age well",
    "Strong resilient communities",
    "Quality homes in thriving neighbourhoods",
    "A strong and inclusive economy",
)
"""The aims of the Council's Corporate Plan."""
LINKED = ("kpi", "risk", "priority", "outcome", "milestone", "finding", "budget_line", "aim")
"""What a link can join. A finding's code is its inspection's and its number: ILACS-2022/1; an aim's is its words."""
NOTED = (*LINKED, "staffing", "finance", "meeting")
"""What a note can be about; of a meeting as a whole, staffing and finance the code is the kind itself."""
NOTE_KINDS = ("question", "action")

THREAD: dict[str, pl.Schema] = {
    "risk_bands": pl.Schema(
        {
            "valid_from": pl.Date,
            "part": pl.String,
            "level": pl.Float64,
            "words": pl.String,
            "band": pl.String,
            "appetite": pl.String,
            "note": pl.String,
        }
    ),
    "risks": pl.Schema(
        {
            "reference": pl.String,
            "title": pl.String,
            "cause": pl.String,
            "event": pl.String,
            "consequence": pl.String,
            "category": pl.String,
            "owner": pl.String,
            "priority": pl.String,
            "target_score": pl.Float64,
            "target_on": pl.Date,
            "risk_register": pl.String,
            "opened_on": pl.Date,
            "closed_on": pl.Date,
            "reason": pl.String,
        }
    ),
    "risk_scores": pl.Schema(
        {
            "reference": pl.String,
            "assessed_on": pl.Date,
            "likelihood": pl.Float64,
            "impact": pl.Float64,
            "score": pl.Float64,
            "reason": pl.String,
            "controls": pl.String,
            "next_review_on": pl.Date,
        }
    ),
    "risk_actions": pl.Schema(
        {
            "reference": pl.String,
            "action": pl.String,
            "owner": pl.String,
            "due_on": pl.Date,
            "revised_due_on": pl.Date,
            "status": pl.String,
            "reason": pl.String,
        }
    ),
    "priorities": pl.Schema({"priority": pl.String, "intent": pl.String, "source": pl.String}),
    "themes": pl.Schema({"theme": pl.String, "plan": pl.String, "about": pl.String, "source": pl.String}),
    "outcomes": pl.Schema(
        {
            "outcome": pl.String,
            "title": pl.String,
            "theme": pl.String,
            "priority": pl.String,
            "owner": pl.String,
            "weight": pl.Float64,
        }
    ),
    "milestones": pl.Schema(
        {
            "milestone": pl.String,
            "outcome": pl.String,
            "title": pl.String,
            "owner": pl.String,
            "first_due_on": pl.Date,
            "weight": pl.Float64,
        }
    ),
    "milestone_updates": pl.Schema(
        {
            "milestone": pl.String,
            "reported_on": pl.Date,
            "percent": pl.Float64,
            "revised_due_on": pl.Date,
            "status": pl.String,
            "reason": pl.String,
        }
    ),
    "frameworks": pl.Schema(
        {
            "framework": pl.String,
            "title": pl.String,
            "earliest_months": pl.Float64,
            "latest_months": pl.Float64,
            "assumption": pl.String,
            "source": pl.String,
        }
    ),
    "inspections": pl.Schema(
        {
            "inspection": pl.String,
            "title": pl.String,
            "body": pl.String,
            "inspection_kind": pl.String,
            "framework": pl.String,
            "from_on": pl.Date,
            "to_on": pl.Date,
            "date_words": pl.String,
            "published_on": pl.Date,
            "judgement": pl.String,
            "summary": pl.String,
            "source": pl.String,
        }
    ),
    "judgements": pl.Schema(
        {"inspection": pl.String, "area": pl.String, "judgement": pl.String, "source": pl.String},
    ),
    "findings": pl.Schema({"inspection": pl.String, "number": pl.Float64, "text": pl.String, "area": pl.String}),
    "finding_actions": pl.Schema(
        {
            "inspection": pl.String,
            "number": pl.Float64,
            "action": pl.String,
            "outcome": pl.String,
            "milestone": pl.String,
            "owner": pl.String,
            "status": pl.String,
            "evidence": pl.String,
        }
    ),
    "boards": pl.Schema(
        {
            "board": pl.String,
            "cadence": pl.String,
            "remit": pl.String,
            "receives": pl.String,
            "public": pl.String,
            "papers_days": pl.Float64,
            "source": pl.String,
        }
    ),
    "meetings": pl.Schema({"board": pl.String, "meets_on": pl.Date, "papers_due_on": pl.Date, "note": pl.String}),
    "notes": pl.Schema(
        {
            "board": pl.String,
            "meets_on": pl.Date,
            "item_kind": pl.String,
            "item_code": pl.String,
            "note_kind": pl.String,
            "text": pl.String,
            "owner": pl.String,
            "due_on": pl.Date,
        }
    ),
    "links": pl.Schema(
        {
            "from_kind": pl.String,
            "from_code": pl.String,
            "to_kind": pl.String,
            "to_code": pl.String,
            "why": pl.String,
        }
    ),
}
"""The columns of each kind of the thread, in order, as in frames.SCHEMAS, which holds them all."""
