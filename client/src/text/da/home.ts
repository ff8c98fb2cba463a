/** Owns the wordings of the list of plans. */
import { inWords } from './numbers.ts'

export const home = {
  title: 'Planer',
  waiting: 'Venter på mig',
  nothingWaits: {
    administrator: 'Intet venter på dig. Du passer personer, forvaltninger, udvalg og nye planer.',
    body: 'Intet venter på dig lige nu. En plan kommer her, når den er nået til jer.',
    writer: 'Intet venter på dig lige nu.',
  },
  toAdministration: 'Gå til administrationen',
  plansIn: (municipality: string) => `Planer i ${municipality}`,
  newPlan: 'Ny plan',
  bringIn: 'Hent en plan ind',
  none: 'Du kan ikke se nogen planer endnu.',
  noneSay: {
    administrator: 'Planer kan læses af dem, der skriver og beslutter dem.',
    body: 'En plan kommer frem her, når den er nået til jer, og bliver her derefter.',
    writer: 'En plan kommer frem her, når din forvaltning er med i den.',
  },
  tasks: {
    decide: (plan: string, body: string) => `Skriv beslutningen om ${plan}: ${body}`,
    decideSay: (date: string) => `Planen kom hertil den ${date}.`,
    decideDo: 'Gå til beslutningen',
    read: (plan: string) => `Læs ${plan} før mødet`,
    readSay: (body: string, date: string) => `Planen kom til ${body} den ${date}.`,
    sentBack: (plan: string) => `${plan} er sendt tilbage`,
    withdrawn: (plan: string) => `${plan} er trukket tilbage`,
    reopened: (plan: string) => `${plan} er åbnet igen`,
    sentBackSay: (by: string, reason: string) => (reason ? `${by}: »${reason}«` : by),
    submit: (plan: string, body: string) => `Gør ${plan} klar, og send den til ${body}`,
    submitSay: 'Du leder planen. Teksten bliver låst, når du sender den.',
    write: (plan: string) => `Skriv dine afsnit i ${plan}`,
    writeSay: (count: number) => `Din forvaltning skriver ${inWords(count, true)} afsnit.`,
    open: 'Åbn planen',
  },
  ownerLine: (owner: string, others: number) =>
    others === 0 ? owner : `${owner} og ${inWords(others)} ${others === 1 ? 'forvaltning' : 'forvaltninger'} til`,
  sections: (count: number) => `${count} afsnit`,
  applies: (period: string) => `Gælder ${period.replace('-', '–')}`,
  more: 'Vis flere planer',
} as const
