/** Owns one Danish sentence per refusal: why not, and what to do next. */
import type { Refusal, RefusalCode } from '@samplan/shared/refusal'

type Sentences = { readonly [Code in RefusalCode]: (refusal: Extract<Refusal, { refused: Code }>) => string }

const fields: Readonly<Record<string, string>> = {
  name: 'Navn',
  email: 'E-mail',
  title: 'Overskrift',
  letter: 'Bogstav',
  colour: 'Farve',
  shortName: 'Kort navn',
  period: 'Periode',
  owner: 'Ansvarlig forvaltning',
  route: 'Planens vej',
  memberships: 'Roller',
  value: 'Værdi',
  source: 'Kilde',
  note: 'Bemærkning',
  reason: 'Begrundelse',
  statement: 'Målets ordlyd',
}

const rules: Readonly<Record<Extract<Refusal, { refused: 'invalid' }>['rule'], (field: string) => string>> = {
  empty: (field) => `»${field}« mangler. Udfyld feltet, og prøv igen.`,
  tooLong: (field) => `»${field}« er for lang. Gør teksten kortere, og prøv igen.`,
  format: (field) => `»${field}« kan ikke læses. Ret det, og prøv igen.`,
  unknown: (field) => `»${field}« findes ikke længere. Vælg noget andet.`,
  taken: (field) => `»${field}« er allerede i brug. Vælg noget andet.`,
  notFinal: () => 'Planens vej skal slutte i netop ét endeligt organ, og det skal stå sidst.',
  range: (field) => `»${field}« ligger uden for det, der er muligt. Ret det, og prøv igen.`,
}

const places = { draft: 'en kladde', body: 'sendt til beslutning', adopted: 'vedtaget' } as const

const largest = {
  bytes: (limit: number) => `${Math.floor(limit / (1024 * 1024))}\u00a0MB`,
  letters: (limit: number) => `${limit.toLocaleString('da-DK')} tegn`,
  pages: (limit: number) => `${limit.toLocaleString('da-DK')} sider`,
} as const

const since: Readonly<Record<Extract<Refusal, { refused: 'changedSince' }>['what'], string>> = {
  place: 'Afsnittet er imens flyttet igen, eller der er flyttet om på dem omkring det, så din ændring bliver stående.',
  title: 'Overskriften er imens ændret igen, så din ændring bliver stående.',
  owner: 'Ejer eller inviterede er imens ændret igen, så din ændring bliver stående.',
  section: 'Afsnittet er imens slettet eller gendannet, så det kan ikke fortrydes herfra.',
  text: 'Der er imens skrevet i afsnittet, så det bliver stående. Slet det, hvis det ikke skal være der.',
}

export const refusals: Sentences = {
  notSignedIn: () => 'Du er ikke længere logget ind. Log ind igen, så kan du fortsætte.',
  notFound: () => 'Det findes ikke, eller du har ikke adgang. Spørg planens leder, hvis du mener, at du skal have adgang.',
  notAllowed: () => 'Det har du ikke ret til i denne plan. Spørg planens leder, hvis du skal kunne det.',
  wrongState: ({ state }) => `Det kan ikke gøres nu, for planen er ${places[state]}. Siden viser, hvor den er.`,
  alreadyMoved: ({ state }) =>
    state === 'body'
      ? 'Det er allerede sendt. Siden viser nu, hvor planen er.'
      : `Planen er flyttet i mellemtiden og er nu ${places[state]}. Se siden igennem, før du går videre.`,
  submissionPending: () => 'Planen er ved at blive sendt. Vent et øjeblik, og prøv igen.',
  reasonMissing: () => 'Skriv en begrundelse først. Den bliver stående i planens spor.',
  titleChanged: ({ now }) => `Overskriften blev imens ændret til »${now}«. Ret den igen, hvis den skal være en anden.`,
  sectionMoved: () => 'Afsnittet blev imens flyttet eller slettet af en anden. Se i indholdet, og prøv igen.',
  changedSince: ({ what }) => since[what],
  levelImpossible: () => 'Afsnittet kan ikke stå på det niveau her. Flyt det først, eller vælg et andet niveau.',
  invalid: ({ field, rule }) => rules[rule](fields[field] ?? field),
  lastAdministrator: () => 'Kommunen skal have mindst én administrator. Gør først en anden til administrator.',
  inUse: ({ what }) => `»${what}« er i brug og kan ikke ændres sådan. Fjern først brugen af det.`,
  linkUsedOrExpired: () => 'Linket er brugt eller udløbet. Bed administratoren om et nyt.',
  tooLarge: () => 'Det er for stort til at blive gemt på én gang. Del det op, og prøv igen.',
  busy: () => 'Der er mange i gang lige nu. Vent et øjeblik, og prøv igen.',
  storeUnavailable: () => 'Serveren kan ikke gemme lige nu. Prøv igen om lidt, og sig det til administratoren, hvis det bliver ved.',
  demoOnly: () => 'Det kan kun gøres i en prøvekommune. Log ind med et link fra administratoren.',
  importEmpty: () => 'Der er ingen tekst i filen. Vælg en anden fil, eller sæt teksten ind.',
  importBinary: () => 'Filen er hverken PDF, Word (DOCX) eller ren tekst. Gem planen i et af de formater, og prøv igen.',
  importEncrypted: () => 'Filen er beskyttet med adgangskode. Gem en kopi uden adgangskode, og prøv igen.',
  importScanned: () => 'Siderne er billeder uden tekst. Find planen som Word eller som PDF med tekst, og prøv igen.',
  importTooLarge: ({ limit, of }) => `Filen er for stor: der kan højst være ${largest[of](limit)}. Del planen op, og prøv igen.`,
  importBomb: () => 'Filen fylder for meget, når den pakkes ud. Gem planen som en ny fil, og prøv igen.',
  importTimeout: () => 'Filen tog for lang tid at læse. Gem den som en ny fil eller som ren tekst, og prøv igen.',
  importUnreadable: () => 'Filen er beskadiget og kan ikke læses. Gem planen som en ny fil, og prøv igen.',
  importNoPlan: () => 'Der er hverken afsnit eller mål i teksten. Se efter, om det er den rigtige fil, og prøv igen.',
  importInterrupted: () => 'Læsningen blev afbrudt, fordi serveren startede igen. Hent filen ind én gang til.',
  importChanged: () => 'Rettelserne er gemt fra en anden fane imens. Genindlæs siden, så du ser de nyeste.',
  importTooMany: ({ limit }) => `Du har allerede ${limit} tekster på vej ind. Slet dem, du ikke skal bruge, og prøv igen.`,
}

export const problems = {
  offline: 'Der er ingen forbindelse til serveren. Prøv igen, når du er på nettet.',
  codeMissing: 'Det kunne ikke hentes. Genindlæs siden, når der er forbindelse.',
  unexpected: 'Der skete en fejl hos os. Genindlæs siden, og sig det til administratoren, hvis den kommer igen.',
} as const
