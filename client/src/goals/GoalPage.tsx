export function GoalPage({ plan, goal }: { readonly plan: string; readonly goal: string }) { return plan + goal }
