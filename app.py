"""The launcher: `streamlit run app.py` finds `app` here; the front door is sct_dash/main.py, pages/ behind it."""

from contextlib import asynccontextmanager
from importlib import import_module
from threading import Timer

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
    """Loads the projection's library soon after the start: two seconds that the KPI page's first reader would wait."""
    warming = Timer(3, import_module, ["sct_dash.ui.projection"])
    warming.daemon = True
    warming.start()
    yield
    warming.cancel()


app = st.App("sct_dash/main.py", routes=[Route("/readyz", readyz)], lifespan=warmed)
