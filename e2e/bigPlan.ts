/** Owns plans of any size, for journeys and bench: text of our own wording, brought in as HTML in one go. Needs no packages. */

export type BigPlan = { readonly sections: number; readonly letters: number }

/** About as many letters stand on a printed page of a plan. */
export const lettersOfPage = 2_500

const subjects = ['Jobcentret', 'Virksomheden', 'Sagsbehandleren', 'Den unge', 'Kommunen', 'Borgeren', 'Mentoren', 'Uddannelsen']
const verbs = ['begynder med', 'samler', 'følger op på', 'taler om', 'bygger videre på', 'finder', 'lægger vægt på', 'holder fast i']
const objects = [
  'det første møde',
  'den samlede indsats',
  'vejen til et arbejde',
  'de gode erfaringer',
  'en aftale om praktik',
  'det næste skridt',
]
const ends = ['sammen med dem det handler om', 'fra den første dag', 'uden at vente på andre', 'også når det er svært', 'i hele forløbet']

const pick = (words: readonly string[], at: number): string => words[at % words.length] ?? ''

/** Another sentence for each number. */
const sentence = (at: number): string =>
  `${pick(subjects, at)} ${pick(verbs, at * 7 + (at >> 3))} ${pick(objects, at * 5 + (at >> 2))} ${pick(ends, at * 3 + (at >> 4))}.`

export const titleOf = (section: number): string => `Indsats nummer ${section + 1}`

/** Each third section is a main one, with two under it; each has paragraphs and a list, each fifth a table, too. */
export function bigPlanHtml({ sections, letters }: BigPlan): string {
  const parts: string[] = []
  let at = 0
  for (let section = 0; section < sections; section++) {
    const level = section % 3 === 0 ? 1 : 2
    parts.push(`<h${level}>${titleOf(section)}</h${level}>`)
    let left = letters / sections
    const take = (count: number): string => {
      const words = Array.from({ length: count }, () => sentence(at++)).join(' ')
      left -= words.length
      return words
    }
    parts.push(`<p>${take(4)}</p>`, `<ul>${Array.from({ length: 3 }, () => `<li>${take(1)}</li>`).join('')}</ul>`)
    if (section % 5 === 0) {
      const row = (): string => `<tr><td>${take(1)}</td><td>${at}</td><td>${at + 5} %</td></tr>`
      parts.push(`<table><tr><th>Indsats</th><th>Antal</th><th>Andel</th></tr>${row()}${row()}${row()}</table>`)
    }
    while (left > 0) parts.push(`<p>${take(5)}</p>`)
  }
  return `<html><body>${parts.join('\n')}</body></html>`
}
