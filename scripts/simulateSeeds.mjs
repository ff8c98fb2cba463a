// Owns what `pnpm simulate` does, on the product's Node:
//   --seeds N --from SEED [--steps N]   runs N worlds; each that goes wrong is named with its rule
//   --seed SEED [--steps N]             one world, with all that happened in it
//   --mutations [--only NAME] [--seeds N] [--from SEED]   each planted fault, and which rule notices it in which seed
import { registerHooks } from 'node:module'
import { parseArgs } from 'node:util'

const { values } = parseArgs({
  options: {
    seeds: { type: 'string' },
    from: { type: 'string' },
    seed: { type: 'string' },
    steps: { type: 'string' },
    mutations: { type: 'boolean' },
    only: { type: 'string' },
  },
})
const number = (name, otherwise) => (values[name] === undefined ? otherwise : Number(values[name]))
const rooms = new URL('../server/src/rooms/', import.meta.url)

const { simulate } = await import(new URL('simulation/simulate.ts', rooms).href)
const { mutations, patched } = await import(new URL('simulation/mutations.ts', rooms).href)
const steps = number('steps')

if (values.mutations) await plant()
else if (values.seed !== undefined) await showOne(number('seed'))
else await runMany(number('from', Math.floor(Math.random() * 1e9)), number('seeds', 100))

async function showOne(seed) {
  const { trace, wrong } = await simulate(seed, { steps })
  console.log(trace.join('\n'))
  console.log(wrong.length === 0 ? `seed ${seed}: all is well` : `seed ${seed}: ${wrong[0]}`)
  process.exitCode = wrong.length === 0 ? 0 : 1
}

async function runMany(from, seeds) {
  const bad = []
  const sums = {}
  for (let seed = from; seed < from + seeds; seed++) {
    const { wrong, happened } = await simulate(seed, { steps })
    for (const [what, times] of Object.entries(happened)) sums[what] = (sums[what] ?? 0) + times
    if (wrong.length === 0) continue
    bad.push(seed)
    console.log(`seed ${seed}: ${wrong[0]}`)
  }
  const often = (what) => sums[what] ?? 0
  console.log(
    `${seeds} seeds from ${from}: ${bad.length} went wrong; ${often('acknowledged')} edits acknowledged, ${often('refused')} refused, ` +
      `${often('submits')} submissions, ${often('commits')} commits, ${often('crashes')} crashes, ${often('stops')} stops`,
  )
  process.exitCode = bad.length === 0 ? 0 : 1
}

/** Loads the rooms anew with the fault's patches in their source: the files stay as they are. */
async function subjectWith(mutation) {
  const hooks = registerHooks({
    resolve(specifier, context, next) {
      const found = next(specifier, context)
      const isInside = context.parentURL?.endsWith(`?fault=${mutation.name}`) && found.url.startsWith(rooms.href)
      return isInside ? { ...found, url: `${found.url}?fault=${mutation.name}` } : found
    },
    load(url, context, next) {
      const loaded = next(url, context)
      if (!url.endsWith(`?fault=${mutation.name}`)) return loaded
      return { ...loaded, source: patched(mutation, new URL(url).pathname.slice(rooms.pathname.length), String(loaded.source)) }
    },
  })
  const load = (file) => import(new URL(`${file}?fault=${mutation.name}`, rooms).href)
  const [{ createRooms }, { spill, merge }] = [await load('rooms.ts'), await load('tidySection.ts')]
  hooks.deregister()
  const subject = { createRooms, spill, merge }
  return mutation.plant?.(subject) ?? subject
}

async function plant() {
  const from = number('from', 1)
  const seeds = number('seeds', 200)
  const chosen = mutations.filter(({ name }) => values.only === undefined || values.only.split(',').includes(name))
  console.log(`| planted fault | noticed by | at seed, from ${from} |\n|---|---|---|`)
  for (const mutation of chosen) {
    const subject = await subjectWith(mutation)
    let noticed = null
    for (let seed = from; seed < from + seeds && !noticed; seed++) {
      const { wrong } = await simulate(seed, { steps, subject })
      if (wrong.length > 0) noticed = { seed, rule: wrong[0].split(' ')[0] }
    }
    console.log(
      `| ${mutation.name}: ${mutation.says} | ${noticed ? noticed.rule : 'not noticed'} | ${noticed ? noticed.seed : `none of ${seeds}`} |`,
    )
    if (!noticed) process.exitCode = 1
  }
}
