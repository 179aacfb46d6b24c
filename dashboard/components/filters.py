"""Filters whose state is the address: a choice is written there, and what is there is shown.

All filters of a page are one component of our own: a row of native lists and fields in place of a Streamlit
widget and a column each, which cost the server more than the rest of a page. Python sends labels and options, made
once a request; what is chosen the script reads from the address itself, so that neither the session nor what is
sent knows of it. A plain form in a block of HTML would be the other way: but Streamlit replaces such a block
whole when a word in it changes, and the focus with it, and nothing tells a script that the block is there. The
component changes in place: whoever chooses by keyboard stays where he is.

A choice goes the way of our links (docs/decisions/0003-links.md): an address in the browser's history, and Streamlit
told to read it. One choice is one step of Back. An arrow key on a closed list changes it at once: such changes
count as one choice when the keyboard rests or the list is left.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass

import streamlit as st

_SCRIPT = """
const REST = 700 // milliseconds without a key, after which a list has been chosen from
const PLACES = ["page", "before"] // where in a list somebody is; other filters begin at its top
const STEPS = /^(Arrow|Page|Home|End|[^ ]$)/u // keys that change a closed list without opening it
const rows = new WeakMap()

const make = (tag, inside, values = {}) => inside.appendChild(Object.assign(document.createElement(tag), values))

const rowIn = (parent, path) => {
  const row = make("div", parent, { className: "filters" })
  let unsaid = null // the filter that somebody is changing, and that the address does not know yet
  let resting = 0

  const chosen = (field) => new URLSearchParams(location.search).get(field.name) ?? ""
  const show = () => {
    if (location.pathname !== path) return // on its way to another page
    for (const field of row.querySelectorAll("select, input")) {
      if (field === unsaid) continue
      const value = chosen(field)
      const isKnown = field.tagName === "INPUT" || [...field.options].some((one) => one.value === value)
      if (field.value !== (isKnown ? value : "")) field.value = isKnown ? value : ""
    }
  }
  const say = (field) => {
    clearTimeout(resting)
    unsaid = null
    if (location.pathname !== path || field.value.trim() === chosen(field)) return
    const asked = new URLSearchParams(location.search)
    for (const name of [field.name, ...PLACES]) asked.delete(name)
    for (const [name, value] of [...asked]) if (!value) asked.delete(name)
    if (field.value.trim()) asked.set(field.name, field.value.trim())
    history.pushState(null, "", `${path}?${asked}`.replace(/\\?$/, ""))
    window.dispatchEvent(new PopStateEvent("popstate", { state: null }))
  }
  const listen = (field) => {
    let isStepping = false
    field.onkeydown = (event) => {
      isStepping = field.tagName === "SELECT" && !event.altKey && STEPS.test(event.key)
      if (event.key === "Enter" && field === unsaid) say(field)
    }
    field.onpointerdown = () => { isStepping = false }
    field.onchange = () => {
      if (!isStepping) return say(field)
      unsaid = field
      clearTimeout(resting)
      resting = setTimeout(() => say(field), REST)
    }
    field.oninput = () => { if (field.tagName === "INPUT") unsaid = field }
    field.onblur = () => { if (field === unsaid) say(field) }
    field.onsearch = () => say(field) // emptied by its cross
  }
  const fieldOf = ({ name, label, options }) => {
    const id = `filter-${name}`
    let field = row.querySelector(`#${id}`)
    if (!field) {
      const place = make("div", row, { className: "filter" })
      make("label", place, { htmlFor: id })
      field = make(options ? "select" : "input", place, { id, name })
      if (!options) Object.assign(field, { type: "search", autocomplete: "off" })
      listen(field)
    }
    if (field.labels[0].textContent !== label) field.labels[0].textContent = label
    const offered = [...(field.options ?? [])].map((one) => [one.value, one.textContent])
    if (options && JSON.stringify(offered) !== JSON.stringify(options)) {
      const { value } = field
      field.replaceChildren(...options.map(([value, words]) => new Option(words, value)))
      field.value = value
    }
    return field.parentElement
  }
  const turn = () => { // to another address, by Back too: what was not said is forgotten
    clearTimeout(resting)
    unsaid = null
    show()
  }
  window.addEventListener("popstate", turn)
  return {
    update: (fields) => {
      const places = fields.map(fieldOf)
      for (const place of [...row.children]) if (!places.includes(place)) place.remove()
      show()
    },
    remove: () => {
      clearTimeout(resting)
      window.removeEventListener("popstate", turn)
      row.remove()
    },
  }
}

export default function ({ data, parentElement }) {
  const { path, fields } = JSON.parse(new TextDecoder().decode(data))
  if (!rows.has(parentElement)) rows.set(parentElement, rowIn(parentElement, path))
  rows.get(parentElement).update(fields)
  return () => {
    rows.get(parentElement)?.remove()
    rows.delete(parentElement)
  }
}
"""

_component = st.components.v2.component("filters", js=_SCRIPT, isolate_styles=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """One filter, bound to URL parameter `name`.

    `options`: value to words, "" for no choice; an address that asks for another is shown as no choice.
    None: a field for words to look for.
    """

    name: str
    label: str
    options: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """The filters of a page, packed for the browser; it does not say what is chosen."""

    page: str
    data: bytes


def row_of(page: str, *filters: Filter) -> Row:
    """The row of filters of a page; to be kept for the request."""
    fields = [
        {
            "name": one.name,
            "label": one.label,
            "options": None if one.options is None else list(one.options.items()),
        }
        for one in filters
    ]
    return Row(page=page, data=json.dumps({"path": f"/{page}", "fields": fields}).encode())


def show(row: Row) -> None:
    """Put a row of filters on the screen."""
    _component(key=f"filters-{row.page}", data=row.data)
