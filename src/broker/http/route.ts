import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type * as v from 'valibot'
import type { Role } from '../../protocol/broker/http-api.ts'
import type { SignedIn } from '../account/web-sessions.ts'
import { RequestRefused } from './request-refused.ts'

/** Who may call: anybody, or whoever is signed in with at least this role. */
export type Access = 'public' | Role

type Schema = v.GenericSchema
type OutputOf<S extends Schema | undefined> = S extends Schema ? v.InferOutput<S> : undefined

/** A signed-in request: the cookie is at hand for what follows from it. */
export interface Caller extends SignedIn {
  readonly cookie: string
}

interface Call<P, B, A extends Access> {
  readonly params: P
  readonly body: B
  readonly caller: A extends 'public' ? Caller | undefined : Caller
  readonly request: FastifyRequest
  readonly reply: FastifyReply
}

interface RouteDefinition<P extends Schema | undefined, B extends Schema | undefined, A extends Access> {
  readonly method: 'GET' | 'POST'
  readonly url: string
  readonly access: A
  /** One sentence for /openapi.json. */
  readonly about: string
  /** For a route that is there only at times: false answers 404 before anything of the request is read. */
  exists?(): Promise<boolean>
  readonly params?: P
  readonly body?: B
  /** Only what this schema names leaves the broker. Absent: no content, or not JSON. */
  readonly answer?: Schema
  handle(call: Call<OutputOf<P>, OutputOf<B>, A>): unknown
}

/** A route whose types have been checked and forgotten. */
export type Route = Omit<RouteDefinition<Schema | undefined, Schema | undefined, Access>, 'handle'> & {
  handle(request: FastifyRequest, reply: FastifyReply): Promise<unknown>
}

declare module 'fastify' {
  interface FastifyContextConfig {
    access?: Access
  }
  interface FastifyRequest {
    caller: Caller | undefined
  }
}

export function route<
  A extends Access,
  P extends Schema | undefined = undefined,
  B extends Schema | undefined = undefined,
>(definition: RouteDefinition<P, B, A>): Route {
  return {
    ...definition,
    async handle(request, reply) {
      // The schemas have checked params and body, the access hook has checked the caller.
      const { params, body, caller } = request as unknown as Call<OutputOf<P>, OutputOf<B>, A>
      const answer = await definition.handle({ params, body, caller, request, reply })
      return answer === undefined ? reply.code(204).send() : answer
    },
  }
}

export function register(app: FastifyInstance, definition: Route): void {
  const { method, url, access, params, body, answer, handle } = definition
  const schema = { ...(params && { params }), ...(body && { body }), ...(answer && { response: { 200: answer } }) }
  const onRequest = async () => {
    if ((await definition.exists?.()) === false) throw new RequestRefused(404, 'not-found', 'There is nothing here.')
  }
  app.route({ method, url, config: { access }, schema, onRequest, handler: handle })
}
