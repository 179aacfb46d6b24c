"""The keyboard of the wall: one component that turns keys, on any layout, into addresses of the wall.

Keys are known by their place on the keyboard (`event.code`), so that a Cyrillic layout moves nothing; remote
presenters send PageUp and PageDown. It also runs the item's clock and can fill the screen.
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
    if (!address) return
    history.pushState(null, "", address)
    window.dispatchEvent(new PopStateEvent("popstate", { state: null }))
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
  const opens = data.isRecording && !window.dashboardWallRecords
  window.dashboardWallRecords = data.isRecording
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
    if (event.code === "Escape") {
      if (!document.fullscreenElement || wall.isPanel) follow(wall.plain)
      return
    }
    if (event.target.closest && event.target.closest("input, textarea, select, [role=combobox], button")) return
    const digit = /^(?:Digit|Numpad)([0-9])$/.exec(event.code)
    if (event.key === "?" || event.code === "F1") follow(wall.keys)
    else if (digit && !event.shiftKey) { digits += digit[1]; return }
    else if (event.code === "Enter" || event.code === "NumpadEnter") {
      if (digits) follow(wall.items[Number(digits)] || wall.items[wall.items.length - 1])
    }
    else if (FORWARD.includes(event.code)) follow(wall.next)
    else if (BACK.includes(event.code)) follow(wall.previous)
    else if (event.code === "Home") follow(wall.items[0])
    else if (event.code === "End") follow(wall.items[wall.items.length - 1])
    else if (event.code === "KeyB" || event.code === "Period") follow(wall.blank)
    else if (event.code === "KeyD") follow(wall.details)
    else if (event.code === "KeyI") wall.isRecording ? wall.focus() : follow(wall.record)
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

    `data`: addresses by what leads to them (items: of all screens in order; next, previous, blank, details,
    record, keys, plain), `newer` (a version or None), isPanel, isRecording.
    """
    result = _component(key="wall-keys", data=dict(data), on_newer_change=lambda: None)
    newer = result.newer
    return None if newer is None else int(newer)
