import { describe, expect, test } from 'vitest'
import { type Conversation, situationOf } from '../../../../src/console/session/situation.ts'
import type { SessionView } from '../../../../src/protocol/broker/session-view.ts'
import type { Status } from '../../../../src/protocol/broker/status.ts'

const session = (status: Status, more: Partial<SessionView> = {}): SessionView => ({
  id: '0'.repeat(32),
  name: 'Zoë',
  status,
  since: 0,
  createdAt: 0,
  ...more,
})

const active = session('Active')

const talking: Conversation = {
  link: { name: 'open' },
  present: true,
  consent: { view: 'none', control: 'none' },
  latest: 'view',
  picture: false,
  screenLost: undefined,
}

const title = (row: SessionView, more?: Partial<Conversation>) =>
  situationOf(row, more && { ...talking, ...more })?.title

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
    expect(situationOf(active, { ...talking, consent: { view: 'granted', control: 'none' }, picture: true })).toBe(
      undefined,
    )
  })

  test('the outermost trouble is named first', () => {
    const everything: Partial<Conversation> = {
      link: { name: 'lost' },
      present: false,
      consent: { view: 'no', control: 'none' },
      screenLost: 'The screen is locked.',
    }
    expect(title(session('Closed by active customer'), everything)).toBe('The session is over')
    expect(title(session('Reconnecting'), everything)).toBe("The customer's computer is out of contact")
    expect(title(active, everything)).toBe('Connection lost. Trying again …')
    expect(title(active, { ...everything, link: { name: 'open' } })).toBe("Connecting to the customer's computer …")
    expect(title(active, { ...everything, link: { name: 'open' }, present: true })).toBe('The customer said No')
  })

  test.each(['no', 'timeout', 'taken-back'] as const)(
    'after "%s" the technician can ask again, for the same',
    (state) => {
      const consent = { view: 'granted', control: state } as const
      expect(situationOf(active, { ...talking, consent, latest: 'control', picture: true })?.remedy).toMatchObject({
        kind: 'ask',
        permission: 'control',
      })
    },
  )

  test('what Ask again asks for is said on it', () => {
    const consent = { view: 'none', control: 'no' } as const
    expect(situationOf(active, { ...talking, consent, latest: 'control' })?.remedy).toMatchObject({
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
    const consent = { view: 'granted', control: 'none' } as const
    const lost = situationOf(active, { ...talking, consent, picture: true, screenLost: 'The screen is locked.' })
    expect(lost?.hint).toBe('The screen is locked.')
  })

  test('a session that another window took is given back only on purpose', () => {
    const link = { name: 'closed', code: 'replaced', detail: '' } as const
    expect(situationOf(active, { ...talking, link })?.remedy?.kind).toBe('reconnect')
  })
})
