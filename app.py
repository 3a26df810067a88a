"""The app: Streamlit's own server for `plan.py`, the home page, and `pages/`, with the routes and
headers of `server/`. `streamlit run` finds it by its name, and so does any ASGI server.
"""

import streamlit as st

from server import served
from ui.frame import failed

app = st.App(
    "plan.py",
    routes=served.routes(),
    middleware=served.middleware(),
    on_script_error=failed.seen,
)
