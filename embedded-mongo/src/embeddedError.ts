/** Why the embedded database did not open, or stopped. */

/**
 * - `locked`: another process holds the folder. `readOnly`, `full`: the disk. `newer`: written by a newer version.
 * - `inaccessible`: the folder cannot be made, entered or read. `broken`: what lies there cannot be read. `stopped`: the engine ended by itself.
 */
export type EmbeddedErrorCode = 'locked' | 'readOnly' | 'full' | 'newer' | 'inaccessible' | 'broken' | 'stopped'

/** An expected failure of opening or running; `message` is one line for a person. */
export class EmbeddedError extends Error {
  readonly code: EmbeddedErrorCode

  constructor(code: EmbeddedErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'EmbeddedError'
    this.code = code
  }
}
