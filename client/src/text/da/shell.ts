/** Owns the wordings of the frame around every page. */
import type { StateName } from '@samplan/shared/rights'
import type { Action } from '@samplan/shared/plan'
import type { Role } from '@samplan/shared/people'

const roles: Readonly<Record<Role, string>> = {
  leader: 'Leder',
  staff: 'Medarbejder',
  secretary: 'Sekretær',
  member: 'Medlem',
  administrator: 'Administrator',
}

const states: Readonly<Record<StateName, string>> = { draft: 'Kladde', body: 'Til beslutning', adopted: 'Vedtaget' }

/** What stands in the trace for each step. */
const steps: Readonly<Record<Action, (body: string) => string>> = {
  submit: (body) => `Sendt til ${body}`,
  onward: (body) => `Sendt videre til ${body}`,
  sendBack: (body) => `Sendt tilbage fra ${body}`,
  withdraw: (body) => `Trukket tilbage fra ${body}`,
  reopen: () => 'Åbnet igen som kladde',
}

export const shell = {
  product: 'Samplan',
  skip: 'Gå til indholdet',
  home: 'Alle planer',
  demo: 'Prøvekommune',
  demoIsOpen: 'Prøvekommune, åbnet for andre end denne maskine: alle, der kan nå siden, kan vælge en person. Skriv intet fortroligt.',
  account: (letters: string, name: string, title: string) => `${letters}, ${name}, ${title}: konto`,
  signOut: 'Log ud',
  switchPerson: 'Vælg en anden person',
  leaving: {
    title: 'Log ud med tekst, der ikke er sendt?',
    say: 'Der er tekst, som kun ligger i denne browser, fordi den ikke er nået frem til serveren. Logger du ud, bliver den slettet.',
    stay: 'Bliv, og vent',
    leave: 'Slet den, og log ud',
  },
  administration: 'Administration',
  planPages: 'Planens sider',
  planPagesNow: (page: string) => `Planens sider, nu: ${page}`,
  pages: { text: 'Tekst', goals: 'Mål', decision: 'Beslutning' },
  hereNow: 'Her lige nu',
  others: (count: number) => `og ${count} til`,
  routeName: 'Planens vej',
  routeDone: ', afsluttet',
  routeNow: ', her er planen nu',
  stations: { draft: 'Kladde', adopted: 'Vedtaget' },
  stationNotes: {
    drafting: 'skrives nu',
    sending: 'bliver sendt …',
    sent: (date: string) => `sendt ${date}`,
    sentBack: (date: string) => `sendt tilbage ${date}`,
    withdrawn: (date: string) => `trukket tilbage ${date}`,
    reopened: (date: string) => `åbnet igen ${date}`,
    since: (date: string) => `siden ${date}`,
    recommended: (date: string) => `anbefalet ${date}`,
    approved: (date: string) => `godkendt ${date}`,
  },
  roles,
  states,
  steps,
  adopted: 'Vedtaget',
  close: 'Luk',
  cancel: 'Annuller',
  loading: 'Henter …',
  retry: 'Prøv igen',
  gone: {
    title: 'Siden findes ikke',
    say: 'Adressen fører ingen steder hen, eller du har ikke adgang til det, der ligger her.',
  },
  failed: { title: 'Siden kunne ikke hentes' },
  broken: {
    title: 'Siden gik i stå',
    say: 'Det, du har skrevet i planen, er gemt på serveren eller i denne browser. Genindlæs siden for at gå videre.',
    reload: 'Genindlæs siden',
  },
  again: {
    title: 'Log ind igen',
    say: 'Din session er slut. Siden bliver stående, og det, du har skrevet, bliver sendt, når du er logget ind igen.',
    demo: (name: string) => `Fortsæt som ${name}`,
    link: 'Åbn et nyt link fra administratoren i et andet faneblad. Kom så tilbage hertil.',
    check: 'Jeg er logget ind igen',
    stillOut: 'Du er ikke logget ind endnu. Åbn linket først, og prøv så igen.',
    other:
      'En anden er logget ind i denne browser nu. Genindlæs siden for at fortsætte som den person; det, du ikke nåede at sende, bliver i browseren til dig.',
    reload: 'Genindlæs siden',
  },
} as const
