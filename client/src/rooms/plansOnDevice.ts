/** Owns the list of plans that have a store on this device: small, so that a page can look before it loads the store's code. */

const registry = 'samplan:plans-on-this-device'

export function plansOnDevice(): readonly string[] {
  const text = globalThis.localStorage?.getItem(registry)
  return text ? text.split(' ') : []
}

export function rememberPlan(plan: string): void {
  const plans = plansOnDevice()
  if (!plans.includes(plan)) globalThis.localStorage?.setItem(registry, [...plans, plan].join(' '))
}
