"""SCT Dash: the performance and assurance dashboard of Sandwell Children's Trust.

The rooms, and the stairs between them, which only go down (tests/test_house.py keeps them):

    app, main, pages -> ui -> { charts, door, projections } ;  cli -> door ;  seed -> door -> { store, returns } -> core

core      pure: polars in, polars out; periods, KPI values, RAG, relief, status, real changes (spc, signals), the
          sentence (verdicts), what comes next (outlook), what changed, comparison with elsewhere (benchmarks),
          staffing and its what-if, finance, and KPIs worked out from a return (computed); the golden thread: the risk
          register and its matrix, the plan, inspections, meetings with their papers and agenda, what is linked (thread)
          and what contradicts it, what changed since a day, the front page
returns   pure: what each kind of return must be; bytes in, typed rows and findings out; RETURNS is the register
store     the only room with a database: tables, migrations, reads, writes
door      the one way in: check, preview, submit, take back
charts    a frame in, a chart out
projections  a demand measure's next twelve months, with how far the method was out before
ui        the Streamlit pieces that pages share; gate asks who is there
settings  the only reader of the environment;  clock: instants and days, the time zone

The words, one for each thing:

kpi         a measure with a definition, a direction and a frequency; a contract KPI or a supporting measure by its set
value       a KPI's figure for a period, from numerator and denominator where both are there
target      what a KPI is held to, with its tolerance, between two dates
status      green, amber, red (RAG), or no_data, not_due, late, neutral (never rated)
signal      whether a change is real: variation (usual, better, worse) and assurance (what to expect of the target)
ghost       a relieved point: drawn hollow, left out of mean, limits and rules
rebase      a day from which mean and limits begin again, with the reason
measure     a published statistic, which a comparison sets beside a KPI
area        the authority, its neighbours, its region, England
staff       whom a staffing figure is of: social_work (as the census counts them), residential, other
establishment  the posts there are, filled or vacant, full-time equivalent
covering    an agency worker in a vacant post; one who covers none is above establishment
contract    the contract sum of a budget line: its original sum, with virement and real uplift
virement    money moved in from other budgets or between lines; uplift: money that is new
forecast    what a year is expected to cost in the end (outturn: what it did cost; reached: that as soon as it is known)
release     the publication that a published figure was read from; a later one may revise it
relief      an event that lifts a KPI's consequences between two dates; the number and its shadow status stay
period      a month, quarter, financial year or census year
risk        what may happen, with a reference (4c); score = likelihood x impact, band = the matrix's colour
matrix      the levels, their words, each score's band and the appetite line in force on a day (kind risk_bands)
movement    of a risk's score since a day or the assessment before: up, down, same, new, closed
priority    one of the six strategic priorities; aim: one of the Council's Corporate Plan
theme       a part of the Improvement Plan; outcome: what the plan is to achieve; milestone: a step to an outcome
BRAG        a milestone's complete (Blue), late (Red), at_risk (Amber), on_track (Green), or not_reported (no colour)
slippage    days between a milestone's first date and the one in force, or the one it was complete on
inspection  an inspection, visit, review or direction; only a graded one has a judgement
area to improve  what an inspection found (kind findings), with the actions it led to
board       who holds the Trust to account; meeting: a day it meets; note: a question or action noted at one
link        two things that belong together and why; the thread is all of them, both ways
contradiction  two linked things that cannot both be as they look: a risk lowered while its KPI gets worse
kind        a sort of return: kpis, targets, relief, kpi_values, rebases, benchmarks, dfe_statistics ...
return      a file of a declared kind, as an officer sends it
submission  a return that was accepted and stored, with who, when and the file's bytes
finding     what is wrong with a return, at a line and a column, in a sentence; a query may stand
notice      what was done to read a file, or is worth knowing, without being wrong
picture     every kind's rows in force, now or as at an instant
consequence a status that turns or a figure restated because of a submission
viewer      the person looking; deed: what a viewer does that changes the store, with one audit event
"""
