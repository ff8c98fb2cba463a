export function DecisionPage({ plan }: { readonly plan: string }) { return plan }
