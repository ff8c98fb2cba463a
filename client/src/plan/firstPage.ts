/** Owns what the server has drawn into the page: the plan's text before anything was asked for. */

export type FirstSection = { readonly id: string; readonly level: number; readonly title: string; readonly blocks: readonly string[] }
export type FirstPage = { readonly plan: string; readonly title: string; readonly sections: readonly FirstSection[] }

/** The text in the page, if it is this plan's; taken once, for by a second visit it is old. */
export function takeFirstPage(plan: string): FirstPage | null {
  const element = document.getElementById('plan-page')
  if (!element?.textContent) return null
  const page = JSON.parse(element.textContent) as FirstPage
  element.remove()
  return page.plan === plan ? page : null
}
