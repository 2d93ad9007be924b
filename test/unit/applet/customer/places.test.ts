import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { placesOf } from '../../../../src/applet/customer/places.ts'

function home(...folders: string[]): string {
  const made = mkdtempSync(join(tmpdir(), 'home-'))
  for (const folder of folders) mkdirSync(join(made, folder), { recursive: true })
  return made
}

test('the usual folders are offered, as far as they are there', () => {
  const made = home('Downloads', 'Desktop')
  expect(placesOf(made)).toEqual([
    { id: 'downloads', path: join(made, 'Downloads') },
    { id: 'desktop', path: join(made, 'Desktop') },
  ])
})

test('a desktop in another language says how it calls them', () => {
  const made = home('.config', 'Téléchargements', 'Downloads')
  const lines = [
    '# made by xdg-user-dirs',
    'XDG_DOWNLOAD_DIR="$HOME/Téléchargements"',
    'XDG_DESKTOP_DIR="$HOME"',
    'broken"',
  ]
  writeFileSync(join(made, '.config/user-dirs.dirs'), lines.join('\n'))
  expect(placesOf(made)).toEqual([{ id: 'downloads', path: join(made, 'Téléchargements') }])
})

test('a file is no folder, and nothing is made', () => {
  const made = home()
  writeFileSync(join(made, 'Documents'), '')
  expect(placesOf(made)).toEqual([])
})
