export function VersionPage({ plan, hash }: { readonly plan: string; readonly hash: string }) { return plan + hash }
