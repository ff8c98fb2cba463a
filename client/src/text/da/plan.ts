/** Owns the wordings of the plan page. */
export const plan = {} as const
