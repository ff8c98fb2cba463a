/** Owns the writing of many rooms at once: what rooms ask for in one turn of the event loop goes to the store in one command. */
import type { Append, SectionStore } from '../storage/ports.ts'

export interface Appender {
  /** As `SectionStore.append` for one: true when it matched and is on disk; throws NoReply or StoreUnavailable. */
  append(append: Append): Promise<boolean>
}

/** While these are under way, others gather: a store that is slow gets larger commands instead of more. */
const commandsInFlight = 2
const commandBytes = 8 * 1024 * 1024
const commandAppends = 500

type Asked = { readonly append: Append; readonly resolve: (matched: boolean) => void; readonly reject: (error: unknown) => void }

export function createAppender(store: SectionStore): Appender {
  let waiting: Asked[] = []
  let inFlight = 0
  let scheduled = false

  const nextCommand = (): Asked[] => {
    let bytes = 0
    let count = 0
    for (const { append } of waiting) {
      bytes += append.entry.update.length
      if (count > 0 && (bytes > commandBytes || count === commandAppends)) break
      count++
    }
    const command = waiting.slice(0, count)
    waiting = waiting.slice(count)
    return command
  }

  const send = async (command: readonly Asked[]): Promise<void> => {
    inFlight++
    try {
      const matched = await store.append(command.map(({ append }) => append))
      command.forEach(({ resolve }, index) => resolve(matched[index] ?? false))
    } catch (error) {
      for (const { reject } of command) reject(error)
    }
    inFlight--
    run()
  }

  const run = (): void => {
    while (waiting.length > 0 && inFlight < commandsInFlight) void send(nextCommand())
  }

  return {
    append: (append) =>
      new Promise((resolve, reject) => {
        waiting.push({ append, resolve, reject })
        if (scheduled) return
        scheduled = true
        setImmediate(() => {
          scheduled = false
          run()
        })
      }),
  }
}
