/** What whoever runs the broker can put right; the sentence says how. Ends the program with the status for wrong usage. */
export class OperatorMistake extends Error {
  override readonly name: string = 'OperatorMistake'
}
