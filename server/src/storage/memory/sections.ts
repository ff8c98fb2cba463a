/** Owns the sections' store in memory: for tests, and for measuring the rooms without a disk. */
import type { SectionId } from '@samplan/shared/ids'
import type { HeadMatch, SectionHead, SectionStore } from '../ports.ts'

type Part = { readonly section: SectionId; readonly update: Uint8Array; readonly createdAt: number }

/** Every operation is carried out in one step. What is read and written are copies, as with a real store. */
export function createMemorySections(): SectionStore {
  const heads = new Map<SectionId, SectionHead>()
  const parts = new Map<string, Part>()

  const matching = (section: SectionId, match: HeadMatch): SectionHead | null => {
    const head = heads.get(section)
    return head && head.epoch === match.epoch && head.freeze === match.freeze && head.schema === match.schema ? head : null
  }
  const withBase = (section: SectionId, base: readonly string[]): SectionHead | null => {
    const head = heads.get(section)
    return head && head.base.length === base.length && head.base.every((part, index) => part === base[index]) ? head : null
  }

  return {
    async create(section, head) {
      if (heads.has(section)) return false
      heads.set(section, structuredClone(head))
      return true
    },
    async read(section) {
      const head = heads.get(section)
      return head ? structuredClone(head) : null
    },
    async marks(sections) {
      return new Map(
        sections.flatMap((section) => {
          const head = heads.get(section)
          if (!head) return []
          const { epoch, freeze, schema, base, tail } = head
          return [[section, { epoch, freeze, schema, known: [...base, ...tail.map(({ id }) => id)] }]]
        }),
      )
    },
    async append(appends) {
      return appends.map(({ section, match, epoch, entry }) => {
        const head = matching(section, match)
        if (!head) return false
        heads.set(section, { ...head, epoch, freeze: null, tail: [...head.tail, structuredClone(entry)] })
        return true
      })
    },
    async freeze(section, match, epoch, submission) {
      const head = matching(section, match)
      if (!head) return false
      heads.set(section, { ...head, epoch, freeze: submission })
      return true
    },
    async readPart(part) {
      return parts.get(part)?.update.slice() ?? null
    },
    async insertPart(part, section, update) {
      parts.set(part, { section, update: update.slice(), createdAt: Date.now() })
    },
    async spill(section, base, part, entries) {
      const head = withBase(section, base)
      if (!head) return false
      heads.set(section, { ...head, base: [...base, part], tail: head.tail.filter((entry) => !entries.includes(entry.id)) })
      return true
    },
    async merge(section, base, part) {
      const head = withBase(section, base)
      if (!head) return false
      heads.set(section, { ...head, base: [part] })
      return true
    },
    async deleteParts(gone) {
      for (const part of gone) parts.delete(part)
    },
    async sweepParts(age) {
      const youngest = Date.now() - age
      const named = new Set([...heads.values()].flatMap((head) => head.base))
      const orphans = [...parts].filter(([part, { createdAt }]) => createdAt <= youngest && !named.has(part)).map(([part]) => part)
      for (const part of orphans) parts.delete(part)
      return orphans.length
    },
  }
}
