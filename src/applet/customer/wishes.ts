import type { Clock } from '../../base/clock.ts'
import { isWebAddress } from '../../protocol/peer/web-address.ts'
import type { Permission } from '../../protocol/permission.ts'
import type { Chat } from '../chat/chat.ts'
import type { Files } from '../files/files.ts'
import type { Consent } from '../permission/consent.ts'
import type { PermissionGate } from '../permission/permission-gate.ts'
import type { PromptQueue } from '../permission/prompt-queue.ts'
import type { Questions } from '../permission/questions.ts'
import type { SessionLog } from '../session/session-log.ts'
import type { TechnicianPages } from '../session/technician-pages.ts'
import type { CustomerUi } from '../ui/customer-ui.ts'
import type { ChosenFile } from '../ui/shell.ts'

interface Parts {
  readonly ui: CustomerUi
  readonly gate: PermissionGate
  readonly consent: Consent
  readonly prompts: PromptQueue
  readonly questions: Questions
  readonly chat: Chat
  readonly files: Files
  readonly pages: TechnicianPages
  readonly sessionLog: SessionLog
  readonly clock: Clock
  readonly openUrl: (url: string) => void
}

/** Carries out what the customer does in the middle of a session, beside the two crosses. */
export function carryOutWishes(parts: Parts): Disposable {
  const { ui, gate, files } = parts
  const listeners = new DisposableStack()
  listeners.use(ui.on('said', (text) => say(parts, text)))
  listeners.use(ui.on('linkPressed', (url) => void openLink(parts, url)))
  listeners.use(
    ui.on('switched', ({ permission, on }) => {
      if (on) allow(parts, permission)
      else gate.revoke(permission)
    }),
  )
  listeners.use(ui.on('fileChosen', (file) => void told(ui, sent(parts, file))))
  listeners.use(ui.on('filePlaced', ({ file, folder }) => void told(ui, files.place(file, folder))))
  listeners.use(ui.on('fileRefused', (file) => files.refuse(file)))
  return listeners
}

function sent({ files }: Parts, file: string | ChosenFile): Promise<string | undefined> {
  return typeof file === 'string' ? files.sendPath(file) : files.sendChosen(file)
}

/** What could not be done is said in a sentence. */
async function told(ui: CustomerUi, trouble: Promise<string | undefined>): Promise<void> {
  const notice = await trouble
  if (notice !== undefined) ui.show({ notice })
}

function say({ chat, clock, pages, sessionLog }: Parts, text: string): void {
  const { conversation } = pages
  if (conversation) chat.said(text, clock.now(), (piece) => conversation.say(piece))
  else sessionLog.add('chat-not-sent')
}

/** With nobody there it means nothing. */
function allow({ consent, pages }: Parts, permission: Permission): void {
  const asker = pages.conversation?.asker
  if (asker) void consent.offer(permission, asker)
}

/** A link in the chat was written by somebody else: it opens only after a question that shows all of it. */
async function openLink({ prompts, questions, pages, openUrl }: Parts, url: string): Promise<void> {
  const asker = pages.conversation?.asker
  if (!asker || !isWebAddress(url)) return
  const { answer } = await prompts.ask(() => questions.link(url, asker))
  if (answer === 'yes') openUrl(url)
}
