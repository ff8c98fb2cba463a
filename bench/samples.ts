/** Owns what a figure is: its raw samples in milliseconds, and the row that is printed from them. */

export type Figure = {
  readonly name: string
  /** From where to where, in words. */ readonly path: string
  readonly samples: readonly number[]
}

/** The q-th quantile (0 to 1) by the nearest rank. */
export function quantile(samples: readonly number[], q: number): number {
  const sorted = [...samples].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(q * sorted.length) - 1))] ?? Number.NaN
}

const ms = (value: number): string => value.toFixed(value < 10 ? 1 : 0)

export function printRow({ name, path, samples }: Figure): string {
  const [p50, p99] = [quantile(samples, 0.5), quantile(samples, 0.99)]
  return `| ${name} | ${path} | ${samples.length} | ${ms(p50)} | ${ms(p99)} | ${ms(Math.min(...samples))}-${ms(Math.max(...samples))} |`
}

export const header = '| figure | measured | n | p50 ms | p99 ms | min-max |\n|---|---|---|---|---|---|'
