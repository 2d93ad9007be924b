import type { FastifyError, FastifyInstance } from 'fastify'
import type { Logger } from '../../base/logger.ts'
import type { ErrorBody } from '../../protocol/broker/http-api.ts'
import { EmailTaken } from '../account/accounts.ts'
import { OutOfPinCodes } from '../session/pin-issuer.ts'
import { TooManyActive } from '../session/session-registry.ts'
import { TransitionRefused } from '../session/session-state.ts'
import { RequestRefused } from './request-refused.ts'

interface Refusal extends ErrorBody {
  readonly status: number
}

/** Every error leaves as `{ error, message }`; what we did not expect is logged with its stack and says nothing outside. */
export function answerErrors(app: FastifyInstance, logger: Logger): void {
  app.setErrorHandler<FastifyError>((error, request, reply) => {
    const refusal = refusalOf(error)
    if (!refusal) logger.error('request failed', { route: request.routeOptions.url, stack: error.stack })
    const { status, ...body } = refusal ?? BROKEN
    return reply.code(status).type('application/json').serializer(JSON.stringify).send(body)
  })
  app.setNotFoundHandler((_request, reply) => reply.code(404).send(NOT_FOUND))
}

const BROKEN: Refusal = { status: 500, error: 'internal-error', message: 'Something went wrong here. Try again.' }
const NOT_FOUND: ErrorBody = { error: 'not-found', message: 'There is nothing here.' }

function refusalOf(error: FastifyError): Refusal | undefined {
  const { message } = error
  if (error instanceof RequestRefused) return { status: error.status, error: error.code, message }
  if (error instanceof TransitionRefused) {
    return {
      status: 409,
      error: 'not-possible-now',
      message: 'This is not possible any more: the session has changed.',
    }
  }
  if (error instanceof TooManyActive) return { status: 409, error: 'too-many-active', message }
  if (error instanceof EmailTaken) return { status: 409, error: 'email-taken', message }
  if (error instanceof OutOfPinCodes) return { status: 503, error: error.reason, message }
  if (error.validationContext !== undefined) return { status: 400, error: 'invalid-request', message }
  const status = error.statusCode ?? 500
  return status < 500 ? { status, error: 'invalid-request', message: 'This request cannot be read.' } : undefined
}
