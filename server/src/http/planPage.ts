/** Owns the plan page as it leaves the server: index.html with the plan's text in it, so that one reads before the program has come. */
import { parseId, type PlanId, type SectionId } from '@samplan/shared/ids'
import type { Actor } from '@samplan/shared/people'
import type { Level } from '@samplan/shared/plan'

/** The plan's text as the person may read it now. */
export type PlanPage = {
  readonly plan: PlanId
  readonly title: string
  /** Whether a toolbar will stand above the text. */
  readonly writes: boolean
  /** `blocks` are HTML, made by the one renderer. */
  readonly sections: readonly {
    readonly id: SectionId
    readonly level: Level
    readonly title: string
    readonly blocks: readonly string[]
  }[]
}

/** Null where there is no such plan or the person may not read it: the page is then the one of any address. */
export type PageOfPlan = (plan: PlanId, actor: Actor) => Promise<PlanPage | null>

/** The plan in the address of its text, or null. */
export function planAddress(url: string): PlanId | null {
  const found = /^\/plan\/([^/?#]+)\/?(?:[?#]|$)/.exec(url)
  return parseId<PlanId>(found?.[1])
}

const root = '<div id="root"></div>'

/** Puts the article into the page's root, and the same as JSON for the client, which takes it over. */
export function withPlan(index: string, page: PlanPage): string {
  const json = JSON.stringify(page).replaceAll('<', '\\u003c')
  const data = `<script type="application/json" id="plan-page">${json}</script>`
  const filled = `<div id="root">${article(page)}</div>${data}`
  return index.replace(/<title>[^<]*<\/title>/, () => `<title>${escape(page.title)}</title>`).replace(root, () => filled)
}

/** The client's page around the text, empty: the same boxes, so that nothing moves when it takes over. */
function article({ title, writes, sections }: PlanPage): string {
  const parts = sections.map(
    ({ id, level, title: heading, blocks }) =>
      `<section class="plan-section level-${level}" id="s-${id}"><div class="section-line"></div><h${level + 1}>${escape(heading)}</h${level + 1}><div class="section-body"><div class="section-text">${blocks.join('')}</div></div></section>`,
  )
  const tools = writes ? '<div class="tools"><div></div></div>' : ''
  const text = `<article class="plan" lang="da"><h1>${escape(title)}</h1><p class="title-lead">\u00a0</p>${parts.join('')}</article>`
  return `<div class="plan-first"><div class="top plan-top"></div><div class="desk"><div class="side left"></div><main class="sheet-col">${tools}${text}</main><div class="side right"></div></div></div>`
}

function escape(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`)
}
