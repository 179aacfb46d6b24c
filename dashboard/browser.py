"""The one component of our own: it makes our links work without a reload and tells the page its language.

A link in our HTML is a plain `<a href>`: it can be opened in a new tab, copied, and followed with Enter.
On a click the component writes the address into the browser's history and lets Streamlit read it from
there, exactly as it does for Back (docs/decisions/0003-links.md). A chart can't hold a link: the page
passes `go`, the address that a click on a mark means, and the component follows it once.

It also tells when the page goes on in another session than before, because its server was stopped, and has the
page drawn anew when there are news (dashboard/live.py): as a click in it would, so that nothing typed is lost.
"""

from uuid import uuid4

import streamlit as st

from dashboard import reconnecting

_SCRIPT = """
export default function (component) {
  const { go, visit, language, isWaiting, session } = component.data
  window.dashboardComponent = component
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
    // Who is on the way elsewhere must not be called back: a page drawn anew is the one that was drawn last.
    const isHere = () => {
      const { page, parameters } = window.dashboardComponent.data
      const asked = [...new URLSearchParams(location.search)].sort()
      const shown = Object.entries(parameters).sort()
      return location.pathname === `/${page}` && JSON.stringify(asked) === JSON.stringify(shown)
    }
    const askAnew = () => window.dashboardComponent.setTriggerValue("news", true)
    outliveConnections(askAnew)
    // A page drawn anew cuts off the run of a click that is on its way, before the browser hears that it runs.
    let lastDeed = 0
    for (const deed of ["pointerdown", "click", "keydown", "input", "change", "drop"])
      document.addEventListener(deed, () => { lastDeed = Date.now() }, true)
    const isAtRest = () => isConnected() && isIdle() && isHere() && Date.now() - lastDeed > REST_BEFORE_NEWS
    // News by 205; 404 where the server no longer knows this screen.
    const look = async () => {
      if (isAtRest() && !document.hidden) {
        const path = `/news/${window.dashboardSession}`
        const answer = await fetch(path, { cache: "no-store" }).catch(() => null)
        if ([205, 404].includes(answer?.status) && isAtRest()) askAnew()
      }
      setTimeout(look, LOOK_FOR_NEWS)
    }
    setTimeout(look, LOOK_FOR_NEWS)
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
LOOK_SECONDS = 1.5  # between two looks for news; how late the last screen is: bench/results/meeting.md
_REST_SECONDS = 2.0  # since the viewer's last click or key, before the page may be drawn anew
_TIMES = (
    f"const LOOK_FOR_NEWS = {1000 * LOOK_SECONDS:.0f} // milliseconds\n"
    f"const REST_BEFORE_NEWS = {1000 * _REST_SECONDS:.0f} // milliseconds\n"
)
_component = st.components.v2.component("browser", js=reconnecting.SCRIPT + _TIMES + _SCRIPT)


def session() -> str:
    """What this viewer's session is called between its browser and us; nobody else can guess it."""
    name: str = st.session_state.setdefault(_SESSION, uuid4().hex)
    return name


def connect(language: str, page: str, *, go: str | None = None, is_waiting_for_sign_in: bool = False) -> bool:
    """Put the component on the page (named as in its address), once a run; with `go`, send the browser there.

    While somebody has to sign in, the address that was asked for is kept, and followed after it.
    Returns whether the browser has just told that it came here from a session elsewhere.
    """
    # Each visit has its own mark, so that a rerun does not follow the same click again.
    visit = uuid4().hex if go else None
    result = _component(
        key="browser",
        data={
            "language": language,
            "page": page,
            "parameters": st.query_params.to_dict(),
            "go": go,
            "visit": visit,
            "session": session(),
            "isWaiting": is_waiting_for_sign_in,
        },
        on_moved_change=lambda: None,
        on_news_change=lambda: None,
    )
    return bool(result.moved)
