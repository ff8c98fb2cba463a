/** Owns what a backup or restore says when it does nothing: one line that a person can act on. */
export class BackupRefused extends Error {
  override name = 'BackupRefused'
}
