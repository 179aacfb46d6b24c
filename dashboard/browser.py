"""The one component of our own: it makes our links work without a reload and tells the page its language.

A link in our HTML is a plain `<a href>`: it can be opened in a new tab, copied, and followed with Enter.
On a click the component writes the address into the browser's history and lets Streamlit read it from
there, exactly as it does for Back (docs/decisions/0003-links.md). A chart can't hold a link: the page
passes `go`, the address that a click on a mark means, and the component follows it once.

It also tells when the page goes on in another session than before, because its server was stopped.
"""

from uuid import uuid4

import streamlit as st

from dashboard import reconnecting

_SCRIPT = """
export default function (component) {
  const { go, visit, language, isWaiting, session } = component.data
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
    outliveConnections()
  }
  // The provider sends back to the start: the address that was asked for waits here.
  const AIM = "asked-for-before-sign-in"
  const here = location.pathname + location.search
  if (isWaiting) sessionStorage.setItem(AIM, here)
  else if (sessionStorage.getItem(AIM)) {
    const aim = sessionStorage.getItem(AIM)
    sessionStorage.removeItem(AIM)
    if (aim !== here) follow(aim)
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
_component = st.components.v2.component("browser", js=reconnecting.SCRIPT + _SCRIPT)


def connect(language: str, *, go: str | None = None, is_waiting_for_sign_in: bool = False) -> bool:
    """Put the component on the page, once a run; with `go`, send the browser to that address.

    While somebody has to sign in, the address that was asked for is kept, and followed after it.
    Returns whether the browser has just told that it came here from a session elsewhere.
    """
    # Each visit has its own mark, so that a rerun does not follow the same click again.
    visit = uuid4().hex if go else None
    session = st.session_state.setdefault(_SESSION, uuid4().hex)
    result = _component(
        key="browser",
        data={
            "language": language,
            "go": go,
            "visit": visit,
            "session": session,
            "isWaiting": is_waiting_for_sign_in,
        },
        on_moved_change=lambda: None,
    )
    return bool(result.moved)
