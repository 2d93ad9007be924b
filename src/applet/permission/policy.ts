import type { Permission } from '../../protocol/permission.ts'

/** What a file can answer beside permissions: the operator's terms, and another technician who wants to take over. */
export const OTHER_QUESTIONS = ['terms', 'join'] as const

/** QA's answers to prompts. What is not in it is refused. */
export type Policy = Readonly<Partial<Record<Permission | (typeof OTHER_QUESTIONS)[number], 'yes' | 'no'>>>
