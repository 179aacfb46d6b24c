"""The one component of our own: it makes our links work without a reload and tells the page its language.

A link in our HTML is a plain `<a href>`: it can be opened in a new tab, copied, and followed with Enter.
On a click the component writes the address into the browser's history and lets Streamlit read it from
there, exactly as it does for Back (docs/decisions/0003-links.md). A chart can't hold a link: the page
passes `go`, the address that a click on a mark means, and the component follows it once.

It asks again for what was asked while there was no connection. It notices when the page goes on in another session than before, because its server was stopped: what lay
in that session alone, a file that was chosen, is gone.
"""

from uuid import uuid4

import streamlit as st

_SCRIPT = """
// Streamlit forgets where a viewer wants to go while it has no connection: then it is asked once more.
const askAgain = () => {
  const app = document.querySelector("[data-test-connection-state]")
  if (!app) return
  const isConnected = () => app.dataset.testConnectionState === "CONNECTED"
  let isUnheard = false
  window.addEventListener("popstate", () => { isUnheard ||= !isConnected() })
  new MutationObserver(() => {
    if (!isConnected()) isUnheard ||= app.dataset.testScriptState !== "notRunning"
    else if (isUnheard) {
      isUnheard = false
      window.dispatchEvent(new PopStateEvent("popstate", { state: null }))
    }
  }).observe(app, { attributeFilter: ["data-test-connection-state"] })
}
export default function (component) {
  const { go, visit, language, session } = component.data
  document.documentElement.lang = language
  const follow = (address) => {
    history.pushState(null, "", address)
    window.dispatchEvent(new PopStateEvent("popstate", { state: null }))
    // What scrolls is Streamlit's main part, not the window.
    document.querySelector("[data-testid=stMain]")?.scrollTo(0, 0)
  }
  if (!window.dashboardFollowsLinks) {
    window.dashboardFollowsLinks = true
    document.addEventListener("click", (event) => {
      const link = event.target.closest ? event.target.closest("a.internal") : null
      const wantsOwnTab = event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0
      if (!link || wantsOwnTab) return
      event.preventDefault()
      event.stopPropagation()
      follow(link.getAttribute("href"))
    }, true)
    askAgain()
  }
  const before = window.dashboardSession
  window.dashboardSession = session
  if (before && before !== session) component.setTriggerValue("moved", true)
  if (go && window.dashboardLastVisit !== visit) {
    window.dashboardLastVisit = visit
    follow(go)
  }
}
"""

MOVED = "has-moved"
"""Where the session state says that the page for bringing files came here from a session that has ended."""
_SESSION = "browser-session"
_component = st.components.v2.component("browser", js=_SCRIPT)


def connect(language: str, *, go: str | None = None) -> bool:
    """Put the component on the page, once a run; with `go`, send the browser to that address.

    Returns whether the browser has just told that it came here from a session elsewhere.
    """
    # Each visit has its own mark, so that a rerun does not follow the same click again.
    visit = uuid4().hex if go else None
    session = st.session_state.setdefault(_SESSION, uuid4().hex)
    result = _component(
        key="browser",
        data={"language": language, "go": go, "visit": visit, "session": session},
        on_moved_change=lambda: None,
    )
    return bool(result.moved)
