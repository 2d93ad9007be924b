/** What the technician is told while Windows shows a desktop of its own, which no program may look at. */
export const SECURE_DESKTOP = 'The customer is answering a Windows prompt.'
