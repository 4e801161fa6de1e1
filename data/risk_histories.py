"""How each risk of data/demonstration was assessed: likelihood, impact, why, and when it is looked at again. Invented.

What is published of risk 4 up to November 2021 is in published/; its likelihood and impact begin here.
"""

# fmt: off

# Reference: (from the assessment of this day, the controls then in place), the earliest first.
CONTROLS = {
    "4": (("2022-03-04", "Improvement plan; independent audit; Operational and Strategic Partnership Boards"),),
    "4c": (
        ("2021-12-03", "Early help offer; monthly demand report"),
        ("2023-09-01", "Early help offer; front door decisions signed within a day; monthly demand report"),
    ),
    "10": (
        ("2021-03-05", "Career pathway; retention payments; staff survey"),
        ("2021-12-03", "Recruitment campaign; career pathway; retention payments; staff survey"),
    ),
    "10b": (("2026-05-08", "Daily allocation meeting; managers hold no more than three assessments"),),
    "11": (
        ("2021-03-05", "Monthly forecast by child; joint funding with health"),
        ("2025-03-07", "Weekly placement panel; monthly forecast by child; joint funding with health"),
    ),
    "11a": (("2024-09-06", "A director for each scheme; quarterly review with the Council"),),
    "12": (
        ("2021-03-05", "Search for placements shared each week"),
        ("2023-09-01", "Sufficiency strategy; framework with neighbours"),
        ("2026-03-06", "Sufficiency strategy; framework with neighbours; the Trust's own homes"),
    ),
    "12a": (("2025-03-07", "Project board; project manager; early talks with Ofsted about registration"),),
    "13": (
        ("2021-03-05", "Matching panel; stability meetings"),
        ("2025-09-05", "Matching panel; support line for carers; stability meetings"),
    ),
    "14": (
        ("2021-12-03", "Audit of second plans"),
        ("2025-09-05", "Step-down plan at the end of each plan; audit of second plans"),
    ),
    "15": (
        ("2021-03-05", "Reviewing officers' escalation; audit"),
        ("2025-03-07", "Weekly list of what falls due; reviewing officers' escalation; audit"),
    ),
    "16": (("2023-09-01", "Personal advisers; housing protocol; care leavers' forum"),),
    "17": (("2026-03-06", "Programme board; trial moves; old systems kept to be read"),),
    "18": (
        ("2021-03-05", "Monthly check of each return"),
        ("2023-09-01", "Scorecard of recording by team; monthly check of each return"),
    ),
    "19": (("2021-03-05", "Visits with protection; risk-rated contact with every family; daily count of staff"),),
    "20": (
        ("2021-03-05", "Threshold document; audit of contacts twice a year"),
        ("2023-09-01", "Threshold document; training; audit of contacts twice a year"),
    ),
    "21": (
        ("2021-03-05", "Permanence panel"),
        ("2023-09-01", "Tracker each fortnight with legal; permanence panel"),
    ),
    "22": (
        ("2021-03-05", "Allowances reviewed; support groups"),
        ("2024-09-06", "Regional recruitment hub; allowances reviewed; support groups"),
    ),
    "24": (
        ("2024-09-06", "Answers checked by a head of service"),
        ("2025-09-05", "Quarterly report of themes; answers checked by a head of service"),
    ),
    "25": (
        ("2023-09-01", "Copies kept apart; yearly test"),
        ("2024-09-06", "Copies kept apart; two-step sign-in; yearly test"),
    ),
    "26": (("2026-03-06", "Quarterly talks between the Trust's chair and the Council's leader"),),
}

# Reference: (assessed on, likelihood, impact, next review, why).
SCORES = {
    "4": (
        ("2022-03-04", 3, 4, "2022-06-03", "Visits show progress, but permanence for children in care is not secure."),
        ("2022-09-02", 2, 4, "2023-03-03", "Ofsted judged all areas as requiring improvement: no longer inadequate. "
         "Lowered to Amber; what is still to do is in seven findings."),
        ("2023-09-01", 2, 4, "2024-03-01", "Revised KPIs began in April. Agency use falls; child protection reviews do "
         "not meet their target, so the score stays."),
        ("2024-09-06", 2, 4, "2025-03-07", "Two thirds of the findings are acted on. Stays Amber until an inspection "
         "confirms it, and placements cost more than planned."),
        ("2025-03-07", 2, 4, "2025-09-05", "No change: ready for inspection, but not inspected."),
        ("2025-09-05", 2, 4, "2025-12-05", "Inspection expected this autumn. The score waits for its result."),
        ("2025-12-05", 2, 3, "2026-06-05", "Ofsted judged services Good. Care leavers require improvement, so the risk "
         "stays Amber and has a new target."),
        ("2026-06-05", 2, 3, "2026-12-04", "The plan for care leavers began; their work and study has not moved. Stays "
         "Amber until it does."),
    ),
    "4c": (
        ("2021-12-03", 4, 3, "2022-03-04", "Referrals return after the restrictions and early help has waiting lists."),
        ("2022-09-02", 3, 3, "2023-09-01", "Referrals fell below those of neighbours. Lowered to Amber."),
        ("2023-09-01", 3, 3, "2024-09-06", "Referrals steady; more teenagers come into care."),
        ("2024-09-06", 3, 3, "2025-03-07", "Children in care stay above 800; repeat referrals do not fall."),
        ("2025-03-07", 3, 3, "2025-09-05", "Fewer referrals than a year ago, but as many children in care."),
        ("2025-09-05", 3, 3, "2026-03-06", "No change in referrals; repeat referrals above target."),
        ("2026-03-06", 3, 3, "2026-06-05", "Requests for an education, health and care assessment rose from October; "
         "no effect on referrals yet. Watched."),
        ("2026-06-05", 4, 3, "2026-09-04", "The rise in requests has lasted eight months and its families are known to "
         "social care. Raised to Red."),
        ("2026-09-04", 4, 3, "2026-12-04", "Requests stay well above last summer; early help takes on more. Stays "
         "Red until the forecast with schools and health is agreed."),
    ),
    "10": (
        ("2021-03-05", 4, 4, "2021-12-03", "Over a quarter of posts are vacant and a third of workers are from "
         "agencies."),
        ("2021-12-03", 4, 4, "2022-09-02", "A quarter of workers left in a year. The campaign began in December."),
        ("2022-09-02", 4, 4, "2023-09-01", "Turnover and sickness are the highest recorded. No change."),
        ("2023-09-01", 3, 4, "2024-09-06", "Agency use fell below a fifth and vacancies with it. Still Red for the "
         "cost of cover."),
        ("2024-09-06", 3, 3, "2025-03-07", "Turnover halved in two years. Lowered to Amber."),
        ("2025-09-05", 2, 3, "2026-03-06", "Nine in ten social workers are permanent."),
        ("2026-03-06", 2, 3, "2026-06-05", "Steady in the whole Trust; one team has lost six workers."),
        ("2026-06-05", 3, 3, "2026-09-04", "Raised: vacancies in Assessment 2 spread to neighbouring teams' caseloads; "
         "see risk 10b."),
        ("2026-09-04", 3, 3, "2026-12-04", "The retention offer is late, so the score stays. The Trust as a whole "
         "meets its target."),
    ),
    "10b": (
        ("2026-05-08", 4, 3, "2026-07-03", "Six of its posts are vacant and caseloads exceed 22. New to the register, "
         "as Red."),
        ("2026-06-05", 4, 3, "2026-10-02", "Two workers will move from Assessment 1 in July. Red until the posts are "
         "filled."),
    ),
    "11": (
        ("2021-03-05", 3, 4, "2021-12-03", "Placements cost more each year; the pandemic hides part of it."),
        ("2022-09-02", 3, 4, "2023-09-01", "Residential fees rose by a quarter in a year."),
        ("2023-09-01", 4, 4, "2024-09-06", "A deficit against the contract sum is forecast. Raised."),
        ("2024-09-06", 4, 4, "2025-03-07", "The forecast for external residential placements is £2 million over."),
        ("2025-03-07", 4, 4, "2025-09-05", "Funded by reserves and the Council's contingency: one-off money."),
        ("2025-09-05", 4, 3, "2026-03-06", "The overspending is half that of last year. Lowered, still Red."),
        ("2026-03-06", 4, 3, "2026-06-05", "The year ends with a deficit funded in full, again by one-off money."),
        ("2026-06-05", 4, 3, "2026-09-04", "Solo placements cost more again since May. No change; watched each month."),
        ("2026-09-04", 4, 4, "2026-11-06", "The forecast rose for three months running and part of the deficit has no "
         "funding. Raised."),
        ("2026-11-06", 4, 3, "2026-12-04", "The Council added £600,000 in September and four children moved to foster "
         "carers. Lowered, still Red: part has no funding yet."),
    ),
    "11a": (
        ("2024-09-06", 3, 3, "2025-03-07", "Two of five schemes began late."),
        ("2025-03-07", 3, 3, "2025-09-05", "Three of five schemes are delayed into next year."),
        ("2025-09-05", 3, 2, "2026-03-06", "Four of five on plan for the quarter. Lowered."),
        ("2026-03-06", 3, 2, "2026-06-05", "The homes opened later than planned; the rest is delivered."),
        ("2026-06-05", 3, 3, "2026-12-04", "Legal work and places in our own homes are behind. Raised."),
    ),
    "12": (
        ("2021-03-05", 3, 4, "2021-12-03", "Few places for teenagers; prices follow."),
        ("2022-09-02", 3, 4, "2023-09-01", "An area to improve in Ofsted's report. No change."),
        ("2023-09-01", 4, 3, "2024-09-06", "More children need two staff to one. Less severe: the framework with "
         "neighbours gives a choice for the others."),
        ("2024-09-06", 4, 3, "2025-03-07", "Four solo placements at once. Stays Red; two homes are planned."),
        ("2025-03-07", 4, 3, "2025-09-05", "Homes were agreed by Cabinet in February. Red until they are open."),
        ("2025-09-05", 4, 3, "2026-03-06", "First home opens in October. No change."),
        ("2026-03-06", 4, 3, "2026-06-05", "Both homes open by the end of the month, for eight children. Red: more "
         "than that wait."),
        ("2026-06-05", 4, 3, "2026-09-30", "Three new solo placements since April. Red until the joint framework is "
         "signed."),
    ),
    "12a": (
        ("2025-03-07", 3, 3, "2025-09-05", "Approved in February; buildings and staff still to be found."),
        ("2025-09-05", 3, 3, "2025-12-05", "First home ready; its registration is expected in October."),
        ("2025-12-05", 2, 3, "2026-03-06", "The first home is open and registered. Lowered."),
        ("2026-03-06", 1, 3, "2026-06-05", "The second is registered and opens this month. Lowered to Green."),
    ),
    "13": (
        ("2021-03-05", 3, 3, "2021-12-03", "Fewer moves during the pandemic; we expect them to return."),
        ("2022-09-02", 3, 3, "2023-09-01", "Moves are few; long placements are at their best. Held until it lasts."),
        ("2023-09-01", 3, 3, "2024-09-06", "Long placements fell by five points in a year."),
        ("2024-09-06", 3, 3, "2025-03-07", "One child in ten moved three times or more. No change."),
        ("2025-03-07", 3, 3, "2025-09-05", "Long placements fell again; the support line is not yet in place."),
        ("2025-09-05", 3, 3, "2026-03-06", "The support line for carers opens this month."),
        ("2026-03-06", 3, 3, "2026-09-04", "Moves at the target; too early to say of long placements."),
        ("2026-09-04", 3, 2, "2027-03-05", "Fewer than one child in ten moves three times, and the support line "
         "answers each evening. Lowered."),
    ),
    "14": (
        ("2021-12-03", 3, 4, "2022-09-02", "Second plans rose to over a fifth. New to the register."),
        ("2022-09-02", 3, 4, "2023-09-01", "Second plans rose to three in ten. Red."),
        ("2023-09-01", 3, 3, "2024-09-06", "Audit found the harm was another in half of them. Lowered to Amber."),
        ("2024-09-06", 3, 3, "2025-03-07", "No change: three in ten."),
        ("2025-03-07", 3, 3, "2025-09-05", "Step-down plans begin by June. No change until then."),
        ("2025-09-05", 3, 3, "2026-03-06", "Step-down plans in use; too early to see their effect."),
        ("2026-03-06", 3, 3, "2026-09-04", "Near a quarter in December and January, and a senior manager looks at "
         "every second plan. Stays Amber until half a year is so."),
    ),
    "15": (
        ("2021-03-05", 3, 4, "2021-12-03", "Visits fell behind in two teams during the winter."),
        ("2021-12-03", 3, 3, "2022-09-02", "Ofsted's visit in March found no child at risk of harm. Lowered."),
        ("2022-09-02", 3, 3, "2023-09-01", "Nine reviews in ten on time; plans are uneven."),
        ("2023-09-01", 3, 4, "2024-09-06", "Reviews on time fell to six in ten in a year. Raised to Red."),
        ("2024-09-06", 3, 3, "2025-03-07", "Nearly four in five again, and chairs are in post. Lowered."),
        ("2025-03-07", 3, 3, "2025-09-05", "Visits improve, reviews not yet. No change."),
        ("2025-09-05", 2, 3, "2026-03-06", "Visits near the target. Lowered."),
        ("2026-03-06", 2, 3, "2026-09-04", "Visits are above the target each month since December; reviews are still "
         "below it."),
        ("2026-09-04", 2, 2, "2027-03-05", "Visits and reviews have both improved by more than chance. Lowered to "
         "Green."),
    ),
    "16": (
        ("2023-09-01", 3, 3, "2024-09-06", "Under half are in work or study. New to the register."),
        ("2024-09-06", 3, 3, "2025-03-07", "Fewer in work or study than a year ago; homes are better."),
        ("2025-03-07", 3, 3, "2025-09-05", "No change. Work places are promised, not yet filled."),
        ("2025-12-05", 4, 3, "2026-06-05", "Ofsted judged services for care leavers as requiring improvement. Raised "
         "to Red."),
        ("2026-06-05", 4, 3, "2026-09-04", "No more in work or study than last year."),
        ("2026-09-04", 4, 3, "2026-12-04", "Twelve places found, but as many young people not in work or study. Red "
         "until the places are filled."),
    ),
    "17": (
        ("2026-03-06", 3, 3, "2026-06-05", "Contract signed; first trial planned for May. New to the register."),
        ("2026-06-05", 3, 4, "2026-09-04", "One record in 25 of the first trial was wrong. Raised to Red."),
        ("2026-09-04", 3, 4, "2026-11-06", "The second trial was better; pathway plans cannot be read in full, so that "
         "KPI013 was relieved. Red."),
        ("2026-11-06", 2, 4, "2026-12-11", "Under 1% wrong in the second trial. Lowered to Amber before the third."),
    ),
    "18": (
        ("2021-03-05", 3, 3, "2021-12-03", "Two returns were corrected in the year."),
        ("2022-09-02", 3, 2, "2023-09-01", "Definitions agreed for every measure."),
        ("2023-09-01", 2, 2, "2024-09-06", "Scorecard by team in use. Lowered to Green."),
        ("2024-09-06", 2, 2, "2025-09-05", "One figure restated in the year."),
        ("2025-09-05", 2, 2, "2026-09-04", "No figure restated since last autumn."),
        ("2026-09-04", 2, 2, "2027-03-05", "Requests for assessments came late; the rest on time. Looked at again when "
         "the new system is live."),
    ),
    "19": (
        ("2021-03-05", 4, 4, "2021-12-03", "Third lockdown; many visits by video."),
        ("2021-12-03", 2, 4, "2022-03-04", "Schools are open and the relief has ended. Lowered to Amber."),
        ("2022-03-04", 1, 4, "", "Restrictions ended in February. Closed at this review."),
    ),
    "20": (
        ("2021-03-05", 3, 4, "2021-12-03", "One referral in five comes back within a year."),
        ("2021-12-03", 3, 4, "2022-09-02", "No change: partners wait for the new threshold document."),
        ("2022-09-02", 3, 3, "2023-09-01", "First finding of Ofsted's report; but fewer referrals end without action."),
        ("2023-09-01", 3, 3, "2024-09-06", "New thresholds agreed in March; training is under way."),
        ("2024-09-06", 2, 3, "2025-09-05", "Over 900 trained. Lowered."),
        ("2025-09-05", 2, 3, "2026-03-06", "More than a fifth still come back: stays Amber."),
        ("2026-03-06", 2, 3, "2026-09-04", "A line for professionals opens this month. No change."),
        ("2026-09-04", 2, 3, "2027-03-05", "The line takes 60 calls a week. Repeat referrals have not fallen."),
    ),
    "21": (
        ("2021-03-05", 3, 3, "2021-12-03", "Courts are behind since the pandemic."),
        ("2022-09-02", 3, 3, "2023-09-01", "A finding of Ofsted's report: work before proceedings drifts."),
        ("2023-09-01", 3, 3, "2024-09-06", "Tracker in use; half of cases within sixteen weeks."),
        ("2024-09-06", 2, 3, "2025-09-05", "Permanence planned by the second review for most children. Lowered."),
        ("2025-09-05", 2, 3, "2026-06-05", "More applications this year; no more delay."),
        ("2026-06-05", 2, 3, "2026-12-04", "One of two lawyers is in post. No change until both are."),
    ),
    "22": (
        ("2021-03-05", 3, 3, "2021-12-03", "Few enquiries during the pandemic."),
        ("2022-09-02", 3, 3, "2023-09-01", "As many carers left as joined."),
        ("2023-09-01", 3, 3, "2024-09-06", "No change; three in four children are with foster carers."),
        ("2024-09-06", 3, 3, "2025-09-05", "The regional hub began in June. No effect yet."),
        ("2025-09-05", 3, 3, "2026-03-06", "Eleven places more, thirty are needed. Stays Amber."),
        ("2026-03-06", 3, 3, "2026-09-04", "Fifteen places more; nearly nine in ten are in use, so there is little "
         "choice."),
        ("2026-09-04", 3, 3, "2027-03-05", "Eighteen of thirty places. Allowances rose in June; stays Amber until "
         "all thirty are approved."),
    ),
    "24": (
        ("2024-09-06", 2, 3, "2025-03-07", "One answer in three late. New to the register."),
        ("2025-03-07", 2, 2, "2025-09-05", "Answers on time; themes are not yet shared."),
        ("2025-09-05", 2, 2, "2026-03-06", "No change."),
        ("2026-03-06", 2, 2, "2026-11-06", "Complaints rose in February and fell again."),
        ("2026-11-06", 2, 3, "2027-03-05", "More complaints than the target in September, and the report of themes is "
         "late. Raised to Amber."),
    ),
    "25": (
        ("2023-09-01", 2, 4, "2024-09-06", "A neighbouring council was attacked in the summer."),
        ("2024-09-06", 2, 4, "2025-09-05", "Two-step sign-in for all staff. The rest is untested."),
        ("2025-09-05", 2, 4, "2026-03-06", "Yearly test passed but for two old systems, which are to be "
         "replaced next year."),
        ("2026-03-06", 2, 4, "2026-09-04", "Stays Amber until records were restored as a rehearsal."),
    ),
    "26": (
        ("2026-03-06", 3, 3, "2026-09-04", "Two years before the contract ends there is no decision. New to the "
         "register."),
        ("2026-09-04", 3, 3, "2026-12-04", "An options paper is being written with the Council. No change until it is "
         "agreed."),
    ),
}
