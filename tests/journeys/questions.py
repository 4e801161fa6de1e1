"""The questions the product must answer without help, and for each the clicks from the first page to its answer."""

from dataclasses import dataclass

MENU, PAGE = "menu", "page"
MOST = 3
"""Clicks from the first page to an answer."""


@dataclass(frozen=True)
class Question:
    """What is asked; the clicks, each (MENU or PAGE, the link's words); what then stands there; its screenshot."""

    asks: str
    clicks: tuple[tuple[str, str], ...]
    sees: tuple[str, ...]
    shot: str


QUESTIONS = (
    Question(
        "Why does this risk stay amber, and when will it come down?",
        ((MENU, "Risks"), (PAGE, "4 Children's social care")),
        ("Amber since 2 September 2022, at 6 since 5", "Stays Amber until it does", "Target 4 by 31 March 2027"),
        "why-amber",
    ),
    Question(
        "Which scores changed since last time, and why?",
        ((MENU, "Risks"),),
        ("risks moved since 18 October 2026", "Worse from 4", "Raised to Amber"),
        "scores-changed",
    ),
    Question(
        "What is the Trust's own budget position, and what mitigates the deficit?",
        ((MENU, "Finance"),),
        ("Forecast £79.2m against a contract sum of £77.9m", "What funds the deficit"),
        "budget",
    ),
    Question(
        "Savings: delayed against delivered?",
        ((MENU, "Finance"),),
        ("£1.0m of £2.8m savings delivered", "£1.3m delayed"),
        "savings",
    ),
    Question(
        "Is our referral rate above or below neighbours?",
        ((MENU, "KPIs"), (PAGE, "PUB002 Referrals per 10,000")),
        ("Sandwell's 420.2 per 10,000 was below its neighbours' mean (623.6)",),
        "referral-rate",
    ),
    Question(
        "How many children moved three or more times?",
        ((MENU, "KPIs"), (PAGE, "KPI008 Children looked after with three or more placements in the year")),
        ("72 of 839: children with three or more placements",),
        "moved-three-times",
    ),
    Question(
        "Are complaints out of line?",
        ((MENU, "KPIs"), (PAGE, "SUP010 Complaints received")),
        ("16 against a target of 14 or lower", "Not a signal"),
        "complaints",
    ),
    Question(
        "When is the next inspection and what has been done about the last one?",
        ((MENU, "Inspections"),),
        ("The next can fall between 24 April 2028 and 24 April 2029", "areas to improve"),
        "next-inspection",
    ),
    Question(
        "What rise in referrals is coming?",
        ((MENU, "KPIs"), (PAGE, "SUP001 Referrals received")),
        ("Twelve months ahead",),
        "referrals-ahead",
    ),
    Question(
        "What rise in early help is coming?",
        ((MENU, "KPIs"), (PAGE, "SUP008 Early help episodes started")),
        ("Twelve months ahead",),
        "early-help-ahead",
    ),
    Question(
        "What rise in EHCPs is coming?",
        ((MENU, "KPIs"), (PAGE, "SUP009 Requests for an education, health and care needs assessment")),
        ("Twelve months ahead",),
        "ehcps-ahead",
    ),
    Question(
        "How are staff doing?",
        ((MENU, "KPIs"), (PAGE, "SUP011 Staff who would recommend the Trust as a place to work")),
        ("67.5% against a target of 65%", "170 of 252"),
        "staff-survey",
    ),
    Question(
        "How many staff are permanent?",
        ((MENU, "Staffing"),),
        ("90.2% permanent", "29.6 FTE agency"),
        "permanent",
    ),
    Question(
        "What slipped: first date, new date, why?",
        ((MENU, "Priorities"),),
        ("M049 Re-referrals below a fifth over a year", "959 days", "Why it moved: Lower than a year ago"),
        "slipped",
    ),
    Question(
        "Were virtual visits justified?",
        ((MENU, "KPIs"), (PAGE, "SUP019 Visits by video or telephone with an accepted reason")),
        ("97.7% against a target of 95%", "42 of 43"),
        "virtual-visits",
    ),
    Question(
        "Which KPIs are relieved, and what would they be otherwise?",
        ((PAGE, "Relieved"),),
        ("KPI013 Pathway plans up to date", "would be"),
        "relieved",
    ),
    Question(
        "What did this board see last time, and what has been restated since?",
        ((MENU, "Meetings"),),
        ("figures as they stood at the end of 22 October 2026", "No figure was restated."),
        "board-saw",
    ),
)
