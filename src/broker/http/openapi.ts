import { toJsonSchema } from '@valibot/to-json-schema'
import type * as v from 'valibot'
import { CSRF_HEADER, errorBody } from '../../protocol/broker/http-api.ts'
import { type Route, route } from './route.ts'
import { cookieName } from './session-cookie.ts'

/** Names below `components`, as references spell them. */
const COOKIE = 'sessionCookie'
const CSRF = 'csrfToken'
const REFUSAL = 'Refusal'

/** The description of the routes, made from the schemas that check them. */
export function openApiRoute(routes: readonly Route[], secure: boolean): Route {
  const self = route({
    method: 'GET',
    url: '/openapi.json',
    access: 'public',
    about: 'This description.',
    handle: () => description,
  })
  const description = describeRoutes([...routes, self], secure)
  return self
}

function describeRoutes(routes: readonly Route[], secure: boolean) {
  const paths: Record<string, Record<string, unknown>> = {}
  for (const each of routes) {
    const path = pathOf(each.url)
    paths[path] = { ...paths[path], [each.method.toLowerCase()]: describeRoute(each, path) }
  }
  return {
    openapi: '3.1.0',
    info: { title: 'open-rescue broker', version: '1' },
    paths,
    components: {
      schemas: { [REFUSAL]: jsonSchema(errorBody) },
      securitySchemes: {
        [COOKIE]: { type: 'apiKey', in: 'cookie', name: cookieName(secure), description: 'Signing in sets it.' },
        [CSRF]: {
          type: 'apiKey',
          in: 'header',
          name: CSRF_HEADER,
          description: 'Signing in answers it as `csrf`; every request that changes something carries it.',
        },
      },
    },
  }
}

function describeRoute({ about, access, method, body, answer }: Route, path: string) {
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)
  return {
    operationId: operationId(method, path),
    summary: about,
    'x-access': access,
    security: securityOf(method, access),
    ...(names.length > 0 && {
      parameters: names.map((name) => ({ name, in: 'path', required: true, schema: { type: 'string' } })),
    }),
    ...(body && { requestBody: { required: true, content: json(jsonSchema(body)) } }),
    responses: {
      ...(answer
        ? { 200: { description: 'Done', content: json(jsonSchema(answer)) } }
        : { '2XX': { description: 'Done' } }),
      '4XX': { description: 'Refused', content: json({ $ref: `#/components/schemas/${REFUSAL}` }) },
    },
  }
}

function pathOf(url: string): string {
  return url.replace(/:(\w+)/g, '{$1}').replace('*', '{file}')
}

/** One requirement whose parts are all needed; none for what is public. */
function securityOf(method: Route['method'], access: Route['access']) {
  if (access === 'public') return []
  return [method === 'GET' ? { [COOKIE]: [] } : { [COOKIE]: [], [CSRF]: [] }]
}

/** `postApiSessionsIdStart`; a slash at the end is a path of its own. */
function operationId(method: string, path: string): string {
  const parts = path.replace(/\/$/, '/index').match(/\w+/g) ?? []
  return method.toLowerCase() + parts.map((part) => part.charAt(0).toUpperCase() + part.slice(1)).join('')
}

function json(schema: object) {
  return { 'application/json': { schema } }
}

/** Trimming and lower-casing have no JSON Schema; what they act on does. */
function jsonSchema(schema: v.GenericSchema) {
  return toJsonSchema(schema, { errorMode: 'ignore', target: 'draft-2020-12' })
}
