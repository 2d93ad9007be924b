import { useEffect, useMemo } from 'preact/hooks'
import type { Account } from '../protocol/broker/http-api.ts'
import { knownPermissions } from '../protocol/broker/offer.ts'
import type { AccountGate } from './account/account.ts'
import { LinkRefusedPage } from './account/link-refused-page.tsx'
import { SetUpPage } from './account/set-up-page.tsx'
import { SignInPage } from './account/sign-in-page.tsx'
import type { BrokerApi } from './broker/broker-api.ts'
import { Desk } from './desk.tsx'
import { Workplace } from './workplace.ts'

interface Props {
  readonly api: BrokerApi
  readonly gate: AccountGate
}

/** The page that fits who is signed in. */
export function Console({ api, gate }: Props) {
  const state = gate.state.value
  switch (state.name) {
    case 'asking':
      return null
    case 'signed-out':
      return <SignInPage gate={gate} notice={state.notice} />
    case 'link-refused':
      return <LinkRefusedPage gate={gate} />
    case 'setting-up':
      return <SetUpPage gate={gate} token={state.token} />
    case 'signed-in':
      return <SignedIn api={api} gate={gate} account={state.account} />
  }
}

function SignedIn({ api, gate, account }: Props & { readonly account: Account }) {
  const workplace = useMemo(() => new Workplace(api, knownPermissions(account.permissions)), [api, account])
  useEffect(() => () => workplace[Symbol.dispose](), [workplace])
  const link = workplace.list.link.state.value
  const signedOut = link.name === 'closed' && link.code === 'signed-out'
  useEffect(() => {
    if (signedOut) gate.expire()
  }, [gate, signedOut])
  return <Desk workplace={workplace} account={account} onSignOut={() => gate.signOut()} />
}
