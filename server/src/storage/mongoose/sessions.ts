/** Owns the collections `sessions` and `links`. Tokens are stored as hashes only: the hash is the key. */
import { type Connection, Schema } from 'mongoose'
import type { PersonId } from '@samplan/shared/ids'
import type { OneTimeLink, Session, SessionStore } from '../ports.ts'
import { gatherMany } from '../gather.ts'
import { read, written } from './failure.ts'
import { collectionOptions } from './model.ts'

type SessionRow = { _id: string; person: string; createdAt: number; expiresAt: number }
type LinkRow = { _id: string; person: string | null; expiresAt: number }

const sessions = new Schema<SessionRow>(
  {
    _id: { type: String, required: true },
    person: { type: String, required: true },
    createdAt: { type: Number, required: true },
    expiresAt: { type: Number, required: true },
  },
  { ...collectionOptions, collection: 'sessions' },
)
sessions.index({ person: 1 })
sessions.index({ expiresAt: 1 })

const links = new Schema<LinkRow>(
  { _id: { type: String, required: true }, person: { type: String, default: null }, expiresAt: { type: Number, required: true } },
  { ...collectionOptions, collection: 'links' },
)

const sessionOf = ({ _id, person, createdAt, expiresAt }: SessionRow): Session => ({
  tokenHash: _id,
  person: person as PersonId,
  createdAt,
  expiresAt,
})
const linkOf = ({ _id, person, expiresAt }: LinkRow): OneTimeLink => ({ tokenHash: _id, person: person as PersonId | null, expiresAt })

export function createSessionStore(connection: Connection): SessionStore {
  const sessionModel = connection.model<SessionRow>('Session', sessions)
  const linkModel = connection.model<LinkRow>('Link', links)
  return {
    async create({ tokenHash, person, createdAt, expiresAt }) {
      await written(() => sessionModel.create([{ _id: tokenHash, person, createdAt, expiresAt }]))
      // Whoever signs in sweeps what nobody can use any more.
      await written(() => sessionModel.deleteMany({ expiresAt: { $lt: createdAt } }).exec())
    },
    read: gatherMany(async (tokenHashes: readonly string[]) => {
      const rows = await read(() =>
        sessionModel
          .find({ _id: { $in: tokenHashes } })
          .lean<SessionRow[]>()
          .exec(),
      )
      return new Map(rows.map((row) => [row._id, sessionOf(row)]))
    }),
    async living(tokenHashes) {
      if (tokenHashes.length === 0) return new Set()
      const rows = await read(() =>
        sessionModel
          .find({ _id: { $in: tokenHashes } }, { _id: 1 })
          .lean<Pick<SessionRow, '_id'>[]>()
          .exec(),
      )
      return new Set(rows.map(({ _id }) => _id))
    },
    async end(tokenHash) {
      await written(() => sessionModel.deleteOne({ _id: tokenHash }).exec())
    },
    async endAllOf(person) {
      await written(() => sessionModel.deleteMany({ person }).exec())
    },
    async createLink({ tokenHash, person, expiresAt }) {
      await written(() => linkModel.create([{ _id: tokenHash, person, expiresAt }]))
    },
    async takeLink(tokenHash) {
      const row = await written(() => linkModel.findOneAndDelete({ _id: tokenHash }).lean<LinkRow>().exec())
      return row ? linkOf(row) : null
    },
  }
}
