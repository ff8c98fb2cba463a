/** Owns what the journeys of one file share: one running product, one connection to the browser, a small plan of their own, pictures. */
import { mkdir } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, inject } from 'vitest'
import { p, ul } from '@samplan/server/demo/write'
import { narrow, openBrowser, wide } from './actors.ts'
import { makePlan, type MadePlan, type NewSection } from './makePlan.ts'
import { type Beginning, type Product, startProduct } from './product.ts'
import { graphql, signIn, type SignedIn } from './wire.ts'

export type Stage = {
  readonly product: Product
  readonly browser: Browser
  /** Signs in outside of the browser. */
  signIn(person: string): Promise<SignedIn>
  /** A new plan of Jobcentret, led by Karen, of these sections; without them of two, the first with Social og Sundhed invited. */
  plan(title: string, sections?: readonly NewSection[]): Promise<MadePlan>
  /** One of the demo's own plans. */
  demoPlan(title: string): Promise<MadePlan>
}

export const firstWords = 'Vi begynder med det, borgeren kan, og ikke med det, der er i vejen.'

const twoSections: readonly NewSection[] = [
  { title: 'Forord', level: 1, invited: ['social-og-sundhed'], content: [p(firstWords), p('Planen har fem mål og to lokale mål.')] },
  { title: 'Indsatser', level: 1, content: [p('Indsatserne er disse:'), ul('Samtaler, der flytter noget', 'Lønnede timer')] },
]

const planFields = 'id epoch revision sections { id title }'

/** The product and the browser of a file, from its first test to its last. */
export function useStage(env: Readonly<Record<string, string>> = {}, beginning: Beginning = { model: inject('modelFolder') }): Stage {
  let product: Product | null = null
  let browser: Browser | null = null
  const running = (): Product => product ?? missing()
  beforeAll(async () => {
    ;[product, browser] = await Promise.all([startProduct(env, beginning), openBrowser()])
  })
  afterAll(async () => {
    await browser?.close()
    await product?.close()
  })
  const stage: Stage = {
    get product() {
      return running()
    },
    get browser() {
      return browser ?? missing()
    },
    signIn: (person) => signIn(running().address, person),
    plan: async (title, sections = twoSections) =>
      makePlan(await stage.signIn('karen-vestergaard'), {
        title,
        period: '2027',
        owner: 'jobcenter',
        route: ['beskaeftigelses-og-vaekstudvalget', 'byraadet'],
        sections,
      }),
    demoPlan: async (title) => {
      const { plans } = await graphql<{ plans: { nodes: readonly (MadePlan & { readonly title: string })[] } }>(
        await stage.signIn('karen-vestergaard'),
        `{ plans { nodes { title ${planFields} } } }`,
      )
      return plans.nodes.find((plan) => plan.title === title) ?? missing()
    },
  }
  return stage
}

function missing(): never {
  throw new Error('there is no such thing on this stage')
}

const shots = fileURLToPath(new URL('./shots/', import.meta.url))
/** Only whoever wants to look at the pages asks for pictures: they check nothing, and are a tenth of a run. */
const takesPictures = Boolean(process.env['PICTURES'])

/** With PICTURES=1: leaves pictures in shots/, wide and narrow, light and dark. The page comes back as it was. */
export async function shoot(page: Page, name: string): Promise<void> {
  if (!takesPictures) return
  await mkdir(shots, { recursive: true })
  for (const [width, viewport] of Object.entries({ narrow, wide })) {
    await page.setViewportSize(viewport)
    for (const colorScheme of ['dark', 'light'] as const) {
      await page.emulateMedia({ colorScheme })
      await page.screenshot({ path: `${shots}${name}-${width}-${colorScheme}.png`, animations: 'disabled', caret: 'initial' })
    }
  }
}

/** One such picture of the page as it stands: for what another width would end, like a finger that holds something. */
export async function shootNow(page: Page, name: string): Promise<void> {
  if (!takesPictures) return
  await mkdir(shots, { recursive: true })
  await page.screenshot({ path: `${shots}${name}.png`, animations: 'disabled', caret: 'initial' })
}
