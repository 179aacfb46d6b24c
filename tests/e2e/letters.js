/* Measures the letters of the page and returns what is wrong with them, as sentences.
   `smallest` is the least font size in px; `large` the least of headlines and of the words of lights. */
({ smallest, large }) => {
  const main = document.querySelector("[data-testid=stMainBlockContainer]")
  const width = document.documentElement.clientWidth
  // What may scroll sideways in a frame of its own.
  const FRAMES = ".table-frame, .months"
  const BOXES = ".icon, .bar, .rosy, .card, .tile, .panel, .verdict, .member, .banner, table, input, select, button, svg.marks"
  const LARGE = "h1, h2, .card-name, .word"
  const faults = []
  const quote = (text) => `“${text.trim().replace(/\s+/g, " ").slice(0, 70)}”`

  const isShown = (element) => {
    if (!element.checkVisibility({ checkVisibilityCSS: true, checkOpacity: true })) return false
    for (let one = element; one && one !== main; one = one.parentElement) {
      if (one.matches("template, .unseen, [aria-hidden=true] > input")) return false
      const style = getComputedStyle(one)
      if (style.clip !== "auto" || style.clipPath.startsWith("inset(50%")) return false
    }
    return true
  }

  /* The part of a rectangle that its clipping ancestors leave: null where all is scrolled out of a frame. */
  const cutBy = (element, rect, text) => {
    for (let one = element; one !== main; one = one.parentElement) {
      const style = getComputedStyle(one)
      const box = one.getBoundingClientRect()
      if (one.matches(FRAMES)) {
        if (rect.right < box.left + 1 || rect.left > box.right - 1) return null
        return { right: Math.min(rect.right, box.right), left: Math.max(rect.left, box.left) }
      }
      const isClipping = style.overflowX !== "visible" || style.overflowY !== "visible"
      if (isClipping && style.display !== "inline" && one.namespaceURI.endsWith("xhtml")) {
        const isOut = rect.right > box.right + 1 || rect.left < box.left - 1
        const isBelow = rect.bottom > box.bottom + 3 || rect.top < box.top - 3
        if (isOut || isBelow) faults.push(`cut: ${quote(text)}`)
      }
      if (one.matches("svg.marks")) {
        const isOut = rect.right > box.right + 1 || rect.left < box.left - 1
        if (isOut || rect.bottom > box.bottom + 2 || rect.top < box.top - 2) {
          faults.push(`outside its chart: ${quote(text)}`)
        }
      }
    }
    return rect
  }

  const pieces = []
  const walker = document.createTreeWalker(main, NodeFilter.SHOW_TEXT)
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement
    if (!node.data.trim() || element.closest("style, script, template") || !isShown(element)) continue
    const size = parseFloat(getComputedStyle(element).fontSize)
    const range = document.createRange()
    // Letters within a hash or a code are no word.
    for (const word of node.data.matchAll(/(?<![\p{L}\p{N}])\p{L}{3,}(?![\p{L}\p{N}])/gu)) {
      range.setStart(node, word.index)
      range.setEnd(node, word.index + word[0].length)
      const lines = new Set([...range.getClientRects()].map((rect) => Math.round(rect.top)))
      if (lines.size > 1) faults.push(`broken within a word: ${quote(word[0])}`)
    }
    range.selectNodeContents(node)
    const rects = [...range.getClientRects()].filter((rect) => rect.width > 1 && rect.height > 1)
    if (!rects.length) continue
    if (size < smallest) faults.push(`${size} px: ${quote(node.data)}`)
    if (large && size < large && element.closest(LARGE)) faults.push(`${size} px, to be large: ${quote(node.data)}`)
    for (const rect of rects) {
      const shown = cutBy(element, rect, node.data)
      if (!shown) continue
      if (shown.right > width + 1 || shown.left < -1) faults.push(`beyond the page: ${quote(node.data)}`)
      // A line's box is taller than its letters: what touches above and below is no overlap.
      const spare = rect.height * 0.22
      pieces.push({
        node,
        text: node.data,
        left: shown.left + 1,
        right: shown.right - 1,
        top: rect.top + spare,
        bottom: rect.bottom - spare,
      })
    }
  }
  for (const one of main.querySelectorAll("*")) {
    if (!isShown(one)) continue
    const style = getComputedStyle(one)
    const letters = parseFloat(style.fontSize)
    if (one.matches("input") && one.value && letters < smallest) faults.push(`${letters} px: ${quote(one.value)}`)
    if (one.matches("select")) {
      const pen = document.createElement("canvas").getContext("2d")
      pen.font = style.font
      const room = one.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight)
      const chosen = one.selectedOptions[0].text
      if (letters < smallest) faults.push(`${letters} px: ${quote(chosen)}`)
      if (pen.measureText(chosen).width > room + 1) faults.push(`cut: ${quote(chosen)}`)
    }
    const isHiding = ["hidden", "clip"].includes(style.overflowX) || one.matches("input, button")
    if (isHiding && one.clientWidth > 1 && one.scrollWidth > one.clientWidth + 1) {
      faults.push(`cut: ${quote(one.value || one.textContent)}`)
    }
  }

  const meet = (a, b) =>
    Math.min(a.right, b.right) - Math.max(a.left, b.left) > 2 &&
    Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 2
  const sorted = pieces.sort((a, b) => a.top - b.top)
  sorted.forEach((a, place) => {
    for (let next = place + 1; next < sorted.length && sorted[next].top < a.bottom; next++) {
      const b = sorted[next]
      if (a.node !== b.node && meet(a, b)) faults.push(`overlap: ${quote(a.text)} and ${quote(b.text)}`)
    }
  })
  const boxes = [...main.querySelectorAll(BOXES)].filter(isShown)
  const frames = boxes.map((box) => box.getBoundingClientRect())
  boxes.forEach((a, place) => {
    for (let next = place + 1; next < boxes.length; next++) {
      const b = boxes[next]
      if (a.contains(b) || b.contains(a) || !meet(frames[place], frames[next])) continue
      if (a.closest(FRAMES) !== b.closest(FRAMES)) continue
      faults.push(`overlap: ${a.tagName}.${a.className} and ${b.tagName}.${b.className} ${quote(b.textContent)}`)
    }
  })
  const icons = boxes.filter((box) => box.matches(".icon, .bar")).map((box) => box.getBoundingClientRect())
  for (const piece of pieces) {
    if (icons.some((icon) => meet(icon, piece))) faults.push(`a light upon letters: ${quote(piece.text)}`)
  }

  const scroller = document.querySelector("[data-testid=stMain]")
  if (scroller.scrollWidth > scroller.clientWidth + 1) faults.push("the page scrolls sideways")
  return [...new Set(faults)]
}
