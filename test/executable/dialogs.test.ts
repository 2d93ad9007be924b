import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, inject, test } from 'vitest'
import { TestBroker } from '../support/test-broker.ts'
import { CustomerPlace, NAME } from '../support/test-program.ts'
import { until } from '../support/until.ts'

test('an executable finds what draws dialogs, and asks with it', async () => {
  await using broker = await TestBroker.start()
  using place = new CustomerPlace()
  const asked = join(place.temporary, 'asked')
  const zenity = join(place.root, 'zenity')
  writeFileSync(zenity, `#!/bin/sh\nfor word; do echo "$word"; done >> ${asked}\nexit 1\n`)
  chmodSync(zenity, 0o755)
  const file = place.download(inject('program'), NAME)
  const url = broker.url.replace('127.0.0.1', 'localhost')
  // Nothing is drawn: the stand-in needs no screen.
  const environment = { DISPLAY: ':77', PATH: place.root }
  await using applet = place.run(file, ['--ui', 'dialog', '--broker', url], environment)
  await until(() => existsSync(asked) || applet.child.exitCode !== null, 'a dialog, or the end')
  expect(applet.errors).toBe('')
  await until(() => readFileSync(asked, 'utf8').includes('Did you call'), 'the question')
})
