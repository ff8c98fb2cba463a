import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startEmbedded } from '@samplan/embedded-mongo'
import { expect, test } from 'vitest'
import { connect } from './mongoose/connect.ts'
import { openTestDatabase } from './testDatabase.ts'

test('ST-24 tests on MONGODB_URI make and drop databases of random names, and leave the one of the URI alone', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'samplan-own-'))
  const server = await startEmbedded(folder)
  const own = await connect(server.uri)
  try {
    await own.collection('plans').insertOne({ title: 'Kommunens egen' })
    const [one, other] = [await openTestDatabase(server.uri), await openTestDatabase(server.uri)]
    expect(new Set([one.uri, other.uri, server.uri]).size).toBe(3)
    const tried = await connect(one.uri)
    await tried.collection('plans').insertOne({ title: 'En prøve' })
    expect(await tried.collection('plans').countDocuments()).toBe(1)
    await tried.close()
    await one.close()
    const again = await connect(one.uri)
    expect(await again.collection('plans').countDocuments()).toBe(0)
    await again.close()
    await other.close()
    expect(await own.collection('plans').countDocuments()).toBe(1)
  } finally {
    await own.close()
    await server.close()
    await rm(folder, { recursive: true, force: true })
  }
})
