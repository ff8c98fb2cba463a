export function GoalsPage({ plan }: { readonly plan: string }) { return plan }
