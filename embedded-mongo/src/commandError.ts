/** The error that a command answers with: MongoDB's code, its name and its words. */

/** An expected "no" of a command; everything else that is thrown is a bug or the disk. */
export class CommandError extends Error {
  readonly code: number
  readonly codeName: string
  /** Further fields of the reply, such as `keyPattern` of a duplicate key. */
  readonly extra: Readonly<Record<string, unknown>>

  constructor(code: number, codeName: string, message: string, extra: Readonly<Record<string, unknown>> = {}) {
    super(message)
    this.code = code
    this.codeName = codeName
    this.extra = extra
  }
}

/** An error that MongoDB has a number for, but no name. */
export const located = (code: number, message: string): CommandError => new CommandError(code, `Location${code}`, message)

export const badValue = (message: string): CommandError => new CommandError(2, 'BadValue', message)

export const failedToParse = (message: string): CommandError => new CommandError(9, 'FailedToParse', message)

export const typeMismatch = (message: string): CommandError => new CommandError(14, 'TypeMismatch', message)

/** What MongoDB can do and this server refuses, by name. */
export const unsupported = (what: string): CommandError =>
  new CommandError(115, 'CommandNotSupported', `${what} is not supported by the embedded store`)
