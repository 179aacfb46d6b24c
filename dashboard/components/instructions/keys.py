"""Ctrl+Enter gives the instruction from every field of the form.

Streamlit's own shortcut of a button does not reach through: a date field swallows the keys, and in an open list
Enter with Ctrl picks what is marked there. The component is asked first, for keys within the form alone.
"""

import streamlit as st

FORM = "record-instruction"  # the key of the container that holds the form

_SCRIPT = """
export default function () {
  if (window.dashboardGivesInstructions) return
  window.dashboardGivesInstructions = true
  document.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || !["Enter", "NumpadEnter"].includes(event.code)) return
    const form = event.target.closest ? event.target.closest(".st-key-record-instruction") : null
    const button = form && form.querySelector("[data-testid=stFormSubmitButton] button")
    if (!button) return
    event.preventDefault()
    event.stopPropagation()
    button.click()
  }, true)
}
"""

_component = st.components.v2.component("record_keys", js=_SCRIPT)


def listen() -> None:
    """Put the component on the page."""
    _component(key="record-keys")
