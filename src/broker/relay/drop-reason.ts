/** Why a message was not forwarded. Each is counted under this name. */
export const DROP_REASONS = ['no-such-stream', 'receiver-gone', 'receiver-too-slow'] as const

export type DropReason = (typeof DROP_REASONS)[number]
