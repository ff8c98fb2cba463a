/** Owns what a person reads on the terminal when the server runs: where it is, and who one can be. */
import { demoPeople } from './demo/people.ts'
import type { Installation } from './storage/ports.ts'

export type Greeting = {
  readonly address: string
  readonly port: number
  readonly installation: Installation
  /** For the first administrator. */ readonly link: string | null
}

/** Danish, like everything that the people of a municipality read. */
export function greeting({ address, port, installation, link }: Greeting): string {
  const local = `http://localhost:${port}`
  const lines = ['', `  Samplan · ${installation.municipality}${installation.demo ? ' (demo)' : ''}`, '']
  if (installation.demo) {
    lines.push(`  ${local}`, `  http://127.0.0.1:${port}`, '')
    lines.push('  De to adresser er hver sit log ind: i én browser kan du være to personer på én gang.', '')
    const width = Math.max(...demoPeople.map(({ name, title }) => name.length + title.length))
    for (const { name, title, hint } of demoPeople)
      lines.push(`  ${name}, ${title}${' '.repeat(width - name.length - title.length)}  ${hint}`)
  } else lines.push(`  ${address}`, ...(address === local ? [] : [`  ${local}`]))
  if (link) lines.push('', '  Ingen er registreret endnu. Den første administrator kommer ind med dette link, én gang:', `  ${link}`)
  return [...lines, '', '  Ctrl+C slutter; alt er gemt.', ''].join('\n')
}
