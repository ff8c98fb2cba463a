/** Owns the plan page. */
export function PlanPage({ plan }: { readonly plan: string }) {
  return <p>{plan}</p>
}
