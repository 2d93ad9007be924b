import { text as readAll } from 'node:stream/consumers'
import * as v from 'valibot'
import { realClock } from '../base/clock.ts'
import { password as newPassword, newUser } from '../protocol/broker/http-api.ts'
import { Accounts } from './account/accounts.ts'
import { consoleLink } from './account/console-links.ts'
import { openExistingStore, openStore } from './choose-backends.ts'
import type { UserRequest } from './cli.ts'
import { describeIssue } from './field-sentences.ts'
import { OptionsRefused } from './options.ts'
import { newSecret } from './secret.ts'
import type { AccountRecord, Store } from './store/store.ts'

interface Streams {
  readonly stdin: AsyncIterable<unknown> & NodeJS.ReadableStream
  readonly stdout: { write(text: string): unknown }
}

/** Characters of a password that we make up: 120 random bits. */
const MADE_UP_LENGTH = 20

/** `broker user …`: works on the store itself, whether a broker runs on it or not. */
export async function runUserCommand(request: UserRequest, { stdin, stdout }: Streams): Promise<void> {
  await using store = request.command === 'user-add' ? openStore(request.data) : openExistingStore(request.data)
  const accounts = new Accounts(store, realClock)
  const print = (line: string) => stdout.write(`${line}\n`)
  switch (request.command) {
    case 'user-add': {
      const password = request.passwordStdin ? await readPassword(stdin) : undefined
      const { email, name, role } = request
      const user = check(newUser, { email, name, role })
      const account = await accounts.create({ ...user, ...(password !== undefined && { password }) })
      if (password !== undefined) return void print(`${account.email} can sign in.`)
      return void print(await linkOf(store, request, await accounts.issueSignInToken(account, { first: true })))
    }
    case 'user-link': {
      const account = await findEnabled(accounts, request.email)
      return void print(await linkOf(store, request, await accounts.issueSignInToken(account)))
    }
    case 'user-list':
      for (const account of await accounts.list()) print(describe(account))
      return
    case 'user-disable': {
      const account = await find(accounts, request.email)
      if (!request.force && (await accounts.isLastAdmin(account))) throw lastAdmin(request.email)
      await accounts.disable(account)
      return void print(`${request.email} can no longer sign in.`)
    }
    case 'user-enable':
      await accounts.enable(await find(accounts, request.email))
      return void print(`${request.email} can sign in again.`)
    case 'user-password': {
      const account = await findEnabled(accounts, request.email)
      const password = request.passwordStdin ? await readPassword(stdin) : newSecret().slice(0, MADE_UP_LENGTH)
      await accounts.setPassword(account, password)
      const told = request.passwordStdin ? '' : `: ${password}`
      return void print(`${request.email} is signed out everywhere and has a new password${told}`)
    }
  }
}

async function readPassword(stdin: Streams['stdin']): Promise<string> {
  return check(newPassword, (await readAll(stdin)).replace(/\r?\n$/, ''))
}

async function find(accounts: Accounts, email: string): Promise<AccountRecord> {
  const account = await accounts.find(email)
  if (!account) throw new OptionsRefused(`There is no account for ${email}.`)
  return account
}

async function findEnabled(accounts: Accounts, email: string): Promise<AccountRecord> {
  const account = await find(accounts, email)
  if (account.disabledAt === undefined) return account
  throw new OptionsRefused(`The account of ${email} is disabled. Enable it first: broker user enable --email ${email}`)
}

function lastAdmin(email: string): OptionsRefused {
  return new OptionsRefused(
    `${email} is the last admin who can sign in. Add or enable another one first, or say --force.`,
  )
}

/** Where the broker was last reached, unless somebody knows better; before its first start nobody does. */
async function linkOf({ settings }: Store, { publicUrl }: { publicUrl?: string }, token: string): Promise<string> {
  const url = publicUrl ?? (await settings.find('public-url'))
  if (url !== undefined) return consoleLink(url.replace(/\/$/, ''), 'sign-in', token)
  return `Open ${consoleLink('', 'sign-in', token)} on your broker's address.`
}

function describe({ email, name, role, disabledAt }: AccountRecord): string {
  return [email, role, name, ...(disabledAt === undefined ? [] : ['disabled'])].join('\t')
}

function check<S extends v.GenericSchema>(schema: S, value: unknown): v.InferOutput<S> {
  const result = v.safeParse(schema, value)
  if (!result.success) throw new OptionsRefused(describeIssue(result.issues[0]))
  return result.output
}
