import { Chat } from './chat.ts'
import type { SessionClient } from './session-client.ts'
import { type Verifiable, Verification } from './verification.ts'

// TODO: this file is gone, and SessionTalk is SessionClient again, as soon as SessionClient has these itself.
export type SessionTalk = SessionClient & Verifiable & { readonly chat: Chat }

export function talkOf(client: SessionClient): SessionTalk {
  if ('chat' in client) return client as SessionTalk
  const fallback = { chat: new Chat(() => {}), verification: new Verification(), enterCode() {}, requestCode() {} }
  return Object.assign(client, fallback)
}
