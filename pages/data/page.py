"""Data: hand a file in, mend or confirm it, and look back on every import."""

from __future__ import annotations

import streamlit as st

from core.words import _
from pages.data.answer import answer
from pages.data.hand_in import hand_in
from pages.data.history import history
from pages.data.loader import load_history
from pages.data.parts import UPLOAD_MEGABYTES, head
from pages.data.task import current
from pages.data.work import work
from pages.shared.uploader import uploader_words
from pages.shared.viewer import require
from review.access import Permission

viewer = require(Permission.SEE_IMPORTS)
task = current(viewer)

uploader_words(_("XLSX or CSV"), UPLOAD_MEGABYTES)
head(_("Data"), answer(task, load_history(viewer), viewer.settings.regency))
with st.container(key="data"):
    work(viewer, task)
    hand_in(viewer, task)
    history(viewer)
