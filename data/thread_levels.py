"""What joins the invented register and plan of data/demonstration to the rest: actions on findings, links, meetings.

The findings, the boards and what the aims are called are published; everything here is made up.
"""

# fmt: off

# Each time they were sent: inspection, number, action, outcome, milestone, owner, status, evidence.
# Finding 5 of 2022, on life-story work, has no action: it is there to be noticed.
NOT, DOING, DONE = "not started", "in progress", "complete"
_VISIT, _MAY = "ILACS-VISIT-2021", "ILACS-2022"
FINDING_ACTIONS = {
    "2022-10-20": (
        (_VISIT, 1, "Rewrite the child protection plan and train its chairs", "O05", "M020",
         "Head of Safeguarding and Review", DONE, "All chairs trained by June 2022; plans audited in July"),
        (_VISIT, 1, "Bring reviews of plans back into timescale", "O05", "M021", "Head of Safeguarding and Review",
         DOING, ""),
        (_MAY, 1, "Rewrite the threshold document with partners", "O08", "M031", "Head of Service, Front Door", DOING,
         ""),
        (_MAY, 1, "Train partners' staff in it", "O08", "M032", "Head of Service, Front Door", NOT, ""),
        (_MAY, 2, "A manager signs each decision on a contact", "O12", "M047", "Head of Service, Front Door", DOING,
         ""),
        (_MAY, 2, "Look at a sample of closed contacts each month", "O12", "M048", "Head of Service, Front Door", DOING,
         ""),
        (_MAY, 3, "Practice leadership programme for every manager", "O02", "M007", "Director of Operations", DOING,
         ""),
        (_MAY, 3, "Track what reviewing officers escalate", "O02", "M009", "Head of Safeguarding and Review", NOT, ""),
        (_MAY, 4, "Track work before proceedings with legal", "O06", "M023", "Head of Service, Care Management", DOING,
         ""),
        (_MAY, 4, "Plan permanence by the second review", "O06", "M024", "Head of Service, Care Management", NOT, ""),
        (_MAY, 6, "Agree a sufficiency strategy", "O15", "M059", "Head of Commissioning and Placements", DOING, ""),
        (_MAY, 7, "Begin the plan for adult life by fifteen and a half", "O11", "M043", "Head of Service, Care Leavers",
         NOT, ""),
    ),
    "2026-02-12": (
        (_MAY, 1, "Rewrite the threshold document with partners", "O08", "M031", "Head of Service, Front Door", DONE,
         "Agreed by the safeguarding partnership in March 2023"),
        (_MAY, 1, "Train partners' staff in it", "O08", "M032", "Head of Service, Front Door", DONE,
         "941 staff trained by December 2023"),
        (_MAY, 2, "A manager signs each decision on a contact", "O12", "M047", "Head of Service, Front Door", DONE,
         "98% within a working day; checked each quarter"),
        (_MAY, 2, "Look at a sample of closed contacts each month", "O12", "M048", "Head of Service, Front Door", DONE,
         "Twenty contacts each month since December 2022"),
        (_MAY, 2, "Re-referrals below a fifth", "O12", "M049", "Head of Service, Front Door", DOING, ""),
        (_MAY, 3, "Practice leadership programme for every manager", "O02", "M007", "Director of Operations", DONE,
         "All 31 managers took part"),
        (_MAY, 3, "Track what reviewing officers escalate", "O02", "M009", "Head of Safeguarding and Review", DONE,
         "Nine in ten answered within ten days"),
        (_MAY, 4, "Track work before proceedings with legal", "O06", "M023", "Head of Service, Care Management", DONE,
         "Every case since December 2022"),
        (_MAY, 4, "Plan permanence by the second review", "O06", "M024", "Head of Service, Care Management", DONE,
         "Audit of February 2024: all children whose second review was due"),
        (_MAY, 4, "Employ family lawyers", "O06", "M025", "Director of Resources", DOING, ""),
        (_MAY, 6, "Agree a sufficiency strategy", "O15", "M059", "Head of Commissioning and Placements", DONE,
         "Agreed with the Council in December 2022"),
        (_MAY, 6, "Open two homes of the Trust's own", "O15", "M061", "Head of Commissioning and Placements", DOING,
         ""),
        (_MAY, 7, "Begin the plan for adult life by fifteen and a half", "O11", "M043", "Head of Service, Care Leavers",
         DONE, "All 61 young people of that age have one"),
        (_MAY, 7, "Find work places for care leavers", "O11", "M044", "Head of Service, Care Leavers", DOING, ""),
    ),
    "2026-06-12": (
        (_MAY, 6, "Open two homes of the Trust's own", "O15", "M061", "Head of Commissioning and Placements", DONE,
         "Both registered: October 2025 and March 2026"),
        (_MAY, 6, "Fill the second home", "O15", "M064", "Head of Commissioning and Placements", DOING, ""),
    ),
}

AIM = {
    "start": "Best start in life", "well": "People live well and age well", "strong": "Strong resilient communities",
    "homes": "Quality homes in thriving neighbourhoods", "economy": "A strong and inclusive economy",
}
# From kind, from code, to kind, to code, why.
LINKS = (
    # what tells whether a risk comes true
    ("risk", "4", "kpi", "KPI006", "Reviews in timescale were weak in every year since 2022"),
    ("risk", "4", "kpi", "KPI012", "What holds the judgement on care leavers back"),
    ("risk", "4c", "kpi", "SUP001", "Referrals are the demand that this risk is about"),
    ("risk", "4c", "kpi", "SUP009", "Requests for assessment rose first"),
    ("risk", "4c", "kpi", "SUP014", "Children in care for the size of the borough"),
    ("risk", "10", "kpi", "KPI014", "Agency workers fill what recruitment does not"),
    ("risk", "10", "kpi", "SUP016", "Turnover is the risk come true"),
    ("risk", "10", "kpi", "SUP017", "Posts that stay vacant"),
    ("risk", "10b", "kpi", "KPI002", "Assessments wait when the team is short"),
    ("risk", "10b", "kpi", "KPI015", "Caseloads rise first in the team that is short"),
    ("risk", "11", "kpi", "SUP002", "Each child looked after is a placement to be paid for"),
    ("risk", "12", "kpi", "KPI010", "No home near by means a home far away"),
    ("risk", "12", "kpi", "KPI008", "A placement that does not fit ends soon"),
    ("risk", "13", "kpi", "KPI008", "Three moves in a year are the risk come true"),
    ("risk", "13", "kpi", "KPI009", "Two years in one home is what it is to protect"),
    ("risk", "14", "kpi", "KPI004", "A second plan is the risk come true"),
    ("risk", "14", "kpi", "KPI005", "Plans that last are read beside plans that come back"),
    ("risk", "15", "kpi", "KPI006", "Reviews in timescale"),
    ("risk", "15", "kpi", "KPI007", "Visits in timescale"),
    ("risk", "16", "kpi", "KPI011", "A home of their own"),
    ("risk", "16", "kpi", "KPI012", "Work or study"),
    ("risk", "17", "kpi", "KPI013", "Pathway plans cannot be read in full until records are moved"),
    ("risk", "20", "kpi", "KPI001", "Families who come back may have been turned away too soon"),
    ("risk", "22", "kpi", "SUP012", "The fewer places are free, the less choice"),
    ("risk", "23", "kpi", "SUP009", "The requests that wait"),
    ("risk", "24", "kpi", "SUP010", "Complaints received"),
    # what tells whether an outcome is reached
    ("outcome", "O01", "kpi", "KPI014", "Fewer agency workers"),
    ("outcome", "O01", "kpi", "SUP015", "More permanent workers"),
    ("outcome", "O02", "kpi", "KPI015", "Managers keep caseloads where work can be done well"),
    ("outcome", "O03", "kpi", "SUP011", "Whether staff would recommend the Trust"),
    ("outcome", "O03", "kpi", "SUP018", "Sickness shows how staff are"),
    ("outcome", "O04", "kpi", "KPI002", "Assessments in time"),
    ("outcome", "O05", "kpi", "KPI006", "Reviews in time"),
    ("outcome", "O05", "kpi", "KPI007", "Visits in time"),
    ("outcome", "O05", "kpi", "SUP003", "How many children have a plan"),
    ("outcome", "O07", "kpi", "SUP005", "Visits in person"),
    ("outcome", "O07", "kpi", "SUP006", "Visits that were not in person, with their reason"),
    ("outcome", "O07", "kpi", "SUP019", "Whether the reason held"),
    ("outcome", "O07", "kpi", "SUP013", "Whether young people say that they are heard"),
    ("outcome", "O09", "kpi", "KPI003", "Conferences in time"),
    ("outcome", "O10", "kpi", "SUP012", "Foster places in use"),
    ("outcome", "O11", "kpi", "KPI011", "A home"),
    ("outcome", "O11", "kpi", "KPI012", "Work or study"),
    ("outcome", "O12", "kpi", "KPI001", "A decision that is right does not come back"),
    ("outcome", "O13", "kpi", "SUP008", "Families helped early"),
    ("outcome", "O14", "kpi", "SUP002", "Children looked after"),
    ("outcome", "O14", "kpi", "SUP004", "Children in need, helped at home"),
    ("outcome", "O15", "kpi", "KPI008", "Few moves"),
    ("outcome", "O15", "kpi", "KPI009", "Long stays"),
    ("outcome", "O15", "kpi", "KPI010", "Near home"),
    ("outcome", "O16", "kpi", "KPI004", "A plan that holds is not followed by another"),
    ("outcome", "O16", "kpi", "KPI005", "A plan that works ends within two years"),
    ("outcome", "O18", "kpi", "SUP007", "What audit finds"),
    ("outcome", "O18", "kpi", "SUP010", "What families complain of"),
    ("outcome", "O20", "kpi", "KPI013", "Plans up to date"),
    # what is done about a risk
    ("risk", "10", "milestone", "M005", "The retention offer is its main action"),
    ("risk", "10b", "milestone", "M006", "The posts to be filled"),
    ("risk", "11", "milestone", "M076", "Health's share of joint placements"),
    ("risk", "11a", "outcome", "O19", "Savings that can be shown"),
    ("risk", "12", "milestone", "M064", "Places of the Trust's own"),
    ("risk", "13", "milestone", "M063", "The level that the risk is measured by"),
    ("risk", "14", "milestone", "M066", "Second plans seen by a senior manager"),
    ("risk", "15", "outcome", "O05", "What the outcome is to end"),
    ("risk", "16", "milestone", "M044", "Work places for care leavers"),
    ("risk", "17", "milestone", "M069", "The move itself"),
    ("risk", "18", "outcome", "O17", "Figures that can be trusted"),
    ("risk", "20", "milestone", "M034", "The line for professionals"),
    ("risk", "21", "milestone", "M025", "Two lawyers of our own"),
    ("risk", "22", "milestone", "M039", "Thirty more places"),
    ("risk", "24", "milestone", "M073", "Themes of complaints"),
    # what was found, and what it puts at risk
    ("finding", "ILACS-2022/1", "risk", "20", "Thresholds that partners do not share"),
    ("finding", "ILACS-2022/2", "kpi", "KPI001", "Decisions that are not right come back"),
    ("finding", "ILACS-2022/3", "kpi", "SUP007", "Audit shows whether managers oversee the work"),
    ("finding", "ILACS-2022/4", "risk", "21", "Delay on the way to permanence"),
    ("finding", "ILACS-2022/5", "outcome", "O07", "Children who know their own story are children who are known"),
    ("finding", "ILACS-2022/6", "risk", "12", "Too few placements that fit"),
    ("finding", "ILACS-2022/7", "risk", "16", "Young people who leave care unprepared"),
    ("finding", "ILACS-VISIT-2021/1", "kpi", "KPI006", "Plans that are reviewed in time can be put right in time"),
    # what it costs
    ("budget_line", "AGENCY", "kpi", "KPI014", "What agency workers cost"),
    ("budget_line", "AGENCY", "risk", "10b", "Cover for the vacant posts"),
    ("budget_line", "SOCIAL-WORK", "outcome", "O01", "Permanent staff"),
    ("budget_line", "EXT-RESIDENTIAL", "risk", "11", "Where most of the overspending is"),
    ("budget_line", "EXT-RESIDENTIAL", "risk", "12", "Each placement that is not found here is bought elsewhere"),
    ("budget_line", "IND-FOSTERING", "risk", "22", "What it costs when there is no carer of our own"),
    ("budget_line", "FOSTERING", "outcome", "O10", "Allowances to carers"),
    ("budget_line", "OWN-HOMES", "milestone", "M064", "A home that is half full costs as much as a full one"),
    ("budget_line", "SUPPORTED", "milestone", "M062", "Bought together with neighbours"),
    ("budget_line", "CARE-LEAVERS", "outcome", "O11", "Support for care leavers"),
    ("budget_line", "EARLY-HELP", "outcome", "O13", "Early help"),
    ("budget_line", "LEGAL", "milestone", "M025", "Two lawyers cost less than the firms they replace"),
    ("budget_line", "PERMANENCE", "outcome", "O06", "Allowances that make permanence possible"),
    ("budget_line", "SUPPORT", "milestone", "M069", "The new system is paid from it"),
    # what it is for
    ("aim", AIM["start"], "priority", "Prevention", "Help before a worry becomes a crisis"),
    ("aim", AIM["start"], "outcome", "O13", "Early help in each of the six towns"),
    ("aim", AIM["start"], "outcome", "O14", "Children who can stay at home, safely"),
    ("aim", AIM["well"], "priority", "Practice", "Children safe and settled grow up well"),
    ("aim", AIM["well"], "outcome", "O06", "A family for good"),
    ("aim", AIM["strong"], "priority", "Partnerships", "One service, whoever a family meets first"),
    ("aim", AIM["strong"], "outcome", "O10", "Sandwell's children with Sandwell's families"),
    ("aim", AIM["homes"], "outcome", "O15", "Homes for children in care, close to Sandwell"),
    ("aim", AIM["homes"], "kpi", "KPI011", "A flat of one's own after care"),
    ("aim", AIM["economy"], "kpi", "KPI012", "Young people in work or study"),
    ("aim", AIM["economy"], "outcome", "O11", "Care leavers in work or study"),
    ("aim", AIM["economy"], "priority", "People", "Secure jobs in the borough"),
)
LINKED_ON = "2026-06-12"  # the day they were sent, but those to what came later
LINKED_LATER = {"2026-11-06": ("23",)}  # day: the risks first linked then

OPB, SPB, IMPROVE = "Operational Partnership Board", "Strategic Partnership Board", "Improvement Board"
SCRUTINY = "Children's Services and Education Scrutiny Board"
BUDGET, AUDIT = "Budget and Corporate Scrutiny Management Board", "Audit and Risk Assurance Committee"
DFE, CABINET = "Department for Education", "Cabinet"
# The day they were sent: board, the days it meets. Papers are due a week before, for the department two.
MEETINGS = {
    "2024-12-19": {
        OPB: ("2025-01-30", "2025-02-27", "2025-03-27", "2025-04-24", "2025-05-29", "2025-06-26", "2025-07-31",
              "2025-08-28", "2025-09-25", "2025-10-30", "2025-11-27", "2025-12-18"),
        SPB: ("2025-03-13", "2025-06-12", "2025-09-11", "2025-12-11"),
        IMPROVE: ("2025-02-13", "2025-05-15", "2025-09-18"),
        AUDIT: ("2025-03-20", "2025-06-19", "2025-09-18", "2025-12-04"),
        BUDGET: ("2025-02-06", "2025-06-05", "2025-09-04", "2025-12-04"),
        DFE: ("2025-06-18",),
    },
    "2025-12-18": {
        OPB: ("2026-01-29", "2026-02-26", "2026-03-26", "2026-04-30", "2026-05-28", "2026-06-25", "2026-07-30",
              "2026-08-27", "2026-09-24", "2026-10-29", "2026-11-26", "2026-12-17"),
        SPB: ("2026-03-12", "2026-06-11", "2026-09-10"),
        IMPROVE: ("2026-02-12", "2026-06-18"),
        SCRUTINY: ("2026-03-16", "2026-09-07"),
        BUDGET: ("2026-02-05", "2026-06-04", "2026-09-03"),
        DFE: ("2025-12-17", "2026-06-17"),
    },
    "2026-05-21": {
        AUDIT: ("2026-06-18", "2026-09-17", "2026-12-03"), CABINET: ("2026-09-09",), SCRUTINY: ("2026-11-30",),
    },
}
PAPERS = {DFE: 14}  # days before the meeting, where they are not seven
MEETING_NOTES = {
    (CABINET, "2026-09-09"): "Annual review of the Trust, 2025/26",
    (SCRUTINY, "2026-11-30"): "Half-year performance and what was done about the inspection",
    (AUDIT, "2026-12-03"): "Risk register, with risk 12 in depth",
    (OPB, "2026-12-17"): "A week early, before the holidays",
}

# Board, the day it met: item kind, item code, question or action, text, owner, due.
NOTES = {
    (SPB, "2026-09-10"): (
        ("risk", "4", "question", "Why does it stay Amber now that services are judged Good, and when will it come "
         "down?", "", ""),
        ("finance", "finance", "action", "Say in December how the part of the deficit without funding will be met",
         "Director of Resources", "2026-12-10"),
    ),
    (AUDIT, "2026-09-17"): (
        ("risk", "12", "question", "What would have to be true for it to be lowered?", "", ""),
        ("risk", "12", "action", "Bring the risk in depth, with the joint framework, to the next meeting",
         "Head of Commissioning and Placements", "2026-12-03"),
        ("risk", "10b", "action", "Show caseloads in Assessment 2 by month", "Head of Service, Assessment",
         "2026-10-30"),
    ),
    (OPB, "2026-10-29"): (
        ("kpi", "KPI004", "question", "Is it the same families who come back, and what does the audit of second plans "
         "say?", "", ""),
        ("kpi", "KPI004", "action", "Review risk 14 before the next meeting", "Head of Safeguarding and Review",
         "2026-11-20"),
        ("milestone", "M049", "action", "Propose a new date, or say that the level is not within reach",
         "Head of Service, Front Door", "2026-11-19"),
        ("kpi", "SUP009", "action", "Send September's figure", "Head of Special Educational Needs", "2026-11-12"),
        ("finding", "ILACS-2022/5", "question", "Who does the life-story work, and why is there no action?", "", ""),
    ),
}
