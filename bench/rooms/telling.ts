/** Owns the figures of a plan's steps: until the last subscriber is told, and until the last editor of a frozen plan is. */
import { setTimeout as sleep } from 'node:timers/promises'
import { ask, type SignedIn } from '../people.ts'
import { type Member, openMember, putBase, type Target } from './member.ts'
import { openRaw, type RawSocket, textFrameOf } from './rawSocket.ts'
import { scriptOf } from './script.ts'

export type StepJob = { readonly leader: SignedIn; readonly plan: string; readonly times: number }

/** In milliseconds, one for each time. */
export type TellingResult = { readonly last: readonly number[] }

type Moved = { readonly revision: number; readonly epoch: number }

async function step(leader: SignedIn, name: 'submitPlan' | 'withdrawPlan', plan: string, revision: number): Promise<Moved> {
  const reason = name === 'withdrawPlan' ? ', reason: "Måling"' : ''
  const query = `mutation ($plan: ID!, $revision: Int!) { moved: ${name}(plan: $plan, revision: $revision${reason}) { revision epoch } }`
  return (await ask<{ moved: Moved }>(leader, query, { plan, revision })).moved
}

const standing = async (leader: SignedIn, plan: string): Promise<Moved & { readonly sections: readonly { readonly id: string }[] }> =>
  (
    await ask<{ plan: Moved & { readonly sections: readonly { readonly id: string }[] } }>(
      leader,
      'query ($plan: ID!) { plan(id: $plan) { revision epoch sections { id } } }',
      { plan },
    )
  ).plan

/** Many are told of each step of a plan: from the leader's request until the last one has been told. */
export async function subscribers(
  target: Target,
  { leader, plan, times, count }: StepJob & { readonly count: number },
  measuring: (on: boolean) => Promise<void>,
): Promise<TellingResult> {
  const [told, sockets] = [Array.from({ length: count }, () => ''), [] as RawSocket[]]
  const watch = createWatch()
  const query = `subscription { planMoved(plan: "${plan}") { revision state { at } } }`
  for (let index = 0; index < count; index++) {
    const { cookie } = target.people[index % target.people.length] ?? leader
    const acknowledged = Promise.withResolvers<void>()
    const socket = await openRaw(
      target.port,
      '/graphql',
      { cookie, origin: leader.address, 'sec-websocket-protocol': 'graphql-transport-ws' },
      {
        message(bytes) {
          const text = bytes.toString()
          if (text.includes('connection_ack')) acknowledged.resolve()
          told[index] = /"at":"(\w+)"/.exec(text)?.[1] ?? told[index] ?? ''
          watch.look()
        },
        closed: (code) => acknowledged.reject(new Error(`a subscriber was hung up on with ${code}`)),
      },
    )
    socket.send(textFrameOf(JSON.stringify({ type: 'connection_init' })))
    await acknowledged.promise
    socket.send(textFrameOf(JSON.stringify({ id: '1', type: 'subscribe', payload: { query } })))
    sockets.push(socket)
  }
  // The last one is looked at first: most looks end there.
  const all = (at: string): Promise<number> => watch.until(() => told.findLastIndex((word) => word !== at) === -1)
  await all('draft')
  let { revision } = await standing(leader, plan)
  const last: number[] = []
  await measuring(true)
  for (let time = 0; time < times; time++) {
    const forth = await step(leader, 'submitPlan', plan, revision)
    await all('body')
    // The way back is what is measured: nothing is frozen or stored as a version in it.
    const from = performance.now()
    const [at, back] = await Promise.all([all('draft'), step(leader, 'withdrawPlan', plan, forth.revision)])
    last.push(at - from)
    revision = back.revision
  }
  await measuring(false)
  for (const socket of sockets) socket.drop()
  return { last }
}

/** What `ws` alone needs for as many frames, asked for by an HTTP request like the step. */
export async function frames(
  target: Target,
  { times, count }: { readonly times: number; readonly count: number },
  measuring: (on: boolean) => Promise<void>,
): Promise<TellingResult> {
  let got = 0
  const watch = createWatch()
  const sockets: RawSocket[] = []
  const message = (): void => {
    got++
    watch.look()
  }
  for (let index = 0; index < count; index++) sockets.push(await openRaw(target.port, '/', {}, { message, closed: () => undefined }))
  const last: number[] = []
  await measuring(true)
  for (let time = 0; time < times; time++) {
    got = 0
    const from = performance.now()
    const [at] = await Promise.all([
      watch.until(() => got === count),
      fetch(`http://127.0.0.1:${target.port}/`).then((answer) => answer.text()),
    ])
    last.push(at - from)
  }
  await measuring(false)
  for (const socket of sockets) socket.drop()
  return { last }
}

/** Editors type in all sections of a plan that is submitted: from the leader's request until the last of them is closed out. */
export async function freezes(
  target: Target,
  { leader, plan, times, perSection }: StepJob & { readonly perSection: number },
  measuring: (on: boolean) => Promise<void>,
): Promise<TellingResult> {
  let now = await standing(leader, plan)
  const last: number[] = []
  const { base } = scriptOf(0, 1, 1)
  const pathsOf = (): Target => ({
    ...target,
    sections: now.sections.map(({ id }) => `/room/${id}?schema=1&epoch=${now.epoch}&person={person}&acks=1`),
  })
  for (const index of now.sections.keys()) (await putBase(pathsOf(), index, base)).leave()
  await measuring(true)
  for (let time = 0; time < times; time++) {
    const closed: number[] = []
    const watch = createWatch()
    const hungUp = (code: number): void => {
      closed.push(code)
      watch.look()
    }
    const typing: { readonly member: Member; readonly frames: readonly Buffer[] }[] = []
    for (const index of now.sections.keys()) {
      // New writers each time: what the freeze has refused would be missing under what they type next.
      const { editors } = scriptOf(1 + time * now.sections.length + index, perSection, 100)
      for (const [who, { inserts }] of editors.entries()) {
        const member = await openMember(pathsOf(), { section: index, who: index * perSection + who, closed: hungUp })
        await member.ready
        typing.push({ member, frames: inserts.map(({ update }) => member.frame(update)) })
      }
    }
    let at = 0
    const timers = typing.map(({ member, frames: mine }, index) => {
      let next = 0
      return setTimeout(
        () => {
          const every = setInterval(() => {
            const frame = mine[next++]
            if (frame) member.raw.send(frame)
            else clearInterval(every)
          }, 200)
          at++
          timersOf.push(every)
        },
        (index * 200) / typing.length,
      )
    })
    await sleep(1_000)
    const from = performance.now()
    const [done, moved] = await Promise.all([
      watch.until(() => closed.length === typing.length),
      step(leader, 'submitPlan', plan, now.revision),
    ])
    last.push(done - from)
    for (const timer of [...timers, ...timersOf.splice(0)]) clearTimeout(timer)
    if (at !== typing.length) throw new Error('not everybody typed')
    const strange = closed.find((code) => code !== frozen)
    if (strange !== undefined) throw new Error(`an editor was closed out with ${strange}`)
    await step(leader, 'withdrawPlan', plan, moved.revision)
    now = await standing(leader, plan)
  }
  await measuring(false)
  return { last }
}

const frozen = 4423
const timersOf: NodeJS.Timeout[] = []

/** Says when it was so; looked at whenever something has come. */
function createWatch(): { readonly look: () => void; readonly until: (so: () => boolean) => Promise<number> } {
  let waiting: { readonly so: () => boolean; readonly told: (at: number) => void } | null = null
  const look = (): void => {
    if (!waiting?.so()) return
    const { told } = waiting
    waiting = null
    told(performance.now())
  }
  return {
    look,
    until: (so) =>
      new Promise((resolve, reject) => {
        const late = setTimeout(() => reject(new Error('not all were told')), 60_000)
        waiting = {
          so,
          told(at) {
            clearTimeout(late)
            resolve(at)
          },
        }
        look()
      }),
  }
}
