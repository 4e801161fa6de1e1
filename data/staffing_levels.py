"""What the invented staffing months of data/demonstration are made from: the census, teams, levels and reasons.

The figures of CENSUS to 2025 are Sandwell's as the Department for Education published them (children's social work
workforce, 30 September; Open Government Licence v3.0). Those of 2026, and everything else here, are made up.
"""

from datetime import date

# fmt: off

FIRST, LAST = date(2017, 10, 1), date(2026, 10, 1)
SCRIPT = "staffing of the demonstration, take 7"

# At 30 September, or over the twelve months to it: full-time equivalents, people, cases and days.
COMPONENTS = ("in_post", "people", "starters", "starting", "leavers", "leaving", "agency", "covering", "vacancies",
              "holders", "cases", "lost")
CENSUS = {year: dict(zip(COMPONENTS, figures, strict=True)) for year, figures in {
    2018: (213.6, 226, 49.5, 50, 30.6, 32, 96, 52, 75.2, 175.3, 3157, 2708.1),
    2019: (206.6, 221, 40.9, 42, 46.3, 49, 118, 69.8, 73.7, 173.4, 3302, 3946.5),
    2020: (214.1, 230, 42, 43, 32, 33, 89, 58.8, 75.3, 161.6, 3253, 2663),
    2021: (208.3, 222, 41, 41, 53.6, 56, 96, 69.7, 79.8, 138.2, 2206, 2949),
    2022: (202.5, 213, 42.1, 43, 56.6, 59, 85, 49.4, 76.7, 145.5, 2343, 5419),
    2023: (228.7, 243, 47, 49, 35.2, 37, 49, 34.8, 51.4, 158.2, 2677, 2952),
    2024: (241.3, 258, 32.6, 33, 24, 25, 43.4, 30.4, 39.5, 158, 2666, 3694),
    2025: (269.9, 281, 45, 45, 30, 33, 29.6, 25.8, 25.8, 164.5, 2505, 3342),
    2026: (274.6, 287, 38.4, 39, 31.8, 33, 28.4, 20.6, 23.6, 167.2, 2542, 3372.5),
}.items()}
DAYS_A_YEAR = 253  # working days of one full-time equivalent, as the census counts them
# The published rates were worked out from figures finer than the published tenths. So that both come out as published,
# as many tenths are added to the sum of the year (in a team's row), and days available are those that sickness needs.
FINER = {date(2019, 9, 1): ("in_post", 0.3), date(2023, 9, 1): ("in_post", 0.2), date(2024, 6, 1): ("leavers", 0.2)}
AVAILABLE = {2019: 52277.4, 2024: 61059.0}

# Levels as in demonstration_levels: straight lines from month to month.
POSTS = ("2017-10 236, 2018-04 288.8, 2019-03 288.8, 2019-04 280.3, 2020-03 280.3, 2020-04 289.4, 2021-03 289.4, "
         "2021-04 288.1, 2022-03 288.1, 2022-04 279.2, 2023-03 279.2, 2023-04 280.1, 2024-03 280.1, 2024-04 280.8, "
         "2024-09 280.8, 2024-12 295.7, 2026-03 295.7, 2026-04 298.2")
VACANT = ("2017-10 18, 2018-04 26.2, 2022-09 27, 2023-04 17, 2024-09 15.6, 2024-12 8.9, "
          "2026-10 8.1")  # percent of posts
AGENCY = ("2017-10 32, 2018-04 31.4, 2023-03 31, 2023-04 16.6, 2024-10 15.8, 2024-11 9.6, "
          "2026-10 9.3")  # percent of agency workers and those in post
COVERED = ("2017-10 90, 2018-09 69, 2019-09 94, 2020-09 78, 2021-09 87, 2022-09 65, 2023-09 68, 2024-09 77, "
           "2025-09 97, 2026-10 88")  # percent of vacancies
CASELOAD = ("2017-10 16.6, 2018-04 18.2, 2019-03 18.6, 2020-01 19.6, 2021-08 19.6, 2021-09 16.3, 2025-07 16.5, "
            "2025-09 15.2")
HOLDERS = ("2017-10 180, 2018-09 175.3, 2019-09 173.4, 2020-09 161.6, 2021-06 152, 2021-09 138.2, 2022-09 145.5, "
           "2023-09 158.2, 2024-09 158, 2025-09 164.5, 2026-09 167.2")
PART_TIME = ("2017-10 13, 2018-09 12.4, 2019-09 14.4, 2020-09 15.9, 2021-09 13.7, 2022-09 10.5, 2023-09 14.3, "
             "2024-09 16.7, 2025-09 11.1, 2026-09 12.4")  # people less full-time equivalents
SWAY = {"vacant": 0.8, "agency": 0.5, "covered": 3.0, "caseload": 0.5, "holders": 1.6}
SICKNESS = (1.3, 1.15, 1.1, 0.9, 0.85, 0.85, 0.8, 0.8, 0.95, 1.05, 1.15, 1.2)  # January to December
STARTING = (1.2, 0.8, 0.9, 0.9, 0.7, 0.7, 0.7, 0.8, 1.6, 1.7, 1.3, 0.5)

# Teams: service, priority, first and last day, posts by role of social work (in proportion), the share of social
# workers who hold cases, and how heavy their caseloads are beside the others'.
BEGAN, OLD, NEW = "2017-10-01", "2021-08-31", "2021-09-01"
TEAMS = {
    "Safeguarding hub": ("Front door", "Partnerships", BEGAN, "", (14, 5, 2), 0.25, 0.6),
    "Assessment 1": ("Assessment", "Practice", BEGAN, "", (20, 5, 2), 0.85, 1.12),
    "Assessment 2": ("Assessment", "Practice", BEGAN, "", (20, 5, 2), 0.85, 1.1),
    "Care management 1": ("Care management", "Practice", BEGAN, "", (19, 5, 2), 0.92, 1.02),
    "Care management 2": ("Care management", "Practice", BEGAN, "", (19, 5, 2), 0.92, 1.0),
    "Care management 3": ("Care management", "Practice", BEGAN, "", (19, 5, 2), 0.92, 1.05),
    "Care management 4": ("Care management", "Practice", BEGAN, OLD, (16, 5, 2), 0.92, 1.04),
    "Edge of care": ("Edge of care", "Prevention", NEW, "", (16, 5, 2), 0.55, 0.72),
    "Children in care 1": ("Children in care", "Striving for Excellence", BEGAN, "", (16, 5, 2), 0.92, 0.92),
    "Children in care 2": ("Children in care", "Striving for Excellence", BEGAN, "", (16, 5, 2), 0.92, 0.9),
    "Care leavers": ("Children in care", "Striving for Excellence", BEGAN, "", (10, 4, 2), 0.6, 1.0),
    "Disabled children": ("Care management", "Meeting Need and Measuring Progress", BEGAN, "", (12, 4, 2), 0.9, 0.98),
    "Fostering": ("Fostering and permanence", "Partnerships", BEGAN, "", (18, 5, 2), 0.0, 1.0),
    "Family finding": ("Fostering and permanence", "Partnerships", BEGAN, "", (10, 4, 1), 0.5, 0.7),
    "Reviewing and quality": ("Quality assurance", "Striving for Excellence", BEGAN, "", (0, 16, 3), 0.0, 1.0),
}
# Residential homes: service, priority, first day.
HOMES = {
    "Short breaks home": ("Residential care", "Meeting Need and Measuring Progress", BEGAN),
    "Children's home 1": ("Residential care", "Meeting Need and Measuring Progress", "2025-10-01"),
    "Children's home 2": ("Residential care", "Meeting Need and Measuring Progress", "2026-03-01"),
}
# Residential and other staff, by team and role: posts (a level), and of them the percent vacant and filled by agency.
OTHERS = {
    ("Short breaks home", "residential"): ("2017-10 22, 2022-03 22, 2022-04 24", 14, 10),
    ("Children's home 1", "residential"): ("2025-10 14", 16, 12),
    ("Children's home 2", "residential"): ("2026-03 14", 22, 14),
    ("Care leavers", "other"): ("2017-10 18, 2021-03 18, 2021-04 22", 9, 4),
    ("Edge of care", "other"): ("2021-09 20", 10, 3),
    ("Safeguarding hub", "other"): ("2017-10 9", 11, 5),
    ("Family finding", "other"): ("2017-10 6", 10, 0),
    ("Reviewing and quality", "other"): ("2017-10 12", 8, 4),
}
# Where it is harder than elsewhere, and since when: vacancies, cases for each holder, and leavers, times so many.
TROUBLED = {
    "Care management 3": ("2018-09 1, 2018-12 1.7, 2019-10 1.7, 2020-02 1",) * 3,
    "Assessment 2": ("2026-01 1, 2026-04 4.2", "2025-12 1, 2026-06 1.38", "2025-10 1, 2026-02 2.6"),
}
REASONS = {
    "Post at another authority": 26, "Moved to agency work": 15, "Personal or family reasons": 15, "Promotion": 10,
    "Retirement": 9, "Workload": 9, "Moved away": 7, "Left social work": 5, "End of fixed-term contract": 4,
}
TROUBLED_REASONS = {"Workload": 45, "Post at another authority": 30, "Moved to agency work": 25}
