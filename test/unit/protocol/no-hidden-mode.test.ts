import { expect, test } from 'vitest'
import { BROKER_CATALOG } from '../../../src/protocol/broker/catalog.ts'
import { PEER_CATALOG } from '../../../src/protocol/peer/catalog.ts'
import { ALL_PERMISSIONS } from '../../../src/protocol/permission.ts'

test('[SCAM-2] no message and no permission hides a session, blanks a screen or shuts the customer’s own input out', () => {
  const names = [...Object.keys(PEER_CATALOG), ...Object.keys(BROKER_CATALOG), ...ALL_PERMISSIONS]
  const forbidden = names.filter((name) =>
    /hid|hide|invisible|stealth|silent|blank|privacy|block|lock|freeze|mute/.test(name),
  )
  expect(forbidden).toEqual([])
})

test('[SCAM-2] all that a console can have done to the customer’s computer needs one of their Yes', () => {
  const free = Object.entries(PEER_CATALOG).filter(
    ([, { from, requires }]) => from === 'console' && requires === 'nothing',
  )
  expect(free.map(([name]) => name).sort()).toEqual(['echo-requested', 'permission-requested', 'update-painted'])
})
