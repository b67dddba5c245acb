"""The dashboard: launcher of the server and, in it, the script of each run.

`streamlit run dashboard.py` finds `app` and serves it; for each visitor the same file then runs
as a script inside that server.
"""

from __future__ import annotations

from streamlit.runtime.scriptrunner import get_script_run_ctx

if get_script_run_ctx(suppress_warning=True) is None:
    import streamlit as st

    from pages.server import errors, launch, middleware, routes

    launch.prepare()
    app = st.App(
        __file__,
        routes=routes.ROUTES,
        middleware=middleware.stack(),
        lifespan=launch.lifespan,
        on_script_error=errors.on_script_error,
        exception_handlers=errors.HANDLERS,
    )
else:
    from pages.shared import navigation

    navigation.show()
