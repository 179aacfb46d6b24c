"""What the browser does for its viewer when the connection goes and comes back, perhaps to another server.

Streamlit connects again by itself. This script then has the page drawn anew, and keeps two things that Streamlit
forgets: where the viewer wanted to go meanwhile, and the file that he had chosen, which lay in the session that is
gone.
Where Streamlit gives up for good, which it does when it does not understand an answer (a block that it was told to
keep and has just dropped, between two quick clicks), the page is loaded again: all that it shows is in its address.
It runs as part of the component in dashboard/browser.py.
"""

SCRIPT = """
const FIELD = "[data-testid=stFileUploaderDropzoneInput]"
const DROP_ZONE = "[data-testid=stFileUploaderDropzone]"
const LOOK = 100 // milliseconds
const YOUNG = 10_000 // milliseconds; a page that was loaded again and ends so soon would end for ever
const app = document.querySelector("[data-test-connection-state]")
const isConnected = () => app?.dataset.testConnectionState === "CONNECTED"
const isIdle = () => app?.dataset.testScriptState === "notRunning"
const outliveConnections = (askAnew) => {
  if (!app) return
  const isFileShown = () => document.querySelector("[data-testid=stFileChip]") !== null
  // Twice in a row: between two answers of the server the page looks finished for a moment.
  const whenDrawn = (act, times = 2) => setTimeout(() => {
    const isDrawn = isConnected() && isIdle() && !document.querySelector("[data-stale=true]")
    if (isDrawn && times === 0) act()
    else whenDrawn(act, isDrawn ? times - 1 : 2)
  }, LOOK)

  let chosen = null // the files chosen last, and whether the page has shown them since
  let isHandedOver = false
  const choose = (files) => {
    const own = chosen = { files, isShown: false }
    const look = () => {
      own.isShown ||= isFileShown()
      if (!own.isShown && chosen === own) setTimeout(look, LOOK)
    }
    look()
  }
  const handOver = (files) => whenDrawn(() => {
    const field = document.querySelector(FIELD)
    if (!field || isFileShown()) return
    const transfer = new DataTransfer()
    files.forEach((file) => transfer.items.add(file))
    field.files = transfer.files
    isHandedOver = true
    field.dispatchEvent(new Event("change", { bubbles: true }))
    isHandedOver = false
  })
  const take = (event) => {
    const field = event.target
    if (!field.matches?.(FIELD) || !field.files.length) return
    choose([...field.files])
    if (isHandedOver || (field.isConnected && isConnected() && isIdle())) return
    // Nobody might hear of it: the field is one of an earlier page, or the connection is not there or new.
    event.stopImmediatePropagation()
    handOver(chosen.files)
  }
  document.addEventListener("change", take, true)
  document.addEventListener("drop", (event) => {
    if (event.target.closest?.(DROP_ZONE)) choose([...event.dataTransfer.files])
  }, true)
  document.addEventListener("click", (event) => {
    const field = event.target
    // A change of a field that has left the page meanwhile does not reach the document.
    if (field.matches?.(FIELD)) field.onchange = (change) => { if (!field.isConnected) take(change) }
  }, true)

  let isUnheard = false // somebody wanted to go somewhere
  let inHand = null
  window.addEventListener("popstate", () => { isUnheard ||= !isConnected() })
  let wasConnected = isConnected()
  const isLoadedAgain = () => performance.getEntriesByType("navigation")[0]?.type === "reload"
  new MutationObserver(() => {
    if (app.dataset.testConnectionState === "DISCONNECTED_FOREVER") {
      if (!isLoadedAgain() || performance.now() > YOUNG) location.reload()
      return
    }
    if (isConnected() === wasConnected) return
    wasConnected = isConnected()
    if (!wasConnected) {
      isUnheard ||= !isIdle()
      inHand = chosen && (isFileShown() || !chosen.isShown) ? chosen.files : inHand
      return
    }
    if (isUnheard) window.dispatchEvent(new PopStateEvent("popstate", { state: null }))
    else askAnew()
    isUnheard = false
    if (inHand) handOver(inHand)
    inHand = null
  }).observe(app, { attributeFilter: ["data-test-connection-state"] })
}
"""
