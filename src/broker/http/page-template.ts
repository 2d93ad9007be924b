import { assert } from '../../base/assert.ts'

/** Puts escaped texts in the place of `{{name}}`. A name without a text is a mistake of ours. */
export function fillTemplate(html: string, texts: Readonly<Record<string, string>>): string {
  return html.replace(/\{\{(\w+)\}\}/g, (_token, name: string) => {
    const text = Object.hasOwn(texts, name) ? texts[name] : undefined
    assert(text !== undefined, `no text for {{${name}}}`)
    return escapeHtml(text)
  })
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** Safe between tags and inside quoted attributes. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (char) => ENTITIES[char] ?? char)
}
