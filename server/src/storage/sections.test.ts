import { describe } from 'vitest'
import { createMemorySections } from './memory/sections.ts'
import { openStores } from './openStores.ts'
import { sectionContract } from './sectionContract.ts'
import { openTestDatabase } from './testDatabase.ts'

describe('sections in memory', () => {
  sectionContract(async () => ({ store: createMemorySections(), close: async () => undefined }))
})

describe('sections in MongoDB', () => {
  sectionContract(async () => {
    const database = await openTestDatabase(process.env.MONGODB_URI ?? null)
    const stores = await openStores(database.uri)
    return {
      store: stores.sections,
      close: async () => {
        await stores.close()
        await database.close()
      },
    }
  })
})
