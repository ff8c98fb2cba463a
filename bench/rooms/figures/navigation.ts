/** Owns the figure of coming to a long plan: 100 pages until the first text is painted and all sections are in step, beside a static page of the same text. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { lettersOfPage } from '../../../e2e/bigPlan.ts'
import { ask, type SignedIn } from '../../people.ts'
import type { Figure } from '../figure.ts'
import { type Navigated, navigate } from '../page/navigate.ts'
import type { Plan } from '../page/planPage.ts'
import { onStage } from '../page/stage.ts'
import { shuffled, spreadOf } from '../rounds.ts'
import { startSubject } from '../subjects.ts'

const median = (values: readonly number[]): number => spreadOf(values)?.median ?? Number.NaN

/** The plan's text by the same renderer, and nothing else. */
async function staticPage(leader: SignedIn, { id }: Plan): Promise<string> {
  const { plan } = await ask<{
    readonly plan: { readonly sections: readonly { readonly title: string; readonly blocks: readonly string[] }[] }
  }>(leader, 'query ($id: ID!) { plan(id: $id) { sections { title blocks } } }', { id })
  const text = plan.sections.map(({ title, blocks }) => `<h2>${title}</h2>${blocks.join('')}`).join('\n')
  return `<!doctype html><html lang="da"><meta charset="utf-8"><title>Plan</title><article>${text}</article></html>`
}

export const hundredPages: Figure = {
  name: 'hundredPages',
  subjects: ['ours'],
  sections: 1,
  rows: [
    { key: 'firstText', title: 'a 100-page plan, navigation to first text', unit: 'ms', marks: [] },
    { key: 'staticText', title: 'a static page of the same text, to first text', unit: 'ms', marks: [] },
    { key: 'inStep', title: 'a 100-page plan, navigation to all 80 sections in step', unit: 'ms', marks: [] },
    { key: 'staticLoaded', title: 'a static page of the same text, loaded', unit: 'ms', marks: [] },
  ],
  measure: (_subject, surroundings) =>
    onStage('hundredPages', surroundings, { sections: 80, letters: 100 * lettersOfPage }, async ({ browser, leader, plan }) => {
      const folder = await mkdtemp(join(tmpdir(), 'samplan-bench-page-'))
      const file = join(folder, 'plan.html')
      await writeFile(file, await staticPage(leader, plan))
      const main = fileURLToPath(new URL('../page/staticServer.ts', import.meta.url))
      const bare = await startSubject('relay', surroundings.stock, 1, { main, env: { BENCH_PAGE: file } })
      const [ours, alone]: [Navigated[], Navigated[]] = [[], []]
      try {
        for (let time = 0; time < (surroundings.quick ? 2 : 15); time++) {
          for (const which of shuffled(['ours', 'static'] as const)) {
            if (which === 'static') alone.push(await navigate(browser, null, bare.address, { paragraph: 'article > p', sections: 0 }))
            else {
              const text = { paragraph: '.section-text > p', sections: plan.sections.length }
              ours.push(await navigate(browser, leader, `${leader.address}/plan/${plan.id}`, text))
            }
          }
        }
      } finally {
        await bare.stop()
        await rm(folder, { recursive: true, force: true })
      }
      return {
        values: {
          firstText: median(ours.map((one) => one.firstText)),
          staticText: median(alone.map((one) => one.firstText)),
          inStep: median(ours.map((one) => one.inStep)),
          staticLoaded: median(alone.map((one) => one.loaded)),
        },
        fault: null,
        void: null,
        raw: { ours, alone },
      }
    }),
}
