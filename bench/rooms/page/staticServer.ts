/** Owns what a plan's page is compared with: a bare server of one HTML file, which BENCH_PAGE names. */
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { listening } from '../servers/listening.ts'

const page = readFileSync(process.env['BENCH_PAGE'] ?? '')
const server = createServer((_request, response) => response.setHeader('content-type', 'text/html; charset=utf-8').end(page))
server.listen(0, '127.0.0.1', () => listening(server))
process.on('SIGTERM', () => process.exit(0))
