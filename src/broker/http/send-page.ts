import { readFile } from 'node:fs/promises'
import type { FastifyReply } from 'fastify'

/** The built page, filled in; where it is missing, how to get it. */
export async function sendPage(
  reply: FastifyReply,
  file: string,
  fill: (html: string) => string = (html) => html,
): Promise<FastifyReply> {
  try {
    const html = await readFile(file, 'utf8')
    return reply.type('text/html; charset=utf-8').send(fill(html))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    return reply.code(503).type('text/plain; charset=utf-8').send('The pages are not built yet: npm run build\n')
  }
}
