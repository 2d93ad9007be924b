/**
 * Milliseconds after something appears in which nobody can have read it: what was clicked or typed before it, by the customer or
 * by a technician with control, is no answer to it.
 */
export const READING_MS = 500
