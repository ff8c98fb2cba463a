/** Owns the demo municipality: its administrations, bodies and people. All of it is invented. */
import type { MunicipalityId, PersonId, UnitId } from '@samplan/shared/ids'
import type { Administration, Body, Membership, Person, Role, Unit } from '@samplan/shared/people'

export const demoMunicipality = { id: 'fjordby' as MunicipalityId, name: 'Fjordby Kommune' } as const

export const jobcenter = 'jobcenter' as UnitId
export const socialHealth = 'social-og-sundhed' as UnitId
export const childrenYouth = 'boern-og-unge' as UnitId
export const businessPlanning = 'erhverv-og-plan' as UnitId
export const udvalg = 'beskaeftigelses-og-vaekstudvalget' as UnitId
export const byraad = 'byraadet' as UnitId

export const demoAdministrations: readonly Administration[] = [
  { kind: 'administration', id: jobcenter, name: 'Jobcenter', letter: 'J', colour: 'plum' },
  { kind: 'administration', id: socialHealth, name: 'Social og Sundhed', letter: 'S', colour: 'teal' },
  { kind: 'administration', id: childrenYouth, name: 'Børn og Unge', letter: 'B', colour: 'olive' },
  { kind: 'administration', id: businessPlanning, name: 'Erhverv og Plan', letter: 'E', colour: 'sienna' },
]

/** In the order of the demo plans' route. */
export const demoBodies: readonly Body[] = [
  { kind: 'body', id: udvalg, name: 'Beskæftigelses- og Vækstudvalget', shortName: 'Udvalg', final: false },
  { kind: 'body', id: byraad, name: 'Byrådet', shortName: 'Byråd', final: true },
]

export const demoUnits: readonly Unit[] = [...demoAdministrations, ...demoBodies]

/** A person of the demo with one line for the sign-in page: what there is for them to do. */
export type DemoPerson = Person & { readonly hint: string }

function person(id: string, name: string, title: string, memberships: readonly Membership[], hint: string): DemoPerson {
  const email = `${id}@fjordby.example`
  return { id: id as PersonId, name, email, title, active: true, memberships, hint }
}

const one = (role: Role, unit: UnitId | null): readonly Membership[] => [{ unit, role }]

/** In the order of the sign-in page: those who write, those who decide, those who run it. */
export const demoPeople: readonly DemoPerson[] = [
  person(
    'karen-vestergaard',
    'Karen Vestergaard',
    'Jobcenterleder',
    one('leader', jobcenter),
    'Leder Beskæftigelsesplan 2027 og sender den til udvalget',
  ),
  person(
    'mads-thorup',
    'Mads Thorup',
    'Udviklingskonsulent',
    one('staff', jobcenter),
    'Skriver i afsnit om sagsbehandling, flygtninge og opfølgning',
  ),
  person(
    'anette-brogaard',
    'Anette Brogård',
    'Leder af Social og Sundhed',
    one('leader', socialHealth),
    'Skriver i afsnit om handicap, sundhed og mental støtte',
  ),
  person(
    'sofie-lykke',
    'Sofie Lykke',
    'Socialfaglig konsulent',
    one('staff', socialHealth),
    'Skriver i afsnit om borgere med handicap og fleksjob',
  ),
  person(
    'peter-hjortlund',
    'Peter Hjortlund',
    'Leder af Børn og Unge',
    one('leader', childrenYouth),
    'Leder planen for unge, som ligger for udvalget nu',
  ),
  person('jens-aaskov', 'Jens Aaskov', 'Ungekonsulent', one('staff', childrenYouth), 'Skriver i afsnit om unge i uddannelse eller job'),
  person(
    'ulla-skovmose',
    'Ulla Skovmose',
    'Leder af Erhverv og Plan',
    one('leader', businessPlanning),
    'Leder planen for virksomheder og skriver i afsnit om dem',
  ),
  person(
    'nadia-elmstroem',
    'Nadia Elmstrøm',
    'Erhvervskonsulent',
    one('staff', businessPlanning),
    'Skriver i afsnit om opkvalificering og arbejdskraft',
  ),
  person(
    'birgit-stenholt',
    'Birgit Stenholt',
    'Udvalgssekretær',
    one('secretary', udvalg),
    'Skriver, hvad udvalget beslutter om planen for unge',
  ),
  person('torben-ravnkilde', 'Torben Ravnkilde', 'Udvalgsformand', one('member', udvalg), 'Læser planen for unge før udvalgets møde'),
  person(
    'gitte-overbaek',
    'Gitte Overbæk',
    'Medlem af udvalg og byråd',
    [
      { unit: udvalg, role: 'member' },
      { unit: byraad, role: 'member' },
    ],
    'Læser planen for unge i udvalget og den for virksomheder i byrådet',
  ),
  person(
    'lone-krogsgaard',
    'Lone Krogsgaard',
    'Byrådssekretær',
    one('secretary', byraad),
    'Skriver, hvad byrådet beslutter om planen for virksomheder',
  ),
  person('henrik-falkenby', 'Henrik Falkenby', 'Byrådsmedlem', one('member', byraad), 'Læser planen for virksomheder før byrådets møde'),
  person('pia-munkesoe', 'Pia Munkesø', 'Administrator', one('administrator', null), 'Passer personer, forvaltninger og nye planer'),
]
