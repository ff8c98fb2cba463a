/** Owns what is decided at the first start and never again: whether the data are a demo, whose they are, and in which shape. */
import { nanoid } from 'nanoid'
import type { Environment } from './environment.ts'
import { demoMunicipality } from './demo/people.ts'
import { dataVersion, migrate, type Migration } from './dataVersion/migrations.ts'
import { oneAlone } from './several/oneAlone.ts'
import type { Installation, Stores } from './storage/ports.ts'

/** A setting contradicts the data, or another setting; one line. */
export class SettingRefused extends Error {
  override name = 'SettingRefused'
}

export type InstallationSettings = Pick<Environment, 'demo' | 'municipality' | 'mongodbUri'> & { readonly now: number }

/** Every change of shape since version 1; none yet. */
export const migrations: readonly Migration<Stores>[] = []

/** The installation as it is written in the data; at the first start it is written. Migrates older data forward. Throws SettingRefused, HalfRestored or NewerData. */
export async function openInstallation(
  stores: Stores,
  { demo, municipality, mongodbUri, now }: InstallationSettings,
): Promise<Installation> {
  const known = (await stores.installation.read()) ?? (await write())
  if (demo !== undefined && demo !== known.demo) {
    const [is, asked] = known.demo ? ['a demo', 'DEMO=0'] : ['real', 'DEMO=1']
    throw new SettingRefused(`these data are ${is} and stay so; ${asked} needs ${mongodbUri ? 'another database' : 'another DATA_DIR'}`)
  }
  await broughtForward(known.dataVersion)
  return { ...known, dataVersion }

  /** One process does it; whoever waited for it reads how far the data are. */
  async function broughtForward(found: number): Promise<void> {
    if (found >= dataVersion || !mongodbUri) return void (await migrate(stores.installation, found, stores, migrations, dataVersion))
    await oneAlone(stores.leases, { name: 'migration', holder: nanoid(), now: () => Date.now() }, async () => {
      const written = await stores.installation.read()
      await migrate(stores.installation, written?.dataVersion ?? found, stores, migrations, dataVersion)
    })
  }

  async function write(): Promise<Installation> {
    // The embedded server is what somebody meets who just looks; a database is set up on purpose.
    const isDemo = demo ?? mongodbUri === undefined
    const name = municipality ?? (isDemo ? demoMunicipality.name : 'Kommunen')
    await stores.installation.create({
      id: nanoid(8),
      demo: isDemo,
      municipality: name,
      dataVersion,
      createdAt: new Date(now).toISOString(),
    })
    // Of two first starts one wins; both go on with what is written.
    const written = await stores.installation.read()
    if (!written) throw new Error('the installation was written and is not there')
    return written
  }
}

/**
 * A demo is open to this machine only, unless a second setting says on purpose that it is to be opened; a proxy's address opens it like
 * an address to listen on. Returns whether it is open; throws SettingRefused.
 */
export function refuseOpenDemo(
  installation: Pick<Installation, 'demo'>,
  { host, publicUrl, demoOpen }: Pick<Environment, 'host' | 'publicUrl' | 'demoOpen'>,
): boolean {
  if (!installation.demo) return false
  const opener = !isLoopback(host) ? 'HOST' : publicUrl !== undefined && !isLoopback(new URL(publicUrl).hostname) ? 'PUBLIC_URL' : null
  if (opener && !demoOpen) {
    throw new SettingRefused(`a demo signs anybody in without a password: ${opener} opens it only together with DEMO_OPEN=1`)
  }
  return opener !== null
}

const isLoopback = (host: string | undefined): boolean => host === undefined || ['localhost', '127.0.0.1', '::1', '[::1]'].includes(host)
