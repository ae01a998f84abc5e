// The search of the manual: sections that have all words of what is asked, best first.
'use strict'

const wordsOf = (text) => text.toLowerCase().match(/[\p{L}\p{N}_]+/gu) ?? []

// Of one word in a section: in its title, in its page's, or how often in its text.
function weight(section, word) {
  const begins = (text) => wordsOf(text).some((each) => each.startsWith(word))
  const times = wordsOf(section.text).filter((each) => each.startsWith(word)).length
  const exact = wordsOf(section.title).includes(word) ? 20 : 0
  return exact + 10 * begins(section.title) + 3 * begins(section.of) + Math.min(times, 5)
}

function find(sections, asked, most = 20) {
  const words = wordsOf(asked)
  if (!words.length) return []
  return sections
    .map((section) => ({ section, weights: words.map((word) => weight(section, word)) }))
    .filter(({ weights }) => weights.every((each) => each > 0))
    .map(({ section, weights }) => ({
      section,
      // Most readers do not write C++.
      rank: weights.reduce((a, b) => a + b) * (section.page.startsWith('headers/') ? 0.5 : 1),
    }))
    .sort((a, b) => b.rank - a.rank)
    .slice(0, most)
    .map(({ section }) => section)
}

// The words around the first hit.
function excerpt(section, asked) {
  const text = section.text.toLowerCase()
  const at = Math.max(0, ...wordsOf(asked).map((word) => text.indexOf(word)))
  return (at > 60 ? '…' : '') + section.text.slice(Math.max(0, at - 60), at + 100) + '…'
}

function show(sections, field, list) {
  const up = document.body.dataset.up
  const found = find(sections, field.value)
  list.replaceChildren(
    ...found.map((section) => {
      const entry = document.createElement('li')
      const link = document.createElement('a')
      link.href = `${up}${section.page}#${section.anchor}`
      link.textContent = section.title === section.of ? section.of : `${section.title}, ${section.of}`
      const words = document.createElement('small')
      words.textContent = excerpt(section, field.value)
      link.append(words)
      entry.append(link)
      return entry
    }),
  )
  if (!found.length) list.textContent = 'Nothing has all these words.'
  list.hidden = !field.value.trim()
}

if (typeof document === 'undefined') {
  module.exports = { find }
} else {
  const field = document.getElementById('search')
  const list = document.getElementById('found')
  field.addEventListener('input', () => show(sections, field, list))
  field.form.addEventListener('submit', (event) => {
    event.preventDefault()
    list.querySelector('a')?.click()
  })
  document.addEventListener('keydown', (event) => {
    if (event.key === '/' && document.activeElement !== field) {
      event.preventDefault()
      field.focus()
    }
    if (event.key === 'Escape') list.hidden = true
  })
}
