/** Owns small numbers as Danish words. */

const words = ['ingen', 'én', 'to', 'tre', 'fire', 'fem', 'seks', 'syv', 'otte', 'ni', 'ti', 'elleve', 'tolv'] as const

/** "tre", and from thirteen on "13". `neuter` is for ét mål, ét afsnit. */
export function inWords(count: number, neuter = false): string {
  return count === 1 && neuter ? 'ét' : (words[count] ?? String(count))
}

/** The same at the beginning of a sentence. */
export function inWordsFirst(count: number, neuter = false): string {
  const word = inWords(count, neuter)
  return word.slice(0, 1).toLocaleUpperCase('da-DK') + word.slice(1)
}
