/** What a native dialog is to ask, whichever program draws it. Nothing in it is code, whoever wrote it. */
export type DialogRequest =
  /** Two buttons; closing it is the second. */
  | { readonly kind: 'choice'; readonly text: string; readonly yes: string; readonly no: string }
  | { readonly kind: 'notice'; readonly text: string; readonly close: string }
  | { readonly kind: 'entry'; readonly text: string; readonly go: string; readonly leave: string }
  /** Two things that can be done at any time. */
  | {
      readonly kind: 'actions'
      readonly text: string
      readonly first: string
      readonly second: string
      /** Nobody else on this computer may read it: where the tool can, it goes by no command line. */
      readonly isSecret?: boolean
    }
  | { readonly kind: 'file'; readonly text: string }

/** What came of it; `closed` stands for everything that is no clear answer, and a `yes` to actions for none of them. */
export type DialogAnswer = 'yes' | 'first' | 'second' | 'closed' | { readonly entered: string }

export interface DialogCommand {
  readonly program: string
  readonly args: readonly string[]
  readonly environment?: Readonly<Record<string, string>>
  /** For its standard input. */
  readonly input?: string
  /** An error where it can tell that there was no dialog. */
  read(status: number | null, output: string): DialogAnswer | Error
}

/** A program that draws dialogs. */
export interface DialogTool {
  readonly name: string
  command(request: DialogRequest, title: string): DialogCommand
}

/** One line, as a program prints what was entered. */
export function entered(output: string): DialogAnswer {
  const line = output.replace(/\r?\n$/, '')
  return line === '' ? 'closed' : { entered: line }
}
