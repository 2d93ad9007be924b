import { expect, test } from 'vitest'
import { AccountGate } from '../../../../src/console/account/account.ts'
import { BrokerApi, RequestFailed } from '../../../../src/console/broker/broker-api.ts'

const link = { purpose: 'sign-in', token: 'x' } as const

/** A broker that answers everything with this status. */
function refusing(status: number): AccountGate {
  const refuse = () => Promise.reject(new RequestFailed(status, 'No.'))
  return new AccountGate(Object.assign(new BrokerApi(), { account: refuse, signInByLink: refuse }))
}

test('a link that is used up asks for a new link, not for a password', async () => {
  const gate = refusing(401)
  await gate.open(link)
  expect(gate.state.value).toEqual({ name: 'link-refused' })
  gate.askForPassword()
  expect(gate.state.value).toEqual({ name: 'signed-out' })
})

test('whoever is not signed in is asked for a password', async () => {
  const gate = refusing(401)
  await gate.open(undefined)
  expect(gate.state.value).toEqual({ name: 'signed-out' })
})

test.each([0, 429, 500])('a broker that fails (%i) says nothing about the link', async (status) => {
  const gate = refusing(status)
  await gate.open(link)
  expect(gate.state.value).toEqual({ name: 'signed-out', notice: 'No.' })
})
