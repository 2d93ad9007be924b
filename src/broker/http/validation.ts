import type { FastifyInstance, FastifySchema } from 'fastify'
import * as v from 'valibot'

/** Requests are checked with the schemas of src/protocol; answers too, so that no field leaves that nobody promised. */
export function validateWithValibot(app: FastifyInstance): void {
  app.setValidatorCompiler<FastifySchema>(({ schema }) => {
    const fields = schema as v.GenericSchema
    return (data) => {
      const result = v.safeParse(fields, data)
      return result.success ? { value: result.output } : { error: new Error(describe(result.issues)) }
    }
  })
  app.setSerializerCompiler<FastifySchema>(({ schema }) => {
    const fields = schema as v.GenericSchema
    return (data) => JSON.stringify(v.parse(fields, data))
  })
}

/** A sentence with the name of the field; never with what was sent. */
function describe([first]: [v.BaseIssue<unknown>, ...v.BaseIssue<unknown>[]]): string {
  // Ours are whole sentences; those of valibot would show what was sent.
  if (first.message.endsWith('.')) return first.message
  return `${v.getDotPath(first) ?? 'The request'} does not fit.`
}
