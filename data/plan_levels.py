"""The invented outcomes and milestones of data/demonstration, under the plan's four themes and the six priorities.

The themes are published, the outcomes under them are not: every outcome, milestone, date and reason here is made up.
Where a level of the figures is named it is that of the demonstration. How far each came is in plan_steps.py.
"""

# fmt: off

NEED, EXCELLENCE = "Meeting Need and Measuring Progress", "Striving for Excellence"
# The day each was first sent: outcome: title, theme, priority, owner, weight in the priority (or "").
OUTCOMES = {
    "2021-09-02": {
        "O01": ("Social workers who stay with Sandwell's children", "People", "People", "Head of Workforce", ""),
        "O02": ("Managers who coach, check and challenge", "People", "People", "Director of Operations", ""),
        "O03": ("Staff who are listened to and looked after", "People", "People", "Head of Workforce", ""),
        "O04": ("Assessments that are timely and good", "Practice", "Practice", "Head of Service, Assessment", ""),
        "O05": ("Child protection plans that make children safer", "Practice", "Practice",
                "Head of Safeguarding and Review", ""),
        "O06": ("Permanence without delay", "Practice", "Practice", "Head of Service, Care Management", ""),
        "O07": ("Children seen, heard and known", "Practice", "Practice", "Head of Participation", ""),
        "O08": ("Partners who know when to refer", "Partnership", "Partnerships", "Head of Service, Front Door", ""),
        "O09": ("Conferences on time, with everyone there", "Partnership", "Partnerships",
                "Head of Safeguarding and Review", ""),
        "O10": ("Enough foster homes in Sandwell", "Partnership", "Partnerships", "Head of Fostering", ""),
        "O11": ("Care leavers in work or study, in a home of their own", "Partnership", "Partnerships",
                "Head of Service, Care Leavers", ""),
        "O12": ("The right decision at the front door, the first time", "Prevention", "Prevention",
                "Head of Service, Front Door", ""),
        "O13": ("Early help that comes in time", "Prevention", "Prevention", "Head of Early Help", ""),
        "O14": ("Children safe at home who might have come into care", "Prevention", "Prevention",
                "Director of Operations", ""),
        "O15": ("Settled homes close to Sandwell", "Practice", NEED, "Head of Commissioning and Placements", 3),
        "O18": ("A service that learns from audit and from complaints", "Practice", EXCELLENCE,
                "Head of Quality Assurance", ""),
        "O20": ("Pathway plans that young people call their own", "Practice", EXCELLENCE,
                "Head of Service, Care Leavers", ""),
    },
    "2024-04-10": {
        "O16": ("Plans that hold when they have ended", "Practice", NEED, "Head of Safeguarding and Review", 2),
        "O17": ("Figures that can be trusted", "Practice", NEED, "Head of Performance", 1),
        "O19": ("Value for money that can be shown", "Partnership", EXCELLENCE, "Director of Resources", ""),
    },
}

# The day they were first sent: milestone: outcome, title, owner, the day it was first due, weight (or "").
_WORK, _OPS, _ASSESS = "Head of Workforce", "Director of Operations", "Head of Service, Assessment"
_REVIEW, _CARE, _VOICE = "Head of Safeguarding and Review", "Head of Service, Care Management", "Head of Participation"
_DOOR, _FOSTER, _LEAVE = "Head of Service, Front Door", "Head of Fostering", "Head of Service, Care Leavers"
_EARLY, _PLACES, _DATA = "Head of Early Help", "Head of Commissioning and Placements", "Head of Performance"
_AUDIT, _MONEY, _SAID = "Head of Quality Assurance", "Director of Resources", "Head of Customer Relations"
MILESTONES = {
    "2021-09-02": {
        "M001": ("O01", "Campaign for experienced social workers begun", _WORK, "2021-12-31", ""),
        "M002": ("O01", "Career pathway from newly qualified worker to manager in place", _WORK, "2022-06-30", ""),
        "M003": ("O01", "Agency social workers below a fifth", _WORK, "2023-03-31", ""),
        "M004": ("O01", "Talk with every leaver, reported each quarter", _WORK, "2022-09-30", ""),
        "M007": ("O02", "Every team manager through the practice leadership programme", _OPS, "2022-12-31", ""),
        "M008": ("O02", "Supervision audited each quarter, with results by team", _OPS, "2022-10-31", ""),
        "M011": ("O03", "Quarterly staff survey, with an answer to it", _WORK, "2021-12-31", ""),
        "M012": ("O03", "Wellbeing days and a counselling line for all staff", _WORK, "2022-03-31", ""),
        "M015": ("O04", "Assessment form with the child's own words in every section", _ASSESS, "2022-03-31", ""),
        "M016": ("O04", "Weekly look at every assessment older than 30 days", _ASSESS, "2022-06-30", ""),
        "M019": ("O05", "Plan rewritten with families in plain words", _REVIEW, "2021-12-31", ""),
        "M020": ("O05", "Conference chairs trained to set outcomes that can be measured", _REVIEW, "2022-06-30", ""),
        "M021": ("O05", "Reviews in timescale at 95% for three months", _REVIEW, "2023-03-31", ""),
        "M027": ("O07", "Reason recorded for every visit not made face to face", _VOICE, "2021-12-31", ""),
        "M028": ("O07", "Visits face to face as the rule again", _VOICE, "2022-03-31", ""),
        "M029": ("O07", "Children's own words in every review of a plan", _VOICE, "2023-09-30", ""),
        "M035": ("O09", "Health and police at nine in ten initial conferences", _REVIEW, "2022-09-30", ""),
        "M052": ("O13", "One early help assessment shared with schools and health", _EARLY, "2023-03-31", ""),
        "M055": ("O14", "Edge of care team at work", _OPS, "2021-09-30", ""),
        "M056": ("O14", "Family group conference offered before every care application", _OPS, "2022-12-31", ""),
        "M071": ("O18", "Audit programme that asks the family", _AUDIT, "2022-06-30", ""),
        "M078": ("O20", "Pathway plan rewritten with the care leavers' forum", _LEAVE, "2023-06-30", ""),
    },
    "2022-09-15": {  # after the inspection of May 2022
        "M009": ("O02", "Reviewing officers' escalations answered within ten days", _REVIEW, "2023-03-31", ""),
        "M023": ("O06", "Work before proceedings tracked with legal each fortnight", _CARE, "2022-12-31", ""),
        "M024": ("O06", "Permanence planned by the second review for every child", _CARE, "2023-06-30", ""),
        "M031": ("O08", "Threshold document rewritten with the safeguarding partnership", _DOOR, "2022-12-31", ""),
        "M032": ("O08", "Threshold training for 900 staff of schools, health and police", _DOOR, "2023-07-31", ""),
        "M033": ("O08", "Contacts audited with partners twice a year", _DOOR, "2023-09-30", ""),
        "M042": ("O11", "Housing protocol with the Council", _LEAVE, "2022-12-31", ""),
        "M043": ("O11", "Plan for adult life begun by the age of fifteen and a half", _LEAVE, "2023-09-30", ""),
        "M047": ("O12", "Manager signs every decision on a contact within a working day", _DOOR, "2022-10-31", ""),
        "M048": ("O12", "Sample of contacts closed without action looked at each month", _DOOR, "2022-12-31", ""),
        "M049": ("O12", "Re-referrals below a fifth over a year", _DOOR, "2024-03-31", ""),
        "M051": ("O13", "Family hub in each of the six towns", _EARLY, "2024-03-31", ""),
        "M059": ("O15", "Sufficiency strategy agreed", _PLACES, "2022-09-30", 1),
    },
    "2024-04-10": {
        "M013": ("O03", "Equality and inclusion plan for staff agreed", _WORK, "2024-09-30", ""),
        "M017": ("O04", "Assessments within 45 working days at 90% for a quarter", _ASSESS, "2025-03-31", ""),
        "M030": ("O07", "App in which children say how they are", _VOICE, "2024-06-30", ""),
        "M036": ("O09", "All conferences booked by one desk", _REVIEW, "2024-12-31", ""),
        "M038": ("O10", "Regional fostering recruitment hub joined", _FOSTER, "2024-06-30", ""),
        "M039": ("O10", "Thirty more approved foster places", _FOSTER, "2025-03-31", ""),
        "M040": ("O10", "Support line for carers on evenings and at weekends", _FOSTER, "2025-09-30", ""),
        "M058": ("O14", "Twice as many short breaks", _OPS, "2026-03-31", ""),
        "M062": ("O15", "Framework with neighbours for supported homes", _PLACES, "2025-03-31", 1),
        "M068": ("O17", "Scorecard of recording for every team", _DATA, "2024-06-30", ""),
        "M075": ("O19", "Unit costs of placements reported each quarter", _MONEY, "2024-12-31", ""),
    },
    "2025-03-12": {
        "M037": ("O09", "Initial conferences within 15 working days at 85% for half a year", _REVIEW, "2025-12-31", ""),
        "M044": ("O11", "Thirty work places for care leavers", _LEAVE, "2025-09-30", ""),
        "M050": ("O12", "Front door and early help under one roof", _DOOR, "2025-09-30", ""),
        "M057": ("O14", "Return home looked at for forty children in care", _OPS, "2025-12-31", ""),
        "M060": ("O15", "First children's home of the Trust's own open", _PLACES, "2025-06-30", 2),
        "M061": ("O15", "Second children's home of the Trust's own open", _PLACES, "2025-10-31", 2),
        "M063": ("O15", "Same placement for two years at 68% for half a year", "Head of Service, Children in Care",
                 "2026-03-31", 3),
        "M065": ("O16", "Step-down plan at the end of every child protection plan", _REVIEW, "2025-06-30", ""),
        "M066": ("O16", "Senior manager looks at every second plan", _REVIEW, "2026-03-31", ""),
        "M072": ("O18", "Audits good or better at 70% for half a year", _AUDIT, "2026-03-31", ""),
        "M076": ("O19", "Health's share agreed for every joint placement", _MONEY, "2025-09-30", ""),
    },
    "2026-01-15": {  # after the inspection of October 2025
        "M005": ("O01", "Retention offer for teams that are hard to fill", _WORK, "2026-06-30", ""),
        "M006": ("O01", "Assessment 2 filled with permanent social workers", _ASSESS, "2026-10-31", ""),
        "M010": ("O02", "Group supervision in all fifteen social work teams", _OPS, "2026-12-31", ""),
        "M014": ("O03", "What staff asked for in the survey of 2026, done", _WORK, "2027-03-31", ""),
        "M018": ("O04", "Assessments audited by every team manager", _ASSESS, "2026-09-30", ""),
        "M022": ("O05", "Every visit recorded within three working days", _CARE, "2026-06-30", ""),
        "M025": ("O06", "Two family lawyers employed by the Trust", _MONEY, "2026-06-30", ""),
        "M026": ("O06", "Carers for early permanence approved with the regional agency", _CARE, "2026-12-31", ""),
        "M034": ("O08", "Line for professionals open each working day", _DOOR, "2026-03-31", ""),
        "M041": ("O10", "Four groups of carers around an experienced carer", _FOSTER, "2027-03-31", ""),
        "M045": ("O11", "Personal adviser within eight weeks of the sixteenth birthday", _LEAVE, "2026-09-30", ""),
        "M046": ("O11", "Drop-in hub for care leavers open", _LEAVE, "2027-03-31", ""),
        "M053": ("O13", "Shown: families not referred in the year after early help", _EARLY, "2026-09-30", ""),
        "M054": ("O13", "Parenting programme in three languages", _EARLY, "2027-02-28", ""),
        "M064": ("O15", "Second children's home full", _PLACES, "2026-09-30", 1),
        "M067": ("O16", "Every plan longer than fifteen months seen by a panel", _REVIEW, "2026-11-30", ""),
        "M069": ("O17", "New case management system in use", _DATA, "2026-09-30", ""),
        "M070": ("O17", "One performance report for all boards", _DATA, "2026-12-31", ""),
        "M073": ("O18", "Themes of complaints to every team each quarter", _SAID, "2026-10-31", ""),
        "M074": ("O18", "Care leavers' service looked at by another trust", _AUDIT, "2026-11-30", ""),
        "M077": ("O19", "Medium-term financial plan to 2029", _MONEY, "2027-01-31", ""),
        "M079": ("O20", "Pathway plans up to date at 90%", _LEAVE, "2026-06-30", ""),
        "M080": ("O20", "Young people trained to review plans", _VOICE, "2027-06-30", ""),
    },
}
