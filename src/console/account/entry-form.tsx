import './entry.css'
import type { ComponentChildren } from 'preact'
import { Button } from '../../ui/components/button.tsx'
import { Notice } from '../../ui/components/notice.tsx'
import { useSubmit } from './use-submit.ts'

interface Props {
  readonly title: string
  readonly lead: string
  readonly submit: string
  readonly notice?: string | undefined
  readonly onSubmit: () => Promise<unknown>
  readonly children: ComponentChildren
}

/** The only thing on its page: a title, some boxes, one button. */
export function EntryForm({ title, lead, submit, notice, onSubmit, children }: Props) {
  const form = useSubmit(onSubmit)
  return (
    <main class="entry">
      <form onSubmit={form.onSubmit}>
        <h1>{title}</h1>
        <p class="lead">{lead}</p>
        {form.error.value && <Notice kind="error" text={form.error.value} />}
        {!form.error.value && notice && <Notice kind="warning" text={notice} />}
        {children}
        <Button type="submit" look="primary" disabled={form.busy.value}>
          {submit}
        </Button>
      </form>
    </main>
  )
}
