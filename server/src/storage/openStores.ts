/** Owns the opening of the stores: one connection, all models, their indexes. */
import { connect, emptyAllBut } from './mongoose/connect.ts'
import { createGoalStore } from './mongoose/goals.ts'
import { createImportStore } from './mongoose/imports.ts'
import { createInstallationStore, installationModel } from './mongoose/installation.ts'
import { createLeaseStore, leaseModel } from './mongoose/leases.ts'
import { createMeasurementStore } from './mongoose/measurements.ts'
import { createIndexes } from './mongoose/model.ts'
import { createPeopleStore } from './mongoose/people.ts'
import { createPlanStore } from './mongoose/plans.ts'
import { createPresenceStore } from './mongoose/presence.ts'
import { createSectionStore } from './mongoose/sections.ts'
import { createSessionStore } from './mongoose/sessions.ts'
import { createVersionStore } from './mongoose/versions.ts'
import type { Stores } from './ports.ts'

/** Opens the database named in `uri`, making what is missing in it. `close` ends the connection. Throws when no server answers. */
export async function openStores(uri: string): Promise<Stores> {
  const connection = await connect(uri)
  const stores: Stores = {
    sections: createSectionStore(connection),
    plans: createPlanStore(connection),
    versions: createVersionStore(connection),
    goals: createGoalStore(connection),
    measurements: createMeasurementStore(connection),
    people: createPeopleStore(connection),
    sessions: createSessionStore(connection),
    imports: createImportStore(connection),
    installation: createInstallationStore(connection),
    presence: createPresenceStore(connection),
    leases: createLeaseStore(connection),
    wipe: () => emptyAllBut(connection, [installationModel, leaseModel]),
    close: () => connection.close(),
  }
  try {
    await createIndexes(connection)
  } catch (error) {
    await connection.close()
    throw error
  }
  return stores
}
