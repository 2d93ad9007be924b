import type { FastifyInstance, FastifySchema } from 'fastify'
import * as v from 'valibot'
import { describeIssue } from '../field-sentences.ts'

/** Requests are checked with the schemas of src/protocol; answers too, so that no field leaves that nobody promised. */
export function validateWithValibot(app: FastifyInstance): void {
  app.setValidatorCompiler<FastifySchema>(({ schema }) => {
    const fields = schema as v.GenericSchema
    return (data) => {
      const result = v.safeParse(fields, data)
      return result.success ? { value: result.output } : { error: new Error(describeIssue(result.issues[0])) }
    }
  })
  app.setSerializerCompiler<FastifySchema>(({ schema }) => {
    const fields = schema as v.GenericSchema
    return (data) => JSON.stringify(v.parse(fields, data))
  })
}
