/** Owns how the log looks: readable lines on a terminal, JSON otherwise. */
import { type Logger, pino } from 'pino'
import pretty from 'pino-pretty'
import type { Environment } from './environment.ts'

/** Never logged, wherever they stand in what is logged. */
const secrets = ['cookie', 'authorization', 'token', '*.cookie', '*.authorization', '*.token', 'headers.cookie', 'req.headers.cookie']

/** Writes to standard output at once: nothing is lost when the process ends. */
export function createLog({ log, logFormat }: Pick<Environment, 'log' | 'logFormat'>, terminal: boolean): Logger {
  const options = { level: log, redact: { paths: secrets, censor: '...' }, base: null }
  const readable = logFormat === undefined ? terminal : logFormat === 'text'
  return readable
    ? pino(options, pretty({ colorize: terminal, translateTime: 'SYS:HH:MM:ss', sync: true, singleLine: true }))
    : pino({ ...options, timestamp: pino.stdTimeFunctions.isoTime }, pino.destination({ dest: 1, sync: true }))
}
