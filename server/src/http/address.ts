/** Owns which addresses are ours: the check of Host (against DNS rebinding) and of Origin (against other pages' requests). */
import type { IncomingHttpHeaders } from 'node:http'

export type Addresses = {
  /** The port that the server listens on. */
  readonly port: number
  /** Names and IP addresses, with brackets around IPv6, under which this server may be called with its port. */
  readonly hosts: readonly string[]
  /** The address that browsers use when a proxy stands before the server, else null. */
  readonly publicUrl: string | null
}

export const loopbackHosts = ['localhost', '127.0.0.1', '[::1]'] as const

/** The origin that pages of ours have when they were asked for under this Host, or null when the Host is not ours. */
export function originOf(host: string | undefined, { port, hosts, publicUrl }: Addresses): string | null {
  if (!host) return null
  const asked = host.toLowerCase()
  if (publicUrl) {
    const { host: publicHost, origin } = new URL(publicUrl)
    if (asked === publicHost) return origin
  }
  const names = port === 80 ? hosts.flatMap((name) => [name, `${name}:80`]) : hosts.map((name) => `${name}:${port}`)
  return names.some((name) => name.toLowerCase() === asked) ? `http://${asked.replace(/:80$/, '')}` : null
}

/**
 * Why a request is refused for where it comes from, or null. `changes`: it is an upgrade, or no GET or HEAD.
 * Such a request must come from a page of ours; only without a cookie, where it can do nothing in anybody's name, may Origin be missing.
 */
export function refuseOrigin(headers: IncomingHttpHeaders, addresses: Addresses, changes: boolean): 'host' | 'origin' | null {
  const ours = originOf(headers.host, addresses)
  if (!ours) return 'host'
  if (!changes) return null
  if (headers.origin === undefined) return headers.cookie === undefined ? null : 'origin'
  return headers.origin === ours ? null : 'origin'
}
