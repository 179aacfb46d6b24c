"""The keyboard of the wall: one component that turns keys, on any layout, into addresses of the wall.

Keys are known by their place on the keyboard (`event.code`), so that a Cyrillic layout moves nothing; remote
presenters send PageUp and PageDown. It also runs the item's clock and can fill the screen.

Each key starts from where the address already is, not from the screen that has been drawn: of two quick presses
the second comes before the server has answered the first.
"""

from collections.abc import Mapping

import streamlit as st

_SCRIPT = """
const FORWARD = ["ArrowRight", "ArrowDown", "PageDown", "Space"]
const BACK = ["ArrowLeft", "ArrowUp", "PageUp"]
export default function (component) {
  const { data, setTriggerValue } = component
  window.dashboardWall = { ...data, take: () => setTriggerValue("newer", data.newer) }
  const follow = (address) => {
    if (!address || address === location.pathname + location.search) return
    history.pushState(null, "", address)
    window.dispatchEvent(new PopStateEvent("popstate", { state: null }))
  }
  // Which screen is on its way, and what is laid over it: the address knows, unless this wall follows another.
  const standing = () => {
    const { items, item, show } = window.dashboardWall
    const asked = new URLSearchParams(location.search)
    const wanted = Number.parseInt(asked.get("item"))
    if (Number.isNaN(wanted)) return { item, show }
    return { item: Math.min(Math.max(wanted, 0), items.length - 1), show: asked.get("show") ?? "" }
  }
  const move = (item, show) => {
    const items = window.dashboardWall.items
    const address = new URL(items[Math.min(Math.max(item, 0), items.length - 1)], location.origin)
    if (show) address.searchParams.set("show", show)
    follow(address.pathname + address.search)
  }
  const tick = () => {
    const clock = document.querySelector(".wall-clock")
    if (!clock || !clock.dataset.since) return
    const seconds = Math.max(0, Math.floor((Date.now() - Number(clock.dataset.since)) / 1000))
    const two = (number) => String(number).padStart(2, "0")
    clock.textContent = `${two(Math.floor(seconds / 60))}:${two(seconds % 60)} / ${clock.dataset.minutes}:00`
    clock.classList.toggle("over", seconds > 60 * Number(clock.dataset.minutes))
  }
  tick()
  // As long as nothing else is being used. The form may come long after this component, and for a while from then
  // on a field of the screen before may be replaced under it.
  const isFree = () => !document.activeElement?.matches("a, button, input, select, textarea, [role=combobox]")
  const focus = (until) => {
    const field = document.querySelector(".st-key-wall-record :is(textarea, input)")
    if (field && isFree()) field.focus()
    const end = until ?? (field ? performance.now() + 5000 : undefined)
    const goesOn = end === undefined || performance.now() < end
    if (window.dashboardWallRecords && goesOn) setTimeout(() => focus(end), 50)
  }
  // Once when the form opens; not again whenever the screen is drawn anew while somebody types.
  const isRecording = data.show === "record"
  const opens = isRecording && !window.dashboardWallRecords
  window.dashboardWallRecords = isRecording
  if (opens) focus()
  window.dashboardWall.focus = () => focus(0)
  // The mark of newer data is on the screen a moment before this component knows of them.
  if (window.dashboardWallWantsNewer && data.newer) {
    window.dashboardWallWantsNewer = false
    window.dashboardWall.take()
  }
  if (window.dashboardWallListens) return
  window.dashboardWallListens = true
  setInterval(tick, 1000)
  let digits = ""
  document.addEventListener("keydown", (event) => {
    const wall = window.dashboardWall
    if (!document.querySelector(".wall") || event.ctrlKey || event.metaKey || event.altKey) return
    const { item, show } = standing()
    if (event.code === "Escape") {
      if (!document.fullscreenElement || show) move(item)
      return
    }
    if (event.target.closest && event.target.closest("input, textarea, select, [role=combobox], button")) return
    const lay = (panel) => move(item, show === panel ? "" : panel)
    const digit = /^(?:Digit|Numpad)([0-9])$/.exec(event.code)
    if (event.key === "?" || event.code === "F1") lay("keys")
    else if (digit && !event.shiftKey) { digits += digit[1]; return }
    else if (event.code === "Enter" || event.code === "NumpadEnter") { if (digits) move(Number(digits)) }
    else if (FORWARD.includes(event.code)) move(item + 1)
    else if (BACK.includes(event.code)) move(item - 1)
    else if (event.code === "Home") move(0)
    else if (event.code === "End") move(wall.items.length - 1)
    else if (event.code === "KeyB" || event.code === "Period") lay("blank")
    else if (event.code === "KeyD") follow(wall.details[item])
    else if (event.code === "KeyI" && show === "record") wall.focus()
    else if (event.code === "KeyI") { if (wall.isLeading) move(item, "record") }
    else if (event.code === "KeyU" && wall.newer) wall.take()
    else if (event.code === "KeyU") window.dashboardWallWantsNewer = document.querySelector(".wall-news") !== null
    else if (event.code === "KeyF") {
      if (document.fullscreenElement) document.exitFullscreen()
      else document.documentElement.requestFullscreen()
    }
    else return
    digits = ""
    event.preventDefault()
  }, true)
}
"""

_component = st.components.v2.component("wall_keys", js=_SCRIPT)


def listen(data: Mapping[str, object]) -> int | None:
    """Listen for keys; returns the version of newer data that the key U has just asked for.

    `data`: `items` and `details`, addresses of all screens in order and of what each is about (None for the
    first and the last); `item` and `show`, the screen that is drawn and what is laid over it; `newer`, a version
    or None; `isLeading`.
    """
    result = _component(key="wall-keys", data=dict(data), on_newer_change=lambda: None)
    newer = result.newer
    return None if newer is None else int(newer)
