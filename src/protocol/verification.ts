/**
 * Whether a technician may do anything before the customer's digits were typed in. `required`: nothing at all. `offered`: chat,
 * and with the customer's Yes see the screen. The stricter of what broker and applet say counts.
 */
export const VERIFICATION_POLICIES = ['required', 'offered'] as const

export type VerificationPolicy = (typeof VERIFICATION_POLICIES)[number]

export function stricter(one: VerificationPolicy, other: VerificationPolicy): VerificationPolicy {
  return one === 'offered' && other === 'offered' ? 'offered' : 'required'
}
