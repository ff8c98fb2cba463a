/**
 * Owns the faults that are planted in the rooms to see that the simulation notices them. They stand here and nowhere in the
 * product: each is a patch of a module's source as it is loaded, or something that stands between the rooms and the store.
 */
import { NoReply, type SectionStore } from '../../storage/ports.ts'
import type { Gate } from '../contract.ts'
import type { Subject } from './world.ts'

/** `find` stands exactly once in the file. */
export type Patch = { readonly file: string; readonly find: string; readonly replace: string }

export type Mutation = {
  readonly name: string
  readonly says: string
  readonly patches?: readonly Patch[]
  /** What stands around the rooms; by default nothing. */
  readonly plant?: (subject: Subject) => Subject
}

const byStore =
  (change: (store: SectionStore) => Partial<SectionStore>): NonNullable<Mutation['plant']> =>
  (subject) => ({ ...subject, store: (store) => ({ ...store, ...change(store) }) })

export const mutations: readonly Mutation[] = [
  {
    name: 'acknowledges-before-disk',
    says: 'an append is answered before it is carried out',
    plant: byStore((store) => ({
      append: async (appends) => {
        store.append(appends).catch(() => undefined)
        return appends.map(() => true)
      },
    })),
  },
  {
    name: 'believes-lost-replies',
    says: 'an append without a reply counts as written',
    plant: byStore((store) => ({
      append: async (appends) => {
        try {
          return await store.append(appends)
        } catch (error) {
          if (error instanceof NoReply) return appends.map(() => true)
          throw error
        }
      },
    })),
  },
  {
    name: 'does-not-match-the-freeze',
    says: 'an append goes in whatever freeze stands in the section',
    plant: byStore((store) => ({
      append: async (appends) =>
        store.append(
          await Promise.all(
            appends.map(async (append) => {
              const head = await store.read(append.section)
              return head ? { ...append, match: { ...append.match, freeze: head.freeze } } : append
            }),
          ),
        ),
    })),
  },
  {
    name: 'seeds-twice',
    says: 'who loses the creation of a section adds its first content all the same',
    plant: byStore((store) => ({
      async create(section, head) {
        if (await store.create(section, head)) return true
        const [now, [entry]] = [await store.read(section), head.tail]
        if (now && entry)
          await store.append([{ section, match: { epoch: now.epoch, freeze: now.freeze, schema: now.schema }, epoch: now.epoch, entry }])
        return false
      },
    })),
  },
  {
    name: 'judges-by-memory',
    says: 'the plan is believed to be as it was 20 ms ago',
    plant: (subject) => ({
      ...subject,
      surroundings(surroundings) {
        const known = new Map<string, { readonly gate: Promise<Gate | null>; readonly at: number }>()
        return {
          ...surroundings,
          async gate(section) {
            const last = known.get(section)
            if (last && surroundings.now() - last.at < 20) return last.gate
            const gate = surroundings.gate(section)
            known.set(section, { gate, at: surroundings.now() })
            return gate
          },
        }
      },
    }),
  },
  {
    name: 'is-deaf-to-rights',
    says: 'a channel keeps the right that it was opened with',
    plant: (subject) => ({ ...subject, createRooms: (...given) => ({ ...subject.createRooms(...given), accessChanged: () => undefined }) }),
  },
  {
    name: 'lets-readers-write',
    says: 'a reader’s sync step 2 is taken in',
    patches: [
      {
        file: 'room.ts',
        find: "if (channel.right === 'write') this.#receiveWrite",
        replace: 'if (frame.step2 || channel.right === "write") this.#receiveWrite',
      },
    ],
  },
  {
    name: 'sends-on-what-is-held',
    says: 'what arrives while the room holds goes to the others',
    patches: [{ file: 'room.ts', find: "if (this.life.at === 'live') this.#text.release()", replace: 'this.#text.release()' }],
  },
  {
    name: 'forgets-step-2',
    says: 'what is new in a sync step 2 is sent on and not written',
    patches: [{ file: 'roomText.ts', find: 'queued.update = content', replace: 'queued.update = null' }],
  },
  {
    name: 'acknowledges-empty-syncs',
    says: 'a sync step 2 without content is acknowledged at once',
    patches: [
      { file: 'room.ts', find: 'import { closeCodes, encode', replace: 'import { closeCodes, encodeAck, encode' },
      {
        file: 'room.ts',
        find: 'const early = this.#early.end(channel)',
        replace: 'if (step2 && empty) channel.link.send(encodeAck(channel.received))\nconst early = this.#early.end(channel)',
      },
    ],
  },
  {
    name: 'does-not-wait-for-step-2',
    says: 'what comes before the first sync step 2 is taken in before the text it was made in',
    patches: [{ file: 'room.ts', find: 'if (!step2 && channel.early) {', replace: 'if (!step2 && channel.early && false) {' }],
  },
  {
    name: 'refuses-without-looking',
    says: 'at the end of an epoch the section is not read once more',
    patches: [
      {
        file: 'roomWriter.ts',
        find: 'const loaded = this.#text.queue.length > 0 || this.#hooks.asked() ? await loadSection(this.#deps.store, this.#section) : null',
        replace: 'const loaded = null',
      },
    ],
  },
  {
    name: 'outlives-its-epoch',
    says: 'a room goes on in the next epoch',
    patches: [
      { file: 'life.ts', find: 'if (gate.epoch !== epoch)', replace: 'if (false)' },
      { file: 'roomWriter.ts', find: 'if (epoch > this.#epoch)', replace: 'if (false)' },
    ],
  },
  {
    name: 'keeps-holding',
    says: 'what was held is not sent on when the hold ends',
    patches: [{ file: 'roomWriter.ts', find: "if (judgement.says === 'open' && held) this.#text.release()", replace: '' }],
  },
  {
    name: 'reads-the-version-first',
    says: 'the version is the text that was read before the freeze was set',
    patches: [
      {
        file: 'freezeSection.ts',
        find: 'await unlessNoReply(() => store.freeze(section, { epoch, freeze, schema }, gate.epoch, submission))',
        replace: 'if (await store.freeze(section, { epoch, freeze, schema }, gate.epoch, submission)) return docOf(loaded.updates)',
      },
    ],
  },
  {
    name: 'tidies-after-no-reply',
    says: 'who hears nothing of a spill deletes the new part',
    patches: [
      {
        file: 'tidySection.ts',
        find: 'if (error instanceof NoReply) return false\n    throw error',
        replace: 'if (!(error instanceof NoReply)) throw error',
      },
    ],
  },
]

/** The file's source with the fault in it. Throws when the product's code has moved away from the patch: then mend the patch. */
export function patched({ name, patches = [] }: Mutation, file: string, source: string): string {
  return patches
    .filter((patch) => patch.file === file)
    .reduce((text, { find, replace }) => {
      if (text.split(find).length !== 2) throw new Error(`the planted fault ${name} no longer fits ${file}`)
      return text.replace(find, () => replace)
    }, source)
}
