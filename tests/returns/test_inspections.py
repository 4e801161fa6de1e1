"""What must hold of inspections, their judgements, findings and what findings led to, beside what is held already."""

from tests.returns.drawn import checked, found, picture, says

FRAMEWORKS = "framework,title,earliest_months,latest_months,assumption\nILACS,Services,30,36,Three years or so\n"
INSPECTIONS = (
    "inspection,title,body,inspection_kind,framework,from_on,to_on,published_on,judgement\n"
    "ILACS-2022,Services,Ofsted,inspection,ILACS,09/05/2022,20/05/2022,05/07/2022,RI\n"
    "MV-2018,Visit,Ofsted,visit,ILACS,01/05/2018,31/05/2018,,\n"
)
JUDGEMENTS = "inspection,area,judgement,source\nILACS-2022,Overall,RI,Report\nILACS-2022,Leadership,RI,Report\n"
FINDINGS = "inspection,number,text\nILACS-2022,1,Thresholds\nILACS-2022,2,Oversight\nMV-2018,1,Planning\n"
ACTIONS = "inspection,number,action,status,evidence\nILACS-2022,1,Guidance rewritten,complete,Published\n"
THEMES = "theme,plan\nPractice,Improvement Plan\n"
OUTCOMES = "outcome,title,theme,priority\nOC1,Seen in time,Practice,Practice\nOC2,Managed well,Practice,People\n"
MILESTONES = "milestone,outcome,title,first_due_on\nM1,OC1,All trained,31/03/2023\n"
HELD = picture(
    frameworks=FRAMEWORKS,
    inspections=INSPECTIONS,
    judgements=JUDGEMENTS,
    findings=FINDINGS,
    themes=THEMES,
    outcomes=OUTCOMES,
    milestones=MILESTONES,
    finding_actions=ACTIONS,
)


def sent(kind: str, head: str, *rows: str) -> list[tuple]:
    return found("\n".join((head, *rows)), kind=kind, held=HELD)


def told(kind: str, head: str, *rows: str) -> list[str]:
    return says("\n".join((head, *rows)), kind=kind, held=HELD)


INSPECTED = "inspection,title,body,type,framework,start,end,published,overall effectiveness"
DONE = "inspection,number,action,outcome,milestone,status,evidence"


def test_an_inspection_is_corrected_by_sending_it_again_without_a_word():
    row = "ILACS-2022,Services,Ofsted,inspection,ILACS,2022-05-09,2022-05-20,2022-07-05,RI"
    assert sent("inspections", INSPECTED, row) == []


def test_the_same_inspection_under_another_code_is_queried():
    row = "ILACS-MAY,Services,Ofsted,inspection,ILACS,2022-05-09,2022-05-20,2022-07-05,RI"
    assert sent("inspections", INSPECTED, row) == [(2, "inspection", "one code each")]


def test_a_framework_that_is_not_on_the_list_is_guessed_at():
    row = "ILACS-2025,Services,Ofsted,inspection,ILAC,2025-10-13,2025-10-24,2025-12-02,Good"
    assert told("inspections", INSPECTED, row) == [
        "Framework must be on the list, not ‘ILAC’. Did you mean ILACS?",
    ]


def test_a_direction_and_a_review_are_never_judged():
    rows = [f"D{kind[0]},Step,DfE,{kind},,2021-03-17,,,Good" for kind in ("direction", "review")]
    assert sent("inspections", INSPECTED, *rows) == [
        (line, "judgement", "only inspections are judged") for line in (2, 3)
    ]


def test_an_inspection_that_is_under_way_has_no_last_day_yet():
    row = "ILACS-2026,Services,Ofsted,inspection,ILACS,2026-11-16,,,"
    assert sent("inspections", INSPECTED, row) == []
    ahead = "ILACS-2026,Services,Ofsted,inspection,ILACS,2026-11-16,2026-11-27,,"
    assert sent("inspections", INSPECTED, ahead) == [(2, "to_on", "ended already")]


def test_a_judgement_of_a_visit_is_refused_and_says_what_it_is():
    assert told("judgements", "inspection,area,judgement,source", "MV-2018,Overall,Good,Report") == [
        "MV-2018 is a visit, which has no judgement."
    ]


def test_a_source_that_differs_from_one_held_is_queried_and_may_stand():
    outcome = checked(
        "inspection,area,judgement,source\nILACS-2022,Leadership,Good,Newspaper\n", kind="judgements", held=HELD
    )
    assert outcome.findings["says"].to_list() == [
        "Report has Requires improvement to be good for this area: look whether both are as written; both will be "
        "shown."
    ]
    assert outcome.accepted


def test_a_source_that_corrects_itself_differs_from_nobody():
    assert sent("judgements", "inspection,area,judgement,source", "ILACS-2022,Leadership,Good,Report") == []


def test_an_area_is_spelled_as_it_is_held_of_the_inspection():
    rows = sent("judgements", "inspection,area,judgement,source", "ILACS-2022,LEADERSHIP,RI,Newspaper")
    assert rows == [(2, "area", "area spelled as before")]


def test_a_finding_that_follows_those_held_is_no_gap():
    assert sent("findings", "inspection,number,text", "ILACS-2022,3,Life story") == []
    assert told("findings", "inspection,number,text", "ILACS-2022,5,Life story") == [
        "ILACS-2022 has no finding 4: look whether one was left out."
    ]


def test_new_words_for_a_finding_are_queried_only_where_something_was_done_about_it():
    rows = sent("findings", "inspection,number,text", "ILACS-2022,1,Partners", "ILACS-2022,2,Supervision")
    assert rows == [(2, "text", "words that were answered")]


def test_an_action_on_a_finding_that_is_not_held_says_which_are():
    assert told("finding_actions", DONE, "ILACS-2022,9,Anything,,,ongoing,", "MV-2018,3,Anything,,,planned,") == [
        "Finding 9 of ILACS-2022 is not held: it has 1 and 2.",
        "Finding 3 of MV-2018 is not held: it has 1.",
    ]


def test_what_carries_an_action_is_on_the_list_and_neither_is_needed():
    assert (
        sent("finding_actions", DONE, "ILACS-2022,1,Training,oc1,m1,ongoing,", "ILACS-2022,2,Audits,,,done,Ten") == []
    )
    assert told("finding_actions", DONE, "ILACS-2022,1,Training,OCI,M9,ongoing,") == [
        "Outcome must be on the list, not ‘OCI’. Did you mean OC1? Leave it empty where the plan has none.",
        "Milestone must be on the list, not ‘M9’.",
    ]


def test_a_milestone_of_another_outcome_is_queried():
    assert told("finding_actions", DONE, "ILACS-2022,1,Training,OC2,M1,ongoing,") == [
        "M1 belongs to OC1, not to OC2: look which is meant."
    ]


def test_an_action_sent_again_in_nearly_the_same_words_is_queried():
    assert sent("finding_actions", DONE, "ILACS-2022,1,Guidance was rewritten,,,done,Out") == [
        (2, "action", "action as before")
    ]
    again = ["ILACS-2022,1,Guidance rewritten,,,done,Out", "ILACS-2022,1,Guidance was rewritten,,,done,Out"]
    assert sent("finding_actions", DONE, *again) == []


def test_no_plan_at_all_does_not_keep_an_action_out():
    bare = {name: rows for name, rows in HELD.items() if name not in ("outcomes", "milestones")}
    row = "ILACS-2022,2,Audits,,,ongoing,"
    assert found(f"{DONE}\n{row}\n", kind="finding_actions", held=bare) == []
    named = "ILACS-2022,2,Audits,OC1,,ongoing,"
    assert says(f"{DONE}\n{named}\n", kind="finding_actions", held=bare) == [
        "Outcome must be on the list, not ‘OC1’, and no outcomes are held yet: leave it empty, or send them first."
    ]
