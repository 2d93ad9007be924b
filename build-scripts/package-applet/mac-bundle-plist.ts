/** What our property lists are made of. Numbers become `real`: the only ones we write are weights of rules. */
export type PlistValue = string | boolean | number | Uint8Array | PlistDictionary

export interface PlistDictionary {
  readonly [key: string]: PlistValue
}

const HEAD =
  '<?xml version="1.0" encoding="UTF-8"?>\n' +
  '<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">\n'

/** An XML property list in UTF-8, keys in the order given. */
export function encodePlist(dictionary: PlistDictionary): Uint8Array {
  return Buffer.from(`${HEAD}<plist version="1.0">\n${element(dictionary, '')}\n</plist>\n`)
}

function element(value: PlistValue, indent: string): string {
  if (typeof value === 'string') return `${indent}<string>${escapeXml(value)}</string>`
  if (typeof value === 'boolean') return `${indent}<${value}/>`
  if (typeof value === 'number') return `${indent}<real>${value}</real>`
  if (value instanceof Uint8Array) return `${indent}<data>${Buffer.from(value).toString('base64')}</data>`
  const inner = Object.entries(value).flatMap(([key, entry]) => [
    `${indent}\t<key>${escapeXml(key)}</key>`,
    element(entry, `${indent}\t`),
  ])
  return [`${indent}<dict>`, ...inner, `${indent}</dict>`].join('\n')
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
