/** Owns the closed list of expected "no"s: a code and facts, never prose. GraphQL codes and Danish sentences are mapped from it, each in one place. */

export type Refusal =
  /** No session, or it has ended. */
  | { readonly refused: 'notSignedIn' }
  /** Unreadable and non-existing give the same answer. */
  | { readonly refused: 'notFound' }
  | { readonly refused: 'notAllowed'; readonly act: string }
  /** The state of the plan does not allow it. */
  | { readonly refused: 'wrongState'; readonly state: 'draft' | 'body' | 'adopted' }
  /** Someone submitted (or decided) first: "det er allerede sendt". */
  | { readonly refused: 'alreadyMoved'; readonly state: 'draft' | 'body' | 'adopted'; readonly revision: number }
  | { readonly refused: 'submissionPending' }
  | { readonly refused: 'reasonMissing' }
  /** The title was changed since: both are put before the author. */
  | { readonly refused: 'titleChanged'; readonly now: string }
  | { readonly refused: 'sectionMoved' }
  /** What one wants to undo is no longer as one left it; of `text`: somebody has written in a section that was added. */
  | { readonly refused: 'changedSince'; readonly what: 'place' | 'title' | 'owner' | 'section' | 'text' }
  | { readonly refused: 'levelImpossible' }
  | {
      readonly refused: 'invalid'
      readonly field: string
      readonly rule: 'empty' | 'tooLong' | 'format' | 'unknown' | 'taken' | 'notFinal' | 'range'
    }
  | { readonly refused: 'lastAdministrator' }
  | { readonly refused: 'inUse'; readonly what: string }
  | { readonly refused: 'linkUsedOrExpired' }
  | { readonly refused: 'tooLarge'; readonly limit: number }
  | { readonly refused: 'busy' }
  /** The store does not answer or is full; nothing was changed, or what was changed is told by the next read. */
  | { readonly refused: 'storeUnavailable' }
  | { readonly refused: 'demoOnly' }
  /** There is not a word in it. */
  | { readonly refused: 'importEmpty' }
  /** Neither text nor PDF nor DOCX: a picture, a program, an older Word file. */
  | { readonly refused: 'importBinary' }
  /** It asks for a password. */
  | { readonly refused: 'importEncrypted' }
  /** Pages without text: pictures of paper. */
  | { readonly refused: 'importScanned'; readonly pages: number }
  | { readonly refused: 'importTooLarge'; readonly limit: number; readonly of: 'bytes' | 'letters' | 'pages' }
  /** Unpacked it needs more than we give it: made to harm, or far too heavy. */
  | { readonly refused: 'importBomb' }
  | { readonly refused: 'importTimeout'; readonly seconds: number }
  /** Broken: it says what it is, and cannot be read as that. */
  | { readonly refused: 'importUnreadable' }
  /** Text, but no section and no goal could be found in it. */
  | { readonly refused: 'importNoPlan' }
  /** The server ended while it read. */
  | { readonly refused: 'importInterrupted' }
  /** Another tab saved its corrections meanwhile; `revision` is the newest. */
  | { readonly refused: 'importChanged'; readonly revision: number }
  /** So many texts are on their way in for this person already. */
  | { readonly refused: 'importTooMany'; readonly limit: number }

export type RefusalCode = Refusal['refused']

export function isRefusal(value: unknown): value is Refusal {
  return typeof value === 'object' && value !== null && 'refused' in value
}
