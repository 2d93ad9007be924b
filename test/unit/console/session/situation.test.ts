import { describe, expect, test } from 'vitest'
import { type Conversation, situationOf } from '../../../../src/console/session/situation.ts'
import type { SessionView } from '../../../../src/protocol/broker/session-view.ts'
import type { Status } from '../../../../src/protocol/broker/status.ts'
import { NOTHING_ASKED, OPEN_CONVERSATION } from '../../../support/open-conversation.ts'

const session = (status: Status, more: Partial<SessionView> = {}): SessionView => ({
  id: '0'.repeat(32),
  name: 'Zoë',
  status,
  since: 0,
  createdAt: 0,
  ...more,
})

const active = session('Active')

const title = (row: SessionView, more?: Partial<Conversation>) =>
  situationOf(row, more && { ...OPEN_CONVERSATION, ...more })?.title

describe('situationOf', () => {
  test('before the customer is there, the PIN stands where the screen will be', () => {
    expect(situationOf(session('Connecting', { pin: '482913' }), undefined)).toMatchObject({
      digits: '482913',
      waiting: true,
    })
  })

  test('whoever waits is called by name', () => {
    expect(title(session('Waiting'))).toBe('Zoë is waiting for you')
    expect(title(session('Waiting', { name: '' }))).toBe('The customer is waiting for you')
  })

  test('a picture that is allowed and there leaves nothing to say', () => {
    expect(
      situationOf(active, {
        ...OPEN_CONVERSATION,
        consent: { ...NOTHING_ASKED, view: 'granted', control: 'none' },
        picture: true,
      }),
    ).toBe(undefined)
  })

  test('the outermost trouble is named first', () => {
    const everything: Partial<Conversation> = {
      link: { name: 'lost' },
      present: false,
      consent: { ...NOTHING_ASKED, view: 'no', control: 'none' },
      screenLost: 'The screen is locked.',
    }
    expect(title(session('Closed by active customer'), everything)).toBe('The session is over')
    expect(title(session('Reconnecting'), everything)).toBe("Reconnecting: the customer's computer is out of contact")
    expect(title(active, everything)).toBe('Reconnecting: the connection was lost')
    expect(title(active, { ...everything, link: { name: 'open' }, verification: { name: 'opening' } })).toBe(
      "Connecting to the customer's computer …",
    )
    expect(title(active, { ...everything, link: { name: 'open' }, present: true })).toBe('The customer said No')
  })

  test.each(['no', 'timeout', 'taken-back'] as const)(
    'after "%s" the technician can ask again, for the same',
    (state) => {
      const consent = { ...NOTHING_ASKED, view: 'granted', control: state } as const
      expect(
        situationOf(active, { ...OPEN_CONVERSATION, consent, latest: 'control', picture: true })?.remedy,
      ).toMatchObject({
        kind: 'ask',
        permission: 'control',
      })
    },
  )

  test('what Ask again asks for is said on it', () => {
    const consent = { ...NOTHING_ASKED, view: 'none', control: 'no' } as const
    expect(situationOf(active, { ...OPEN_CONVERSATION, consent, latest: 'control' })?.remedy).toMatchObject({
      label: 'Ask again for control',
    })
  })

  test('how long an offline computer is waited for is told', () => {
    expect(situationOf(session('Offline', { since: 1000 }), undefined)).toMatchObject({
      title: "The customer's computer is offline",
      deadline: 1000 + 10 * 60_000,
    })
  })

  test('a lost screen is told in the words of the applet', () => {
    const consent = { ...NOTHING_ASKED, view: 'granted', control: 'none' } as const
    const lost = situationOf(active, {
      ...OPEN_CONVERSATION,
      consent,
      picture: true,
      screenLost: 'The screen is locked.',
    })
    expect(lost?.hint).toBe('The screen is locked.')
  })

  test('a session that another window took is given back only on purpose', () => {
    const link = { name: 'closed', code: 'replaced', detail: '' } as const
    expect(situationOf(active, { ...OPEN_CONVERSATION, link })?.remedy?.kind).toBe('reconnect')
  })

  test('[P17] who may not take over is told by whom, and asks again only on purpose', () => {
    const link = { name: 'closed', code: 'takeover-refused', detail: '' } as const
    expect(situationOf(active, { ...OPEN_CONVERSATION, link })).toMatchObject({
      title: 'The customer did not want you to take over',
      remedy: { kind: 'reconnect', label: 'Ask again to take over' },
    })
  })

  const codeWanted = { name: 'code-wanted', triesLeft: 3, until: 0, wrong: false, checking: false } as const

  test('while the digits are wanted nothing else is, before it works and where it works unverified', () => {
    for (const present of [false, true]) {
      const conversation = {
        ...OPEN_CONVERSATION,
        present,
        verification: codeWanted,
        consent: { ...NOTHING_ASKED, view: 'no', control: 'no' },
      } as const
      expect(situationOf(active, conversation)).toEqual({
        title: 'Ask the customer for the 6 digits on their screen',
        code: codeWanted,
      })
    }
  })

  test('no digits are asked for when the line is cut or the session is not going on', () => {
    const verification = codeWanted
    expect(title(active, { verification, link: { name: 'lost' } })).toBe('Reconnecting: the connection was lost')
    expect(title(session('Reconnecting'), { verification })).toMatch(/^Reconnecting/)
    expect(title(session('Closed by technician'), { verification })).toBe('The session is over')
  })

  test.each(['unverified', 'verified'] as const)('%s, it is about permissions', (name) => {
    expect(title(active, { verification: { name } })).toBe('Zoë is connected')
  })

  test('where it works unverified, control is not offered', () => {
    expect(situationOf(active, { ...OPEN_CONVERSATION, verification: { name: 'unverified' } })?.hint).toMatch(
      /press Verify first/,
    )
  })

  test('on hold the hold is the first thing to know, whatever the line is like', () => {
    expect(situationOf(session('On Hold'), { ...OPEN_CONVERSATION, link: { name: 'lost' }, present: false })).toEqual({
      title: 'Zoë is on hold',
      hint: 'Nothing is shared, and nothing ends by itself for two weeks. Press Start to go on.',
    })
  })

  test.each([
    ['terms_declined', 'The customer did not agree to the terms'],
    ['suspected_scam', 'The customer was called by somebody they do not know'],
  ] as const)('a customer who declined says why: %s', (reason, words) => {
    const told = situationOf(session('Aborted', { reason }), undefined)
    expect(told?.title).toBe(words)
    expect(told?.hint).toMatch(/shared/)
    expect(told?.alarm).toBeUndefined()
  })

  test.each([
    [['view', 'control'], /^Ask to view the screen or to control it/],
    [['view', 'clipboard'], /^Ask to view the screen\. /],
    [['clipboard'], /^You can chat/],
    [[], /^You can chat/],
  ] as const)('what the operator does not offer is not proposed: %j', (offered, hint) => {
    expect(situationOf(active, OPEN_CONVERSATION, { offered })?.hint).toMatch(hint)
  })

  test('a customer’s line that is cut is not taken for a beginning', () => {
    expect(title(active, { present: false })).toBe('Reconnecting: the connection was lost')
  })

  test('a cut says how long permissions are kept', () => {
    const kept = /Permissions are kept for up to five minutes/
    expect(situationOf(active, { ...OPEN_CONVERSATION, link: { name: 'lost' } })?.hint).toMatch(kept)
    expect(situationOf(session('Reconnecting'), OPEN_CONVERSATION)?.hint).toMatch(kept)
    expect(situationOf(session('Offline'), OPEN_CONVERSATION)?.hint).toMatch(/ask for permission again/)
  })

  test.each([
    [
      'verification-failed',
      'verification_failed',
      'The digits did not match three times. The session was ended for your safety.',
    ],
    ['tampered', 'tampered', 'The connection was tampered with. The session was ended for your safety.'],
  ] as const)(
    '%s reads the same from the connection and from the broker, and cannot be tried again',
    (code, reason, words) => {
      const conversation = { ...OPEN_CONVERSATION, link: { name: 'closed', code, detail: '' } } as const
      const closed = situationOf(active, conversation)
      const over = situationOf(session('Aborted', { reason }), undefined, { missed: code === 'verification-failed' })
      expect(closed?.title).toBe(words)
      expect(closed?.remedy).toBeUndefined()
      expect(closed?.alarm).toBe(true)
      expect(closed?.hint).toMatch(/^Do not go on\. Call the customer under a number that you know\./)
      expect(over).toEqual(closed)
    },
  )

  test('digits that nobody typed in are not told of as wrong ones', () => {
    const over = situationOf(session('Aborted', { reason: 'verification_failed' }), OPEN_CONVERSATION)
    expect(over?.title).toBe('The digits were not confirmed. The session was ended for your safety.')
    expect(over?.alarm).toBeUndefined()
  })

  test('addresses that do not fit are told in the same words when the session is over', () => {
    const closed = situationOf(active, {
      ...OPEN_CONVERSATION,
      link: { name: 'closed', code: 'origin-mismatch', detail: '' },
    })
    const over = situationOf(session('Aborted', { reason: 'origin_mismatch' }), undefined)
    expect(over).toEqual(closed)
    expect(over).toMatchObject({ alarm: true, hint: expect.stringMatching(/^Do not go on/) })
    expect(over?.remedy).toBeUndefined()
  })

  test.each(['resume-refused', 'protocol-error'] as const)(
    'after %s it says what to do, and can be tried again',
    (code) => {
      const told = situationOf(active, { ...OPEN_CONVERSATION, link: { name: 'closed', code, detail: '' } })
      expect(told?.hint).toBeTruthy()
      expect(told?.remedy?.kind).toBe('reconnect')
    },
  )
})
