"""What the invented budget of data/demonstration is made from: lines, sums, how far over they ran, savings, funding.

Everything here is made up, in thousands of pounds where nothing else is said. The Trust's contract sums after 2018/19
and its own budget monitoring are not public.
"""

# fmt: off

YEARS = (2024, 2025, 2026)  # financial years by the year they start in; the last one is cut at LAST
LAST = "2026-10"

# Code: name, area, priority, the KPI that counts the children it pays for.
LINES = {
    "FOSTERING": ("In-house fostering", "Placements", "Partnerships", "SUP002"),
    "IND-FOSTERING": ("Independent fostering agencies", "Placements", "Partnerships", "SUP002"),
    "EXT-RESIDENTIAL": ("External residential placements", "Placements", "Meeting Need and Measuring Progress",
                        "SUP002"),
    "OWN-HOMES": ("The Trust's own residential homes", "Placements", "Meeting Need and Measuring Progress", "SUP002"),
    "SUPPORTED": ("Supported homes for 16 and 17 year olds", "Placements", "Meeting Need and Measuring Progress",
                  "SUP002"),
    "PERMANENCE": ("Adoption and special guardianship", "Permanence and leaving care", "Practice", ""),
    "CARE-LEAVERS": ("Support for care leavers", "Permanence and leaving care", "Striving for Excellence", ""),
    "SOCIAL-WORK": ("Social work staff", "Staff", "People", ""),
    "AGENCY": ("Agency social workers", "Staff", "People", ""),
    "EARLY-HELP": ("Early help and edge of care", "Prevention", "Prevention", ""),
    "LEGAL": ("Legal and court costs", "Support", "Practice", ""),
    "SUPPORT": ("Support services and premises", "Support", "Striving for Excellence", ""),
}
# The contract sum at the start of each year.
ORIGINAL = {
    "FOSTERING": (9200, 9650, 10000), "IND-FOSTERING": (9100, 9300, 9200), "EXT-RESIDENTIAL": (14200, 15800, 16400),
    "OWN-HOMES": (1240, 1500, 2900), "SUPPORTED": (3100, 3350, 3500), "PERMANENCE": (4300, 4450, 4600),
    "CARE-LEAVERS": (2800, 2900, 3000), "SOCIAL-WORK": (13600, 15000, 15900), "AGENCY": (3900, 2600, 2200),
    "EARLY-HELP": (2700, 2800, 2950), "LEGAL": (1500, 1600, 1700), "SUPPORT": (4300, 4400, 4550),
}
# Month: what was moved between lines (or from the Council's own budgets), by line, and why.
VIREMENTS = {
    "2024-09": ({"SOCIAL-WORK": 350, "AGENCY": -350}, "Posts that agency workers filled were made permanent."),
    "2024-12": ({"EARLY-HELP": 120, "SUPPORT": -120}, "Edge of care staff moved from support services."),
    "2025-05": ({"SUPPORT": 180}, "Support staff and their budget moved from the Council: no new money."),
    "2025-10": ({"OWN-HOMES": 420, "EXT-RESIDENTIAL": -420}, "The first of two new homes opened."),
    "2026-04": ({"OWN-HOMES": 250, "EXT-RESIDENTIAL": -250}, "The second of two new homes opened."),
    "2026-07": ({"SOCIAL-WORK": 200, "AGENCY": -200}, "Posts that agency workers filled were made permanent."),
}
# Month: new money of the Council, by line, and why.
UPLIFTS = {
    "2024-11": ({"SOCIAL-WORK": 430, "OWN-HOMES": 30, "EARLY-HELP": 60}, "The pay award above what was budgeted for."),
    "2025-01": ({"EXT-RESIDENTIAL": 500}, "The Council added money for placements."),
    "2025-11": ({"SOCIAL-WORK": 410, "OWN-HOMES": 45, "EARLY-HELP": 60}, "The pay award above what was budgeted for."),
    "2026-06": ({"FOSTERING": 260}, "Allowances to foster carers were raised."),
    "2026-09": ({"EXT-RESIDENTIAL": 600, "SUPPORTED": 100}, "The Council added money for placements."),
}
# How far the forecast lies over the contract sum: straight lines from month to month of each year.
OVER = {
    "FOSTERING": ("2024-04 0, 2024-09 -180, 2025-03 -340, 2025-04 0, 2026-03 -160, 2026-04 -40, 2026-10 -210"),
    "IND-FOSTERING": ("2024-04 60, 2024-10 380, 2025-03 460, 2025-04 40, 2026-03 210, 2026-04 0, 2026-10 -140"),
    "EXT-RESIDENTIAL": ("2024-04 420, 2024-07 1500, 2024-08 2150, 2024-12 2950, 2025-01 2560, 2025-03 2380, "
                        "2025-04 300, 2025-08 1460, 2025-12 1820, 2026-03 1510, "
                        "2026-04 380, 2026-06 1720, 2026-08 2080, 2026-09 1560, 2026-10 1240"),
    "OWN-HOMES": ("2024-04 0, 2025-03 40, 2025-04 0, 2025-09 -190, 2026-03 -240, 2026-04 20, 2026-10 230"),
    "SUPPORTED": ("2024-04 30, 2025-03 310, 2025-04 60, 2026-03 240, 2026-04 60, 2026-08 230, 2026-10 170"),
    "PERMANENCE": ("2024-04 0, 2025-03 -60, 2025-04 0, 2026-03 50, 2026-04 0, 2026-10 -30"),
    "CARE-LEAVERS": ("2024-04 0, 2025-03 90, 2025-04 0, 2026-03 40, 2026-04 0, 2026-10 60"),
    "SOCIAL-WORK": ("2024-04 -120, 2024-08 -420, 2025-03 -510, 2025-04 -60, 2026-03 -310, 2026-04 -60, 2026-10 -260"),
    "AGENCY": ("2024-04 150, 2024-08 520, 2024-12 640, 2025-03 590, 2025-04 40, 2026-03 120, 2026-04 30, 2026-10 210"),
    "EARLY-HELP": ("2024-04 0, 2025-03 -150, 2025-04 0, 2026-03 -80, 2026-04 0, 2026-10 -60"),
    "LEGAL": ("2024-04 20, 2025-03 260, 2025-04 20, 2026-03 200, 2026-04 0, 2026-10 130"),
    "SUPPORT": ("2024-04 0, 2025-03 -90, 2025-04 0, 2026-03 -110, 2026-04 0, 2026-10 -70"),
}
SWAY = 12  # how far a forecast strays from its line: a standard deviation
NOTED = 45  # a forecast that moves by more has a note
# Why a forecast rose, and why it fell.
NOTES = {
    "FOSTERING": (("More allowances were paid for long placements.",), ("Fewer new carers began than planned.",)),
    "IND-FOSTERING": (("No in-house carer for two sibling groups.", "Two teenagers moved from residential homes."),
                      ("Three children moved to in-house carers.",)),
    "EXT-RESIDENTIAL": (("Three new placements, each above £6,000 a week.", "Two solo placements were made.",
                         "Weekly fees rose by more than was planned."),
                        ("Four children moved to foster carers as planned.", "A solo placement ended.",
                         "Health agreed its share of two placements.")),
    "OWN-HOMES": (("Agency cover while permanent staff are recruited.",), ("The new home opened later than planned.",)),
    "SUPPORTED": (("More young people aged 16 and 17 came into care.",), ("Two young people moved on.",)),
    "PERMANENCE": (("More special guardianship allowances began.",), ("Fewer placements with other agencies.",)),
    "CARE-LEAVERS": (("More young people stay in supported homes after 18.",), ("Housing benefit was claimed back.",)),
    "SOCIAL-WORK": (("New starters came earlier than forecast.",), ("Posts stayed vacant longer than forecast.",)),
    "AGENCY": (("More cover in one assessment team.", "Agency workers stayed while posts were filled."),
               ("Agency workers left as posts were filled.",)),
    "EARLY-HELP": (("New posts were filled.",), ("Posts stayed vacant.",)),
    "LEGAL": (("More hearings and expert reports than planned.",), ("Cases ended sooner.",)),
    "SUPPORT": (("Costs of moving between buildings.",), ("Contracts were let for less.",)),
}
# By year: scheme, priority, pounds planned, pounds delivered by the end of each quarter, and from which quarter on it
# was delayed until when and why (0: it was not).
SAVINGS = {
    2024: (
        ("Fewer agency social workers", "People", 900_000, (60_000, 190_000, 410_000, 640_000),
         3, "2025-09-30", "Posts were filled from November on, later than planned."),
        ("Fewer children in external residential homes", "Meeting Need and Measuring Progress", 1_200_000,
         (40_000, 130_000, 260_000, 410_000), 2, "2026-03-31", "Foster carers for older children were not found."),
        ("Children kept safe at home", "Prevention", 600_000, (110_000, 270_000, 440_000, 600_000), 0, "", ""),
        ("Supported homes bought together", "Partnerships", 300_000, (0, 40_000, 110_000, 180_000),
         3, "2025-06-30", "The contract with neighbouring boroughs began late."),
        ("Support services", "Striving for Excellence", 250_000, (60_000, 125_000, 190_000, 250_000), 0, "", ""),
    ),
    2025: (
        ("Fewer agency social workers", "People", 1_100_000, (240_000, 520_000, 810_000, 1_060_000),
         4, "", "One team needed cover to the end of the year."),
        ("Fewer children in external residential homes", "Meeting Need and Measuring Progress", 1_000_000,
         (50_000, 160_000, 330_000, 520_000), 3, "2026-12-31", "Both new homes opened later than planned."),
        ("Children kept safe at home", "Prevention", 500_000, (100_000, 240_000, 390_000, 500_000), 0, "", ""),
        ("Supported homes bought together", "Partnerships", 250_000, (70_000, 130_000, 200_000, 250_000), 0, "", ""),
        ("Shared costs with health", "Partnerships", 300_000, (0, 0, 90_000, 160_000),
         2, "2026-09-30", "Three assessments are still to be agreed."),
    ),
    2026: (
        ("Fewer agency social workers", "People", 600_000, (110_000, 210_000),
         2, "2027-03-31", "One assessment team has needed more cover since April."),
        ("Places in the Trust's own homes", "Meeting Need and Measuring Progress", 1_150_000, (120_000, 380_000),
         2, "2027-06-30", "The second home is filled one child at a time."),
        ("Children kept safe at home", "Prevention", 450_000, (110_000, 230_000), 0, "", ""),
        ("Shared costs with health", "Partnerships", 400_000, (60_000, 150_000), 0, "", ""),
        ("Legal work in house", "Practice", 200_000, (0, 20_000), 1, "2027-01-31", "One of two posts is still vacant."),
    ),
}
# The day of the file: the year it is for, the source, pounds, the day it was agreed, and a note.
FUNDING = (
    ("2024-12-12", "2024/25", "Trust reserves", 600_000, "2024-12-10", "Agreed by the Trust board."),
    ("2025-03-20", "2024/25", "Council contingency", 2_261_000, "2025-03-18", "Agreed by the Council for one year."),
    ("2025-12-11", "2025/26", "Trust reserves", 350_000, "2025-12-09", "Agreed by the Trust board."),
    ("2026-03-19", "2025/26", "Council contingency", 1_146_000, "2026-03-17", "Agreed by the Council for one year."),
    ("2026-09-17", "2026/27", "Trust reserves", 400_000, "2026-09-15", "Agreed by the Trust board."),
)
