import { text as readAll } from 'node:stream/consumers'
import * as v from 'valibot'
import { realClock } from '../base/clock.ts'
import { password as newPassword, newUser } from '../protocol/broker/http-api.ts'
import { Accounts } from './account/accounts.ts'
import { consoleLink } from './account/console-links.ts'
import { openStore } from './choose-backends.ts'
import type { UserRequest } from './cli.ts'
import { OptionsRefused } from './options.ts'
import type { AccountRecord } from './store/store.ts'

interface Streams {
  readonly stdin: AsyncIterable<unknown> & NodeJS.ReadableStream
  readonly stdout: { write(text: string): unknown }
}

/** `broker user …`: works on the store itself, whether a broker runs on it or not. */
export async function runUserCommand(request: UserRequest, { stdin, stdout }: Streams): Promise<void> {
  await using store = openStore(request.data)
  const accounts = new Accounts(store, realClock)
  const print = (line: string) => stdout.write(`${line}\n`)
  switch (request.command) {
    case 'user-add': {
      const password = request.passwordStdin
        ? check(newPassword, (await readAll(stdin)).replace(/\r?\n$/, ''))
        : undefined
      const { email, name, role } = request
      const user = check(newUser, { email, name, role })
      const account = await accounts.create({ ...user, ...(password !== undefined && { password }) })
      if (password !== undefined) return void print(`${account.email} can sign in.`)
      return void print(linkOf(request, await accounts.issueSignInToken(account, { first: true })))
    }
    case 'user-link':
      return void print(linkOf(request, await accounts.issueSignInToken(await find(accounts, request.email))))
    case 'user-list':
      for (const account of await accounts.list()) print(describe(account))
      return
    case 'user-disable':
      await accounts.disable(await find(accounts, request.email))
      return void print(`${request.email} can no longer sign in.`)
  }
}

async function find(accounts: Accounts, email: string): Promise<AccountRecord> {
  const account = await accounts.find(email)
  if (!account) throw new OptionsRefused(`There is no account for ${email}.`)
  return account
}

/** Without --public-url the path alone: only a running broker knows where it can be reached. */
function linkOf({ publicUrl = '' }: { publicUrl?: string }, token: string): string {
  return consoleLink(publicUrl.replace(/\/$/, ''), 'sign-in', token)
}

function describe({ email, name, role, disabledAt }: AccountRecord): string {
  return [email, role, name, ...(disabledAt === undefined ? [] : ['disabled'])].join('\t')
}

function check<S extends v.GenericSchema>(schema: S, value: unknown): v.InferOutput<S> {
  const result = v.safeParse(schema, value)
  if (!result.success) throw new OptionsRefused(result.issues[0].message)
  return result.output
}
