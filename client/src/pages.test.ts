import { describe, expect, it } from 'vitest'
import { matchPath } from './pages.tsx'

describe('addresses', () => {
  it('NV-1 a pattern gives the parts that it names', () => {
    expect(matchPath('/plan/:id/maal/:goal', '/plan/p1/maal/g%201')).toEqual({ id: 'p1', goal: 'g 1' })
    expect(matchPath('/plan/:id', '/plan/p1/')).toEqual({ id: 'p1' })
    expect(matchPath('/', '/')).toEqual({})
  })
  it('NV-1 another address is none of it', () => {
    expect(matchPath('/plan/:id', '/plan/p1/maal')).toBeNull()
    expect(matchPath('/plan/:id', '/plan/')).toBeNull()
    expect(matchPath('/log-ind', '/')).toBeNull()
  })
})
