/** Owns the settings: the only parser of the process's environment. */
import { z } from 'zod'

const flag = z.enum(['0', '1'], { error: 'must be 0 or 1' }).transform((value) => value === '1')

const port = z.coerce
  .number({ error: 'must be a number' })
  .int('must be a whole number')
  .min(0, 'must be 0 or more')
  .max(65535, 'must be at most 65535')

const settings = z.object({
  PORT: port.optional(),
  HOST: z
    .string()
    .regex(/^[A-Za-z0-9.:_-]+$/, 'must be a host name or an address')
    .optional(),
  DEMO: flag.optional(),
  DEMO_OPEN: flag.default(false),
  MONGODB_URI: z
    .string()
    .regex(/^mongodb(\+srv)?:\/\//, 'must begin with mongodb:// or mongodb+srv://')
    .optional(),
  POLL_MS: z.coerce
    .number({ error: 'must be a number' })
    .int('must be a whole number')
    .min(50, 'must be at least 50')
    .max(60_000, 'must be at most 60000')
    .default(1000),
  REDIS_URL: z
    .string()
    .regex(/^rediss?:\/\//, 'must begin with redis:// or rediss://')
    .optional(),
  DATA_DIR: z.string().default('./data'),
  PUBLIC_URL: z.url({ protocol: /^https?$/, error: 'must be an address such as https://samplan.kommune.dk' }).optional(),
  MUNICIPALITY: z.string().max(100, 'must have at most 100 characters').optional(),
  CLIENT_DIR: z.string().optional(),
  LOG: z.enum(['silent', 'error', 'warn', 'info', 'debug'], { error: 'must be silent, error, warn, info or debug' }).default('info'),
  METRICS_PORT: port.optional(),
  METRICS_HOST: z.string().default('127.0.0.1'),
  METRICS_TOKEN: z
    .string()
    .regex(/^[\w-]{16,200}$/, 'must have 16 characters or more, of letters, digits, - and _')
    .optional(),
  LOG_FORMAT: z.enum(['text', 'json'], { error: 'must be text or json' }).optional(),
  NODE_ENV: z.string().optional(),
  INIT_CWD: z.string().default('.'),
})

/** Addresses hold passwords: they are not put on a screen. */
const secrets: ReadonlySet<string> = new Set(['METRICS_TOKEN', 'MONGODB_URI', 'REDIS_URL'])

export type Environment = {
  /** Undefined: the default, or the next that is free. */
  readonly port: number | undefined
  /** Undefined: this machine only. */
  readonly host: string | undefined
  /** Undefined: what the data say; at the first start demo on the embedded server, real on a database. */
  readonly demo: boolean | undefined
  /** The second setting without which a demo is never opened beyond this machine. */
  readonly demoOpen: boolean
  readonly mongodbUri: string | undefined
  /** On a database that other processes may serve too: how often it is asked what they have done. Milliseconds. */
  readonly pollMs: number
  /** What wakes the others before their next poll. */
  readonly redisUrl: string | undefined
  readonly dataDir: string
  /** The address under which browsers reach a server behind a proxy, without a slash at the end. */
  readonly publicUrl: string | undefined
  /** Name of the municipality, written at the first start. */
  readonly municipality: string | undefined
  /** Folder of the built client. */
  readonly clientDir: string | undefined
  readonly log: 'silent' | 'error' | 'warn' | 'info' | 'debug'
  readonly logFormat: 'text' | 'json' | undefined
  /** Of health and figures; undefined: no port of their own. */
  readonly metricsPort: number | undefined
  readonly metricsHost: string
  /** Whoever sends it gets them on the main port too. */
  readonly metricsToken: string | undefined
  readonly development: boolean
  /** Where npm or pnpm was called: a command's files are meant from there. */
  readonly calledFrom: string
}

/** The settings, or one line per bad value. An empty value counts as unset. */
export function parseEnvironment(
  variables: Readonly<Record<string, string | undefined>>,
): Environment | { readonly problems: readonly string[] } {
  const given = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== undefined && value !== ''))
  const parsed = settings.safeParse(given)
  if (!parsed.success) {
    return {
      problems: parsed.error.issues.map(({ path: [name], message }) => {
        const value = secrets.has(String(name)) ? '' : ` (is "${given[String(name)]}")`
        return `${String(name)}: ${message}${value}`
      }),
    }
  }
  const { data } = parsed
  return {
    port: data.PORT,
    host: data.HOST,
    demo: data.DEMO,
    demoOpen: data.DEMO_OPEN,
    mongodbUri: data.MONGODB_URI,
    pollMs: data.POLL_MS,
    redisUrl: data.REDIS_URL,
    dataDir: data.DATA_DIR,
    publicUrl: data.PUBLIC_URL?.replace(/\/+$/, ''),
    municipality: data.MUNICIPALITY,
    clientDir: data.CLIENT_DIR,
    log: data.LOG,
    logFormat: data.LOG_FORMAT,
    metricsPort: data.METRICS_PORT,
    metricsHost: data.METRICS_HOST,
    metricsToken: data.METRICS_TOKEN,
    development: data.NODE_ENV === 'development',
    calledFrom: data.INIT_CWD,
  }
}
