/** Owns the way of rescued text back into its sections: at the start, and again while a submission or the store stands in its way. */
import type { RoomLog, Rooms, TakenIn, UnsavedText } from '../rooms/contract.ts'
import type { RescueFile, RescueFiles } from './rescueFiles.ts'

export type Rescue = {
  /** Nothing is left that could still be taken in. */
  readonly done: () => boolean
  /** Tries no more; what is under way ends by itself, and doing it again at the next start does no harm. */
  readonly close: () => void
}

export type RescueOptions = {
  readonly files: RescueFiles
  readonly rooms: Pick<Rooms, 'takeIn'>
  readonly log: RoomLog
  /** What had to wait is tried again after this. Milliseconds. */
  readonly againMs?: number
}

/** Resolves when all was tried once. A file is removed when its text is on disk; text of a plan never gets into the log. */
export async function takeInRescued({ files, rooms, log, againMs = 10_000 }: RescueOptions): Promise<Rescue> {
  let timer: NodeJS.Timeout | null = null
  let left = 0
  let closed = false

  const judged = async (text: UnsavedText) => ({
    text,
    taken: await rooms.takeIn(text).catch((error: unknown) => {
      log.warn({ section: text.section, error: String(error) }, 'rescued text could not be taken in yet')
      return 'later' as const
    }),
  })

  /** How many of its texts must wait. */
  const tryOne = async ({ name, texts }: RescueFile): Promise<number> => {
    const all = await Promise.all(texts.map(judged))
    const those = (wanted: TakenIn): readonly UnsavedText[] => all.filter(({ taken }) => taken === wanted).map(({ text }) => text)
    const [onDisk, later] = [those('onDisk'), those('later')]
    // Only what is not in the text: whoever looks at it later must not sort out what is.
    const refused = all.flatMap(({ text, taken }) => (typeof taken === 'object' ? [{ ...text, updates: taken.refused }] : []))
    if (onDisk.length > 0) log.info({ file: name, sections: sectionsOf(onDisk) }, 'text that could not be saved before is in its sections')
    if (refused.length > 0)
      log.warn(
        { file: name, sections: sectionsOf(refused), folder: files.folder },
        'rescued text belongs to no open draft any more, or hangs on text that nobody has; it is kept',
      )
    if (later.length < texts.length) await files.settle(name, { later, refused })
    return later.length
  }

  const tryAll = async (): Promise<void> => {
    let waiting = 0
    const { files: found, unread } = await files.list()
    if (unread.length > 0)
      log.warn({ files: unread, folder: files.folder }, 'rescue files that this program cannot read stay where they are')
    for (const file of found) {
      try {
        waiting += await tryOne(file)
      } catch (error) {
        // One that cannot be settled keeps none of the others out; it is tried again with whatever waits.
        waiting++
        log.error({ err: error, file: file.name, folder: files.folder }, 'a rescue file could not be written or removed')
      }
    }
    left = waiting
  }

  const run = async (): Promise<void> => {
    try {
      await tryAll()
    } catch (error) {
      log.error({ err: error, folder: files.folder }, 'the rescue files could not be listed')
    }
    if (left > 0 && !closed) timer = setTimeout(() => void run(), againMs).unref()
  }
  await run()
  return {
    done: () => left === 0,
    close() {
      closed = true
      if (timer) clearTimeout(timer)
    },
  }
}

const sectionsOf = (texts: readonly UnsavedText[]): readonly string[] => texts.map(({ section }) => section)
