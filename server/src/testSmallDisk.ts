/** Owns a disk of a few megabytes for one process in a test: in a namespace of its own, so that nothing of it stays on the machine. */
import { spawnSync } from 'node:child_process'
import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

export type SmallDisk = {
  /** The command that mounts it over `folder` and runs the rest of its words there. */
  readonly within: readonly string[]
  /** Leaves no byte free on the disk that the process `pid` sees. */
  fill(pid: number): Promise<void>
  /** Takes away what filled it. */
  free(pid: number): Promise<void>
}

const ways: readonly (readonly string[])[] = [
  ['unshare', '-r', '-m'],
  ['unshare', '-m'],
]

/** A disk at `folder`, with mount options such as "size=4m"; or why there can be none on this machine. */
export function smallDisk(folder: string, options: string): SmallDisk | string {
  const shell = (way: readonly string[]): readonly string[] => [
    ...way,
    'sh',
    '-c',
    'folder=$1; options=$2; shift 2; mount -t tmpfs -o "$options" tmpfs "$folder" && exec "$@"',
    'sh',
    folder,
    options,
  ]
  const way = ways.find((one) => {
    const [command = '', ...words] = shell(one)
    return spawnSync(command, [...words, 'true']).status === 0
  })
  if (!way) return 'this user may not mount a disk in a namespace of their own (Linux only)'
  const filler = (pid: number): string => join(`/proc/${pid}/root`, folder, 'filler')
  return {
    within: shell(way),
    async fill(pid) {
      // As much as there is room for, then byte by byte of a page: the last write always fails.
      for (const bytes of [1 << 20, 1 << 16, 1 << 12]) {
        for (;;) {
          const isFull = await writeFile(filler(pid), Buffer.alloc(bytes), { flag: 'a' }).then(
            () => false,
            (error: NodeJS.ErrnoException) => {
              if (error.code === 'ENOSPC') return true
              throw error
            },
          )
          if (isFull) break
        }
      }
    },
    free: (pid) => rm(filler(pid), { force: true }),
  }
}
