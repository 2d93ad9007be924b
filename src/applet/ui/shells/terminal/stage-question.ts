import type { AppletSpeaker } from '../../../words/words.ts'
import type { CustomerAct } from '../../view/customer-act.ts'
import type { Stage } from '../../view/customer-view.ts'
import { isNo, isYes } from './prompt-reader.ts'

/** What a stage asks for before the story goes on. */
export interface StageQuestion {
  readonly text: string
  /** What to type, once more. */
  readonly reminder: string
  /** Undefined when the line answers nothing. */
  read(line: string): CustomerAct | undefined
  /** What follows although nobody answers: a script is told, and goes on. */
  readonly byItself?: CustomerAct
}

export function stageQuestion(stage: Stage, speaker: AppletSpeaker, isScripted: boolean): StageQuestion | undefined {
  switch (stage.kind) {
    case 'warning':
      return askWhetherTheyCalled(speaker, isScripted)
    case 'pin':
      return askForCode(stage.trouble, speaker)
    case 'terms':
      return askForTerms(stage.text, speaker)
    case 'ended':
      return stage.mayTryAgain && !isScripted ? askToTryAgain(stage.sentence, speaker) : sayGoodbye(stage.sentence)
    default:
      return undefined
  }
}

function askWhetherTheyCalled(speaker: AppletSpeaker, isScripted: boolean): StageQuestion {
  const warning = speaker.t('terminal.warning')
  const question: StageQuestion = {
    text: isScripted ? warning : `${warning}\n${speaker.t('terminal.warning-question')}`,
    reminder: speaker.t('terminal.type-yes'),
    read: (line) => yesOrNo(line, (called) => ({ type: 'warning-answered', called })),
  }
  return isScripted ? { ...question, byItself: { type: 'warning-answered', called: true } } : question
}

function askForCode(trouble: string | undefined, speaker: AppletSpeaker): StageQuestion {
  const text = speaker.t('terminal.pin')
  return {
    text: trouble === undefined ? text : `${trouble}\n${text}`,
    reminder: text,
    read: (line) => (line === '' || line.length > 32 ? undefined : { type: 'code-entered', code: line }),
  }
}

function askForTerms(terms: string, speaker: AppletSpeaker): StageQuestion {
  return {
    text: `${terms}\n\n${speaker.t('terminal.terms')}`,
    reminder: speaker.t('terminal.terms'),
    read: (line) => yesOrNo(line, (accepted) => ({ type: 'terms-answered', accepted })),
  }
}

/** Whoever types is there to see to their network; a script is told, and decides for itself. */
function askToTryAgain(sentence: string, speaker: AppletSpeaker): StageQuestion {
  return {
    text: `${sentence}\n${speaker.t('terminal.again')}`,
    reminder: speaker.t('terminal.again'),
    read: (line) =>
      line.toLowerCase() === 'again'
        ? { type: 'tried-again' }
        : yesOrNo(line, (yes) => ({ type: yes ? 'tried-again' : 'left' })),
  }
}

/** A terminal keeps what was said in it, so the program need not stay for that. */
function sayGoodbye(sentence: string): StageQuestion {
  return { text: sentence, reminder: sentence, read: () => undefined, byItself: { type: 'left' } }
}

function yesOrNo(line: string, act: (yes: boolean) => CustomerAct): CustomerAct | undefined {
  const said = line.toLowerCase()
  if (isYes(said)) return act(true)
  return isNo(said) ? act(false) : undefined
}
