import { toJsonSchema } from '@valibot/to-json-schema'
import type * as v from 'valibot'
import { errorBody } from '../../protocol/broker/http-api.ts'
import { type Route, route } from './route.ts'

/** The description of the routes, made from the schemas that check them. */
export function openApiRoute(routes: readonly Route[]): Route {
  return route({
    method: 'GET',
    url: '/openapi.json',
    access: 'public',
    about: 'This description.',
    handle: () => describeRoutes(routes),
  })
}

function describeRoutes(routes: readonly Route[]) {
  const paths: Record<string, Record<string, unknown>> = {}
  for (const each of routes) {
    const path = each.url.replace(/:(\w+)/g, '{$1}').replace('*', '{file}')
    paths[path] = { ...paths[path], [each.method.toLowerCase()]: describeRoute(each) }
  }
  return { openapi: '3.1.0', info: { title: 'open-rescue broker', version: '1' }, paths }
}

function describeRoute({ about, access, url, body, answer }: Route) {
  const names = [...url.matchAll(/:(\w+)/g)].map(([, name]) => name)
  return {
    summary: about,
    'x-access': access,
    ...(names.length > 0 && {
      parameters: names.map((name) => ({ name, in: 'path', required: true, schema: { type: 'string' } })),
    }),
    ...(body && { requestBody: { required: true, content: jsonContent(body) } }),
    responses: {
      ...(answer ? { 200: { description: 'Done', content: jsonContent(answer) } } : { '2XX': { description: 'Done' } }),
      '4XX': { description: 'Refused', content: jsonContent(errorBody) },
    },
  }
}

/** Trimming and lower-casing have no JSON Schema; what they act on does. */
function jsonContent(schema: v.GenericSchema) {
  return { 'application/json': { schema: toJsonSchema(schema, { errorMode: 'ignore', target: 'draft-2020-12' }) } }
}
