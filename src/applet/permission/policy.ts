import type { Permission } from '../../protocol/permission.ts'

/** QA's answers to prompts, by permission. What is not in it is refused. */
export type Policy = Readonly<Partial<Record<Permission, 'yes' | 'no'>>>
