import { expect, test } from 'vitest'
import { parseEnvironment } from './environment.ts'

test.each(['MONGODB_URI', 'REDIS_URL', 'METRICS_TOKEN'])('ST-18 a mistyped %s is named and never put on the screen', (name) => {
  const parsed = parseEnvironment({ [name]: 'mongo//samplan:hemmeligt@db' })
  expect(parsed).toEqual({ problems: [expect.stringMatching(`^${name}: must `)] })
  expect(JSON.stringify(parsed)).not.toContain('hemmeligt')
})

test('ST-18 any other bad value is shown', () => {
  expect(parseEnvironment({ PORT: 'mange' })).toEqual({ problems: ['PORT: must be a number (is "mange")'] })
})
