"""How staffing reads: the sentence in all its wordings, and a rate of few as a count."""

import pytest

from sct_dash.core.staffing import rated
from sct_dash.core.staffing_words import shown, standing
from tests.frames import frame

NAMES = ("in_post_fte", "agency_fte", "agency_covering_fte")


def row(text, names=NAMES):
    """The rated row of the figures in a text, in post, agency and agency covering a vacancy: `269.9 29.6 25.8`."""
    cells = " | ".join(text.split())
    heading = " | ".join(names)
    return rated(frame(f"| {heading} |\n| {cells} |", **dict.fromkeys(names, float))).row(0, named=True)


@pytest.mark.parametrize(
    ("now", "then", "says"),
    [
        (
            "269.9 29.6 25.8",
            "241.3 43.4 30.4",
            "90.1% permanent, up from 84.8% a year ago; 29.6 FTE agency, 3.8 above establishment",
        ),
        (
            "208.3 96 69.7",
            "214.1 89 58.8",
            "68.5% permanent, down from 70.6% a year ago; 96.0 FTE agency, 26.3 above establishment",
        ),
        (
            "90 10 10",
            "180 20 0",
            "90.0% permanent, unchanged from a year ago; 10.0 FTE agency, none above establishment",
        ),
        (
            "900.4 100 99.96",
            "900 100 0",
            "90.0% permanent, unchanged from a year ago; 100.0 FTE agency, less than 0.1 above "
            "establishment",
        ),
        ("0.04 0 0", "90 10 9", "Less than 0.1 FTE permanent, against 90.0% a year ago; no agency staff"),
        ("0 0.04 0", None, "0.0 FTE permanent, with no figure a year ago; less than 0.1 FTE agency, less than 0.1 "
         "above establishment"),
        ("0.04 8 8", "0.04 8 8", "Less than 0.1 of 8.0 FTE permanent, unchanged from a year ago; 8.0 FTE agency, none "
         "above establishment"),
        ("90 0.04 0.04", None, "100.0% permanent, with no figure a year ago; less than 0.1 FTE agency, none above "
         "establishment"),
        ("90 10 9.9", None, "90.0% permanent, with no figure a year ago; 10.0 FTE agency, 0.1 above establishment"),
        ("90 10 9", "- 10 9", "90.0% permanent, with no figure a year ago; 10.0 FTE agency, 1.0 above establishment"),
        ("12 0 0", "11 1 1", "100.0% permanent, up from 91.7% a year ago; no agency staff"),
        (
            "7.6 1.4 0",
            "10 2 0",
            "7.6 of 9.0 FTE permanent, against 83.3% a year ago; 1.4 FTE agency, 1.4 above establishment",
        ),
        ("7.6 1.4 1.4", "7.6 1.4 0", "7.6 of 9.0 FTE permanent, unchanged from a year ago; 1.4 FTE agency, none above "
         "establishment"),
        ("10 2 2", "5 1 1", "83.3% permanent, against 5.0 of 6.0 FTE a year ago; 2.0 FTE agency, none above "
         "establishment"),
        ("90 10 -", "90 10 9", "90.0% permanent, unchanged from a year ago; 10.0 FTE agency, how many of them above "
         "establishment is not known"),
        ("- 10 9", "90 10 9", "How many are permanent is not known; 10.0 FTE agency, 1.0 above establishment"),
        ("90 - 9", "90 10 9", "How many are permanent is not known; how many are agency is not known"),
        ("0 0 0", "90 10 9", "Nobody is in post and there are no agency staff"),
        (None, None, "No staffing figures are held"),
    ],
)  # fmt: skip
def test_the_sentence_says_how_many_are_permanent(now, then, says):
    assert standing(now and row(now), then and row(then)) == says


@pytest.mark.parametrize(
    ("rate", "names", "figures", "says"),
    [
        ("agency_rate", NAMES, "269.9 29.6 25.8", "9.9%"),
        ("agency_rate", NAMES, "9 1 0", "10.0%"),
        ("agency_rate", NAMES, "8.9 1 0", "1.0 of 9.9 FTE"),
        ("vacancy_rate", ("in_post_fte", "vacancy_fte"), "5 0.5", "0.5 of 5.5 FTE"),
        ("vacancy_rate", ("in_post_fte", "vacancy_fte"), "0 0", "–"),
        ("turnover_12m", ("in_post_fte", "leavers_12m"), "4 5", "5.0 left, 4.0 in post"),
        ("caseload", ("cases", "case_holders_fte"), "45 2", "22.5"),
        ("caseload", ("cases", "case_holders_fte"), "- 2", "–"),
        ("absence_rate", ("days_lost", "days_available"), "3.5 70", "5.0%"),
        ("absence_rate", ("days_lost", "days_available"), "1 9", "1.0 of 9.0 days"),
        ("agency_rate_headcount", ("agency_headcount", "in_post_headcount"), "1 3", "1 of 4 people"),
        ("agency_rate_headcount", ("agency_headcount", "in_post_headcount"), "1 -", "–"),
    ],
)
def test_a_rate_of_few_is_told_as_a_count(rate, names, figures, says):
    assert shown(row(figures, names), rate) == says
