/** Owns how a failure of the driver becomes one of the ports' two: no reply, or nothing written. */
import mongoose from 'mongoose'
import { NoReply, StoreUnavailable } from '../ports.ts'

const { MongoError, MongoNetworkError, MongoServerSelectionError, MongoWriteConcernError } = mongoose.mongo

/** Whether a unique index refused the write. */
export function isDuplicate(error: unknown): boolean {
  return error instanceof MongoError && error.code === 11000
}

/** Runs a write. A lost reply is `NoReply`: the caller reads and judges anew. */
export async function written<Result>(operation: () => Promise<Result>): Promise<Result> {
  try {
    return await operation()
  } catch (error) {
    if (isDuplicate(error)) throw error
    if (error instanceof MongoWriteConcernError) throw new NoReply(error.message, { cause: error })
    if (error instanceof MongoNetworkError) throw new NoReply(error.message, { cause: error })
    throw unavailable(error)
  }
}

/** Runs a read: whatever happens to it, nothing was written. */
export async function read<Result>(operation: () => Promise<Result>): Promise<Result> {
  try {
    return await operation()
  } catch (error) {
    throw unavailable(error)
  }
}

function unavailable(error: unknown): unknown {
  if (error instanceof MongoError) return new StoreUnavailable(error.message, { cause: error })
  if (error instanceof MongoServerSelectionError || error instanceof mongoose.Error.MongooseServerSelectionError) {
    return new StoreUnavailable(error.message, { cause: error })
  }
  return error
}
