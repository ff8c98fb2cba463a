/** Owns the demo's big plan as a whole: "Beskæftigelsesplan 2027", its sections in outline order. */
import type { DemoSection } from '../write.ts'
import { closing } from './closing.ts'
import { goal1 } from './goal1.ts'
import { goal2 } from './goal2.ts'
import { goal3 } from './goal3.ts'
import { goal4 } from './goal4.ts'
import { goal5 } from './goal5.ts'
import { localGoals } from './localGoals.ts'
import { opening } from './opening.ts'
import { tracks } from './tracks.ts'

/** Owned by the jobcenter, in draft. */
export const plan2027: readonly DemoSection[] = [
  ...opening,
  ...goal1,
  ...goal2,
  ...goal3,
  ...goal4,
  ...goal5,
  ...localGoals,
  ...tracks,
  ...closing,
]
