import { type Permission, widestOf } from '../../../../protocol/permission.ts'
import type { AppletSpeaker } from '../../../words/words.ts'
import { readAloud } from '../../read-aloud.ts'
import type { CustomerAct } from '../../view/customer-act.ts'
import type { ChatLine, CustomerView, EndedStage, PromptView } from '../../view/customer-view.ts'
import type { DialogAnswer, DialogRequest } from './dialog-tool.ts'

/** The one dialog that has to be on the screen now. */
export interface WantedDialog {
  /** Two of the same key and request are one. */
  readonly key: string
  readonly request: DialogRequest
  /** What follows from an answer; undefined: it is asked again, or goes on with the next part. */
  act(answer: DialogAnswer): CustomerAct | undefined
}

/** What was ticked so far in a question of several parts. */
export interface TickedSoFar {
  readonly prompt: number
  readonly answers: readonly boolean[]
}

interface Situation {
  readonly view: CustomerView
  readonly speaker: AppletSpeaker
  readonly lastChat: ChatLine | undefined
  readonly ticked: (prompt: PromptView) => TickedSoFar
  readonly tick: (ticked: TickedSoFar) => void
  /** Counts the refusals of a file to be chosen. */
  readonly fileDeclined: boolean
  readonly declineFile: () => void
}

/** What matters most comes first: the way in and the way out, a question, a file, and else what stands there all the time. */
export function wantedDialog(situation: Situation): WantedDialog {
  const { view, fileDeclined } = situation
  const offered = view.files.find(({ state }) => state === 'offered')
  return noted(
    view.notice,
    stageDialog(situation) ??
      (view.prompt && promptDialog(view.prompt, situation)) ??
      (offered && offeredDialog(offered.id, situation)) ??
      (view.fileWanted && !fileDeclined ? fileDialog(situation) : standingDialog(situation)),
  )
}

/** What was just not done, or why there are dialogs now, stands in front of whatever they say. */
function noted(notice: string | undefined, dialog: WantedDialog): WantedDialog {
  const { request } = dialog
  // The place for the words of a file dialog is its title.
  if (notice === undefined || request.kind === 'file') return dialog
  return { ...dialog, request: { ...request, text: `${notice}\n\n${request.text}` } }
}

function stageDialog({ view: { stage }, speaker }: Situation): WantedDialog | undefined {
  switch (stage.kind) {
    case 'warning': {
      const [yes, no] = [speaker.t('dialog.called'), speaker.t('dialog.was-called')]
      return {
        key: 'warning',
        request: { kind: 'choice', text: speaker.t('dialog.warning'), yes, no },
        act: (answer) => ({ type: 'warning-answered', called: answer === 'yes' }),
      }
    }
    case 'pin':
      return codeDialog(stage.trouble, speaker)
    case 'terms': {
      const [yes, no] = [speaker.t('dialog.accept'), speaker.t('dialog.decline')]
      return {
        key: 'terms',
        request: { kind: 'choice', text: stage.text, yes, no },
        act: (answer) => ({ type: 'terms-answered', accepted: answer === 'yes' }),
      }
    }
    case 'ended':
      return endedDialog(stage, speaker)
    default:
      return undefined
  }
}

function endedDialog({ sentence, mayTryAgain }: EndedStage, speaker: AppletSpeaker): WantedDialog {
  const close = speaker.t('dialog.close')
  const request: DialogRequest = mayTryAgain
    ? { kind: 'choice', text: sentence, yes: speaker.t('dialog.again'), no: close }
    : { kind: 'notice', text: sentence, close }
  return { key: 'ended', request, act: (answer) => ({ type: answer === 'yes' ? 'tried-again' : 'left' }) }
}

function codeDialog(trouble: string | undefined, speaker: AppletSpeaker): WantedDialog {
  const text = [trouble, speaker.t('dialog.pin')].filter(Boolean).join('\n\n')
  return {
    key: 'pin',
    request: { kind: 'entry', text, go: speaker.t('dialog.connect'), leave: speaker.t('dialog.leave') },
    act: (answer) =>
      typeof answer === 'object' ? { type: 'code-entered', code: answer.entered.slice(0, 32) } : { type: 'ended' },
  }
}

/** Several things at once are asked one by one, and sent together. */
function promptDialog(prompt: PromptView, { speaker, ticked, tick }: Situation): WantedDialog {
  const { id, text, warning, choices } = prompt
  const { answers } = ticked(prompt)
  const choice = choices[answers.length]
  const part = choice && `${answers.length + 1}/${choices.length}: ${speaker.t(`permission.${choice}.name`)}`
  const [yes, no] = [speaker.t('prompt.yes'), speaker.t('prompt.no')]
  return {
    key: `prompt ${id} ${answers.length}`,
    request: { kind: 'choice', text: [warning, text, part].filter(Boolean).join('\n\n'), yes, no },
    act(answer) {
      const isYes = answer === 'yes'
      if (choices.length === 0) return { type: 'prompt-answered', prompt: id, answer: isYes ? 'yes' : 'no' }
      const all = [...answers, isYes]
      if (all.length < choices.length) return void tick({ prompt: id, answers: all })
      const allowed = choices.filter((_, index) => all[index])
      return { type: 'prompt-answered', prompt: id, answer: allowed.length > 0 ? 'yes' : 'no', ticked: allowed }
    },
  }
}

function offeredDialog(id: string, { view, speaker }: Situation): WantedDialog | undefined {
  const file = view.files.find((each) => each.id === id)
  const folder = view.places[0]?.path
  if (!file || folder === undefined) return undefined
  const values = { technician: view.technician ?? '', name: file.name, bytes: file.bytes, folder }
  const [yes, no] = [speaker.t('dialog.save'), speaker.t('dialog.refuse')]
  return {
    key: `file ${id}`,
    request: { kind: 'choice', text: speaker.t('dialog.file-offered', values), yes, no },
    act: (answer) =>
      answer === 'yes' ? { type: 'file-placed', file: id, folder } : { type: 'file-refused', file: id },
  }
}

function fileDialog({ speaker, declineFile }: Situation): WantedDialog {
  return {
    key: 'choose a file',
    request: { kind: 'file', text: speaker.t('dialog.choose-file') },
    act: (answer) => {
      declineFile()
      return typeof answer === 'object' ? { type: 'file-chosen', path: answer.entered } : undefined
    },
  }
}

/** Small, and always there: who it is, what they can do, and how to stop it. Closing it stops it, too. */
function standingDialog({ view, speaker, lastChat }: Situation): WantedDialog {
  const { technician, stage, code } = view
  const head = technician ? speaker.t('dialog.session', { technician }) : speaker.t('dialog.no-session')
  const state = stage.kind === 'active' ? rights(view, speaker) : speaker.t(`dialog.${waiting(stage.kind)}`)
  const chat = lastChat && `${lastChat.name}: ${lastChat.text}`
  const text = [head, code && readAloud(speaker, code), state, chat].filter(Boolean).join('\n\n')
  return {
    key: 'standing',
    request: {
      kind: 'actions',
      text,
      first: speaker.t('dialog.stop'),
      second: speaker.t('dialog.end'),
      isSecret: code !== undefined,
    },
    act(answer) {
      if (answer === 'yes') return undefined
      return { type: answer === 'second' ? 'ended' : 'revoked-all' }
    },
  }
}

function waiting(kind: CustomerView['stage']['kind']) {
  return kind === 'connecting' || kind === 'on-hold' || kind === 'reconnecting' ? kind : 'waiting'
}

function rights({ permissions, trust }: CustomerView, speaker: AppletSpeaker): string {
  const granted: Permission[] = permissions.filter((each) => each.granted).map(({ permission }) => permission)
  if (granted.length === 0) return speaker.t('dialog.nothing')
  const who = speaker.t(trust === 'verified' ? 'who.verified' : 'who.unverified')
  const actions = widestOf(granted).map((permission) => speaker.t(`permission.${permission}.action`))
  return speaker.t('dialog.can', { who, actions: speaker.allOf(actions) })
}
