"""Send a return: template, check, preview with consequences, submit; the history, and taking back."""

import streamlit as st

from sct_dash.core.access import Permission
from sct_dash.ui import data, gate, live, returning

viewer = gate.require(Permission.SUBMIT)
st.title("Returns")
version = data.version()
returning.say_done()
kind = returning.kind()
returning.guide(kind)
file = returning.upload(kind)
if file is not None:
    outcome = returning.check(version, kind, file)
    returning.findings(outcome)
    returning.mend(outcome, kind, file)
    if outcome.preview is not None:
        returning.preview(outcome, data.day_judged(version)[0])
        returning.submit_button(outcome, kind, file, viewer)
submissions = data.submissions(version)
returning.history(submissions)
if gate.may(viewer, Permission.TAKE_BACK):
    returning.take_back(submissions, viewer)
live.watch(version)
