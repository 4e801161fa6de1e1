"""What the invented monthly figures of data/demonstration are made from: levels, noise, sizes and officers' words."""

from datetime import date

# fmt: off

# Where a measure's level lies: "month level, month level", straight lines between, level before the first and after the
# last. A level holds for a year or two and then steps or slides to the next, near the published figures; the months
# jitter about it, each measure by an amount of its own (SWAY), and the months of a published figure are pinned to it.

# Percent of a year's cases, published: the series, the percents assumed for the years that are not published yet, and
# the cases of each financial year (None: plans ending follow from plans open and starting).
YEARLY = {
    "KPI001": ("PUB003", {2025: 22.6, 2026: 23.4}, [6364, 6381, 5397, 4454, 4205, 4397, 3723, 3800, 3800]),
    "KPI002": ("PUB004", {2025: 81.2, 2026: 82.4}, [5980, 6010, 5120, 4270, 4010, 4120, 3590, 3700, 3780]),
    "KPI003": ("PUB007", {2025: 82.1, 2026: 83.4}, [953, 913, 804, 554, 482, 611, 466, 452, 458]),
    "KPI004": ("PUB010", {2025: 31.4, 2026: 34.2}, [750, 732, 707, 472, 368, 526, 418, 410, 402]),
    "KPI005": ("PUB011", {2025: 4.6, 2026: 4.3}, None),
}
# Percent of a month's cases, wholly invented: the cases of each financial year, and the level.
MONTHLY = {
    "KPI007": ([11800, 10600, 9700, 7600, 6200, 6900, 7000, 6300, 6200],
               "2018-04 78.5, 2019-01 80, 2020-03 80, 2020-04 55, 2020-05 63, 2020-06 70, 2020-09 77, 2021-09 83, "
               "2021-10 86.6, 2025-11 87.4, 2025-12 90.8"),
    "SUP005": ([31200, 30100, 29800, 25900, 25200, 25800, 24900, 24600, 24300],
               "2020-02 98.4, 2020-03 84, 2020-04 31, 2020-05 38, 2020-06 52, 2020-07 68, 2020-08 78, 2020-10 82, "
               "2020-11 76, 2020-12 78, 2021-01 66, 2021-02 68, 2021-03 80, 2021-04 85, 2021-06 90, 2021-08 95.6, "
               "2021-09 96.4, 2024-03 96.6, 2025-09 97"),
    "SUP007": ([420, 440, 380, 430, 450, 460, 470, 470, 480], "2019-12 52, 2020-09 57, 2024-03 61, 2024-06 66"),
}
# Percent on the last day of a month: the published series or None, the denominator each 31 March from 2018 to 2027
# (None: children looked after), and the level.
SNAPSHOTS = {
    "KPI006": ("PUB012", [574, 350, 455, 332, 295, 244, 375, 217, 226, 230],
               "2018-04 82, 2018-09 86, 2020-06 86, 2020-09 92, 2022-06 90, 2022-10 64, 2023-06 65, 2023-09 82, "
               "2026-02 83.4, 2026-03 89"),
    "KPI008": ("PUB016", None, "2020-05 10.3, 2020-07 7.3, 2022-06 7.6, 2023-06 9.2"),
    "KPI009": ("PUB017", [352, 346, 372, 410, 450, 433, 406, 380, 372, 368],
               "2020-05 60.7, 2020-07 70.5, 2022-06 70.5, 2022-09 67.6, 2025-01 67.2, 2025-12 64"),
    "KPI010": ("PUB018", None, "2018-04 9.9"),
    "KPI011": ("PUB024", [169, 167, 199, 229, 249, 244, 242, 231, 238, 242],
               "2018-09 81.6, 2024-06 82.6, 2024-07 87.4"),
    "KPI012": ("PUB025", [169, 167, 199, 231, 251, 244, 242, 236, 240, 243],
               "2018-04 45.8, 2020-03 46.6, 2020-06 40, 2021-09 42, 2022-03 43.2, 2025-06 43.2, 2025-09 44"),
    "KPI013": (None, [268, 272, 305, 338, 352, 348, 344, 338, 341, 344],
               "2018-04 72, 2019-03 73, 2019-06 77, 2020-03 77, 2020-06 73, 2021-09 78, 2021-10 81, 2023-04 81, "
               "2023-05 87.2, 2026-07 87.4, 2026-08 84.5, 2026-09 82, 2026-10 81"),
    "SUP012": (None, [262, 255, 248, 240, 231, 222, 214, 208, 206, 206], "2018-04 86.4, 2020-06 88.6, 2025-03 89.2"),
}
# A count on the last day of a month: the published figures each 31 March from 2018 (or their series), and the level.
STOCKS = {
    "SUP002": ("PUB014", "2018-04 772, 2018-12 874, 2021-06 868, 2022-02 838, 2022-12 804, 2023-04 804, 2026-10 828"),
    "SUP003": ("PUB009", "2018-04 805, 2019-01 595, 2019-06 640, 2020-05 650, 2021-01 490, 2022-01 410, 2022-10 345, "
                         "2023-05 350, 2023-12 452, 2024-03 452, 2024-10 361"),
    "SUP004": ([3661, 3879, 3446, 3411, 2806, 2845, 2898, 2775],
               "2018-04 3690, 2018-12 3850, 2019-04 3850, 2020-01 3470, 2021-07 3400, 2021-09 2835"),
}
# Children under 18 in the borough each March, 2018 to 2027: worked back from published rates to 2020, the estimates
# published beside the rates of 2021 to 2025, and two assumed.
CHILDREN = [83023, 83980, 84738, 85255, 84907, 85920, 87056, 88593, 89300, 89900]
FEWEST_ENDING = 8  # plans ending in any month
MOVED_IN = {2021: 9, 2023: 6, 2024: 3}  # invented: plans that came with families from elsewhere, by financial year
COUNTS = {  # wholly invented: a month's usual number
    "SUP008": "2018-04 128, 2020-03 128, 2020-04 98, 2020-09 112, 2021-06 130, 2026-10 137",
    "SUP009": "2018-04 44, 2020-03 45, 2020-05 34, 2020-10 48, 2024-12 51, 2025-09 52, 2025-10 68",
    "SUP010": "2018-04 15.6, 2026-10 14",
}
JUSTIFIED = "2018-04 90, 2020-03 91, 2020-04 97, 2021-09 96, 2022-04 92, 2026-10 94"  # wholly invented, percent
SURVEYS = {  # wholly invented: percent who agree, how often it is asked (months), and how many answer
    "SUP011": ("2018-04 58, 2020-03 60, 2022-06 61, 2022-09 65, 2026-10 66", 3, 240),
    "SUP013": ("2018-04 68, 2020-03 72, 2020-06 69, 2027-03 81", 12, 96),
}
# How far a month strays from its level: a standard deviation in the measure's own unit, beside what chance does to the
# cases of a month; for COUNTS and for plans starting it is a part of the level.
SWAY = {
    "KPI001": 1.2, "KPI002": 1.6, "KPI003": 2.5, "KPI004": 2.0, "KPI005": 0.8, "KPI006": 2.8, "KPI007": 1.5,
    "KPI008": 0.85, "KPI009": 2.1, "KPI010": 0.6, "KPI011": 1.6, "KPI012": 1.8, "KPI013": 1.9,
    "SUP002": 10.0, "SUP003": 10.0, "SUP004": 55.0, "SUP005": 0.3, "SUP007": 2.0, "SUP008": 0.09,
    "SUP009": 0.12, "SUP010": 0.24, "SUP011": 3.0, "SUP012": 1.9, "SUP013": 2.0,
    "SUP019": 2.5,
}
# Which of several draws, all alike, is kept (the first where none is named), so that the last months show every kind of
# signal once or more.
TAKES = {
    "KPI001": 25, "KPI002": 29, "KPI003": 11, "KPI004": 5, "KPI005": 19, "KPI006": 13, "KPI007": 4, "KPI008": 4,
    "KPI009": 5, "KPI012": 30, "KPI013": 9, "SUP002": 10, "SUP003": 28, "SUP004": 14, "SUP005": 3,
    "SUP007": 13, "SUP009": 7,
}
SEASON = dict(zip(range(1, 13), (1.01, 0.98, 1.05, 0.97, 1.02, 1.02, 1.03, 0.88, 1.0, 1.04, 1.05, 0.93), strict=True))
COVID = {date(2020, 4, 1): 0.66, date(2020, 5, 1): 0.74, date(2020, 6, 1): 0.88, date(2021, 1, 1): 0.8,
         date(2021, 2, 1): 0.78}
VIRTUAL_REASONS = ("Recorded reason: household isolating or shielding.", "Recorded reason: worker isolating.",
                   "Recorded reason: family asked for a video visit; the next one is face to face.")
GAPS = {("SUP008", date(2021, 7, 1)), ("SUP009", date(2026, 9, 1)), ("SUP009", date(2026, 10, 1))}
# What was sent first (numerator out by so much), and when it was put right.
RESTATED = {("KPI002", date(2022, 9, 1)): (-9, "2022-12-12", "Restated: assessments signed off late are now counted."),
            ("KPI008", date(2024, 6, 1)): (8, "2024-09-23", "Restated: respite stays were counted as placements."),
            ("KPI003", date(2026, 6, 1)): (-3, "2026-09-21", "Restated: three conferences were recorded late.")}
# Officers' words when the figure rose, and when it fell.
COMMENTS = {
    "KPI001": (("Several large sibling groups came back in one week.", "Closed cases are being sampled to see why."),
               ("Fewer came back after step-down to early help.", "Closing letters now name who will help next.")),
    "KPI002": (("Managers look at day 10 and day 30; fewer ran over.", "The backlog of late assessments is cleared."),
               ("Vacancies in two teams held assessments up.", "Clearing old assessments lowers the figure.")),
    "KPI003": (("An extra conference chair was in place all month.", "Earlier notice from partners helped."),
               ("Late notice of strategy discussions from partners.", "Two were moved so that parents could attend.")),
    "KPI004": (("Two sibling groups account for most of the rise.", "Neglect is the reason for most second plans."),
               ("No large sibling groups this month.", "Plans are ending with a step-down meeting.")),
    "KPI005": (("Long plans were ended after legal advice.", "A small number of long plans ended together."),
               ("Plans past 15 months are reviewed by a senior manager.", "Few long plans are left open.")),
    "KPI006": (("Review dates are now set at the conference.", "All reviews due were held."),
               ("Three late reviews, each for a sibling group.", "Reviews were moved when reports were not ready.")),
    "KPI007": (("The weekly list of visits due is working.", "Visits recorded late last month fell."),
               ("Sickness in one team; visits were covered but late.", "Some visits on time were recorded late.")),
    "KPI008": (("Several planned moves to long-term homes.", "Two emergency placements ended within days."),
               ("Placement support meetings held moves down.", "Older moves have left the 12 months.")),
    "KPI009": (("More long-term matches were agreed at panel.", "Settled placements passed two years."),
               ("Some children left settled placements at 16.", "Three long placements broke down.")),
    "KPI010": (("Two specialist placements were found only far away.", "No local place for two teenagers."),
               ("Two children moved back near home.", "More local carers were approved.")),
    "KPI011": (("Two supported flats opened.", "Young people we had lost touch with were found."),
               ("Two young people gave up tenancies.", "Not in touch with a few young people at the month end.")),
    "KPI012": (("New apprenticeships with the Council began.", "College places were taken up."),
               ("Summer courses ended and some have no place yet.", "Short contracts ended.")),
    "KPI013": (("Overdue plans were worked through by the team.", "Plans are booked with the young person in advance."),
               ("Plans due were not signed off before the month end.", "Sickness among personal advisers.")),
    "SUP002": (("More children came into care than left.",), ("More children left care than came in.",)),
    "SUP007": (("Stronger plans and clearer supervision notes.",), ("A themed audit of older cases graded lower.",)),
    "SUP010": (("Most were about delay and calls not returned.",), ("More were settled at the first stage.",)),
}
LATEST = {  # the last month's words, for what a board would ask about first
    "KPI001": "Each family who came back is being looked at for what help was missing the first time.",
    "KPI002": "Two teams still run over; managers look at every open assessment on day 30.",
    "KPI006": "Late reviews were for two large families; both have now been held.",
    "KPI009": "Placements at risk are discussed each week with the fostering team.",
    "KPI013": "Plans are being moved to the new case system by hand; relief has been agreed while this is done.",
}
