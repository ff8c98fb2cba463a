/** What a driver asks to know whom it talks to: hello, ping, buildInfo, endSessions. */
import type { Doc } from '../bson.ts'
import { MAX_DOCUMENT_BYTES } from '../bson.ts'
import { MAX_MESSAGE_BYTES } from '../message.ts'
import { command } from './command.ts'
import { anything, docs, flag, onlyFalse } from './fields.ts'

/** What the server says it is: the semantics are those that MongoDB's manual describes for this version. */
export const VERSION = '7.0.0'
const WIRE_VERSION = 21

function hello(): Doc {
  return {
    helloOk: true,
    ismaster: true,
    isWritablePrimary: true,
    maxBsonObjectSize: MAX_DOCUMENT_BYTES,
    maxMessageSizeBytes: MAX_MESSAGE_BYTES,
    maxWriteBatchSize: 100_000,
    localTime: new Date(),
    logicalSessionTimeoutMinutes: 30,
    minWireVersion: 0,
    maxWireVersion: WIRE_VERSION,
    readOnly: false,
  }
}

// Compression is offered, never taken.
const HELLO = {
  helloOk: flag,
  client: anything,
  compression: anything,
  loadBalanced: onlyFalse,
  backpressure: anything,
  saslSupportedMechs: anything,
  speculativeAuthenticate: anything,
}

export const handshakeCommands = [
  command('hello', { hello: anything, ...HELLO }, [], hello),
  command('isMaster', { isMaster: anything, ismaster: anything, ...HELLO }, [], hello),
  command('ping', { ping: anything }, [], () => ({})),
  command('buildInfo', { buildInfo: anything, buildinfo: anything }, [], () => ({
    version: VERSION,
    gitVersion: 'embedded',
    modules: [],
    versionArray: [...VERSION.split('.').map(Number), 0],
    bits: 64,
    maxBsonObjectSize: MAX_DOCUMENT_BYTES,
  })),
  command('endSessions', { endSessions: docs }, [], () => ({})),
]
