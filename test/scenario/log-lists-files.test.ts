import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { saveLog } from '../../src/applet/session/log-saving.ts'
import { englishSpeaker } from '../../src/applet/words/words.ts'
import { activitySentence } from '../../src/console/session/activity-sentence.ts'
import { FileTalk, manyBytes, sha256 } from '../support/file-talk.ts'
import { FACTS, verdictOn } from '../support/logged-session.ts'
import { until } from '../support/until.ts'

test('[LOG-2] the customer’s saved log lists files both ways with size and SHA-256, and so does the technician’s', async () => {
  using talk = await FileTalk.begin()
  const [theirs, ours] = [manyBytes(70_000), manyBytes(40_000)]
  talk.gate.grant('files.send')
  const id = await talk.offer(theirs, 'driver.zip')
  await talk.files.place(id, talk.folder)
  await talk.becomes(id, 'done')
  writeFileSync(join(talk.folder, 'photo.jpg'), ours)
  await talk.files.sendPath(join(talk.folder, 'photo.jpg'))
  await talk.itemBecomes('done')
  await until(() => talk.log.entries.some(({ kind }) => kind === 'file-sent'), 'its line in the log')

  const wish = { facts: FACTS, folder: talk.folder, log: talk.log, speaker: englishSpeaker }
  const text = readFileSync(await saveLog({ ...wish, format: 'text' }), 'utf8')
  expect(text).toContain(`driver.zip, 70,000 bytes, SHA-256 ${sha256(theirs)}`)
  expect(text).toContain(`photo.jpg, 40,000 bytes, SHA-256 ${sha256(ours)}`)
  const lines = readFileSync(await saveLog({ ...wish, format: 'verifiable' }), 'utf8')
    .trimEnd()
    .split('\n')
  expect(verdictOn(lines)).toMatchObject({ trouble: undefined, lines: talk.log.entries.length })

  const retold = talk.log.entries.map((entry) =>
    activitySentence({ type: 'activity-logged', ...entry, permissions: [...entry.permissions] }),
  )
  expect(retold).toContain(`The customer has your file: driver.zip, 70,000 bytes, SHA-256 ${sha256(theirs)}`)
  expect(retold).toContain(`You have the customer's file: photo.jpg, 40,000 bytes, SHA-256 ${sha256(ours)}`)
})
