/** Owns the way from the found draft to the plan: looking it through, then creating. */
import { useState } from 'react'
import { CreateStep } from './CreateStep.tsx'
import type { ReadyImport } from './importApi.ts'
import { Preview } from './Preview.tsx'
import { useCorrections } from './useCorrections.ts'

export function Looking({ start, reload }: { readonly start: ReadyImport; readonly reload: () => void }) {
  const [view, hand] = useCorrections(start.id, start.draft, start.revision)
  const [step, setStep] = useState<'check' | 'create'>('check')
  if (step === 'create') return <CreateStep id={start.id} draft={view.draft} hand={hand} back={() => setStep('check')} />
  return <Preview one={start} view={view} hand={hand} reload={reload} create={() => setStep('create')} />
}
