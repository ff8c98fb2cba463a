/** Owns the shapes that the data have had: each change of shape is one migration, kept with a fixture of the data before it. */
import type { InstallationStore } from '../storage/ports.ts'

/** Brings data of version `to - 1` to version `to`. It may run twice: a crash can come between it and the note of its version. */
export type Migration<Data> = { readonly to: number; readonly title: string; readonly run: (data: Data) => Promise<void> }

/** The version that this program writes. Raise it with a migration. */
export const dataVersion = 1

/** What stands in the place of the version while a backup is being restored: no program serves it. */
export const unfinishedRestore = 1_000_000_000

/** Data that a restore has left in the middle. */
export class HalfRestored extends Error {
  override name = 'HalfRestored'
  constructor() {
    super('a restore into these data did not end: empty them, and restore again')
  }
}

/** Data of another version than this program knows. */
export class NewerData extends Error {
  override name = 'NewerData'
  constructor(found: number, known: number) {
    super(`the data have version ${found}, this program knows versions up to ${known}: use a newer program`)
  }
}

/** Runs, in order, what lies between the installation's version and `target`, noting each. Returns the titles of those that ran. */
export async function migrate<Data>(
  installation: Pick<InstallationStore, 'setDataVersion'>,
  found: number,
  data: Data,
  migrations: readonly Migration<Data>[],
  target: number,
): Promise<readonly string[]> {
  if (found === unfinishedRestore) throw new HalfRestored()
  if (found > target) throw new NewerData(found, target)
  const titles: string[] = []
  for (let version = found + 1; version <= target; version++) {
    const migration = migrations.find(({ to }) => to === version)
    if (!migration) throw new Error(`there is no migration to version ${version}`)
    await migration.run(data)
    await installation.setDataVersion(version)
    titles.push(migration.title)
  }
  return titles
}
