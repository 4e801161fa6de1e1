"""The acceptance cases that may lie beside the checkout: each file with the outcome its manifest asks for."""

import json
import re
from pathlib import Path

import pytest

from sct_dash.returns import telling
from tests.returns.drawn import checked, picture

FOLDER = Path(__file__).parents[3] / "shared" / "returns_cases"
MANIFEST = json.loads((FOLDER / "manifest.json").read_text("utf-8")) if (FOLDER / "manifest.json").exists() else None
CASES = MANIFEST["files"] if MANIFEST else []
COLUMNS = ("period", "kpi_code", "numerator", "denominator", "value", "comment")

pytestmark = pytest.mark.skipif(MANIFEST is None, reason="the acceptance cases are not beside this checkout")


@pytest.fixture(scope="module")
def held() -> dict:
    codes = MANIFEST["spec"]["reference"]["kpi_codes"]
    rows = "".join(f"{code},Measure {code},percent,higher,month\n" for code in codes)
    return picture(kpis="kpi_code,name,unit,direction,frequency\n" + rows)


@pytest.mark.parametrize("case", CASES, ids=[case["file"] for case in CASES])
def test_a_case_comes_out_as_its_manifest_says(case: dict, held: dict):
    outcome = checked((FOLDER / case["file"]).read_bytes(), held=held)
    reply = telling.reply(outcome, rows=True)
    taken = {"accept", "normalise"} & {case["expect"], *case["allowed"]}
    assert outcome.accepted in {bool(taken), "reject" not in {case["expect"], *case["allowed"]}}
    if outcome.accepted:
        assert reply["rows"] == case["rows"]
        rows = [[row[name] for name in COLUMNS] for row in reply["accepted_rows"]]
        assert case["values"] is None or rows == case["values"]
    _assert_told(case, reply)


def _assert_told(case: dict, reply: dict) -> None:
    findings = reply["findings"]
    messages = [finding["says"] for finding in findings] + reply["notices"]
    for pattern in case["about"]:
        assert any(re.search(pattern, message, re.IGNORECASE) for message in messages), (pattern, messages)
    for issue in case["issues"]:
        assert any(
            finding["line"] == issue["row"]
            and issue["column"] in (None, finding["column"])
            and re.search(issue["about"], finding["says"], re.IGNORECASE)
            for finding in findings
        ), (issue, findings)
    assert case["exact_issues"] in (None, len(findings))
    assert not [never for never in case["never"] if re.search(never, json.dumps(reply, ensure_ascii=False))]
