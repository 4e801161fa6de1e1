"""The launcher: `streamlit run app.py` finds `app` here; the front door is sct_dash/main.py, pages/ behind it."""

from contextlib import asynccontextmanager
from importlib import import_module

import streamlit as st
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from sct_dash.ui import data


def readyz(request: Request) -> PlainTextResponse:
    """200 `ready` when the database answers and its tables are up to date, else 503 and a word why."""
    trouble = data.trouble()
    return PlainTextResponse(trouble or "ready", status_code=503 if trouble else 200)


@asynccontextmanager
async def warmed(served):
    """Loads what draws and projects before anybody is served: two seconds that the first readers would wait.

    Not beside them in a thread of its own: two threads that import pandas by different ways can meet it half made.
    """
    for name in ("sct_dash.ui.projection", "sct_dash.ui.kpi_chart"):
        import_module(name)
    yield


app = st.App("sct_dash/main.py", routes=[Route("/readyz", readyz)], lifespan=warmed)
