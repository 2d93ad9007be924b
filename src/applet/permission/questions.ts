import type { Values } from '../../base/speaker.ts'
import { type Permission, widestOf } from '../../protocol/permission.ts'
import type { AppletSpeaker } from '../words/words.ts'
import type { Question } from './prompt-queue.ts'

export interface Asker {
  readonly technician: string
  readonly company: string
  /** Whether they know the digits that the customer read aloud. */
  readonly isVerified: boolean
}

/** Minutes for which the customer can allow something, beside for as long as they want. */
const MINUTES = [5, 15] as const

/** What the customer is asked, in their language. */
export class Questions {
  readonly #speaker: AppletSpeaker

  constructor(speaker: AppletSpeaker) {
    this.#speaker = speaker
  }

  /** `<Technician> of <Company> wants to <action>. <Detail> Do you allow this?` */
  permission(permission: Permission, asker: Asker, values: Values = {}): Question {
    return {
      ...this.#from(asker),
      kind: 'permission',
      permissions: [permission],
      choices: [],
      minutes: permission === 'control' ? MINUTES : [],
      text: this.#speaker.t('prompt.permission', { ...who(asker), ...this.#whatIs(permission, values) }),
    }
  }

  /** Several at once, ticked one by one. */
  bundle(permissions: readonly Permission[], asker: Asker): Question {
    const text = this.#speaker.t('prompt.bundle', who(asker))
    return { ...this.#from(asker), kind: 'bundle', permissions, choices: permissions, minutes: [], text }
  }

  /** Whether what was allowed long ago still is. */
  again(permissions: readonly Permission[], asker: Asker, minutes: number): Question {
    const values = { ...who(asker), minutes, actions: this.actions(permissions) }
    const text = this.#speaker.t('prompt.again', values)
    return { ...this.#from(asker), kind: 'again', permissions, choices: [], minutes: [], text }
  }

  /** The customer themselves switched something on. */
  switched(permission: Permission, asker: Asker): Question {
    const text = this.#speaker.t('prompt.switch', { ...who(asker), ...this.#whatIs(permission, {}) })
    return { ...this.permission(permission, asker), kind: 'switch', text }
  }

  /** Another technician comes. */
  join(asker: Asker, before: string): Question {
    const text = this.#speaker.t('prompt.join', { ...who(asker), before })
    return {
      ...this.#from({ ...asker, isVerified: true }),
      kind: 'join',
      permissions: [],
      choices: [],
      minutes: [],
      text,
    }
  }

  /** The customer pressed an address in the chat. */
  link(url: string, asker: Asker): Question {
    const text = this.#speaker.t('prompt.link', { url })
    return { ...this.#from(asker), kind: 'link', permissions: [], choices: [], minutes: [], text }
  }

  /** `see your screen and …`, of all that is not included in another. */
  actions(permissions: readonly Permission[], values: Values = {}): string {
    const actions = widestOf(permissions).map((permission) =>
      this.#speaker.t(`permission.${permission}.action`, values),
    )
    return this.#speaker.allOf(actions)
  }

  /** How somebody is called of whom nobody knows yet who they are. */
  notVerified(technician: string): string {
    return this.#speaker.t('name.not-verified', { technician })
  }

  names(permissions: readonly Permission[]): string {
    return this.#speaker.allOf(permissions.map((permission) => this.#speaker.t(`permission.${permission}.name`)))
  }

  #whatIs(permission: Permission, values: Values) {
    const action = this.#speaker.t(`permission.${permission}.action`, values)
    return { action, detail: this.#speaker.t(`permission.${permission}.detail`) }
  }

  #from({ technician, isVerified }: Asker) {
    return { technician, warning: isVerified ? undefined : this.#speaker.t('prompt.unverified') }
  }
}

function who({ technician, company }: Asker): Values {
  return { technician, company }
}
