"""The audit: who did what when, filtered; verified; to be taken along."""

import streamlit as st

from dashboard.components.access.audit_list import show_audit
from dashboard.frame import current_request

show_audit(current_request(), st.query_params.to_dict())
