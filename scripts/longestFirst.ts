// Owns the order in which a package's test files run: begun last, the longest would run alone while the other workers wait.
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** A sequencer for vitest that begins with these files, named without `.test.ts`, the longest first. */
export function longestFirst(names: readonly string[]): typeof BaseSequencer {
  return class extends BaseSequencer {
    override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
      const place = ({ moduleId }: TestSpecification): number => {
        const found = names.findIndex((name) => moduleId.endsWith(`/${name}.test.ts`))
        return found < 0 ? names.length : found
      }
      return (await super.sort(files)).toSorted((one, other) => place(one) - place(other))
    }
  }
}
