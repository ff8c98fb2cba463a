/** Owns the Danish words of a printed plan's title page. */
export const print = {
  period: 'Periode',
  owner: 'Ansvarlig forvaltning',
  state: 'Status',
  version: 'Version',
  checksum: 'Kontrolsum',
  printed: 'Udskrevet',
  draft: 'Kladde. Planen skrives stadig og er ikke sendt til beslutning.',
  sent: 'Den sendte version. Planen er en kladde igen, og den nye tekst er ikke sendt.',
  body: (body: string) => `Til beslutning: ${body}`,
  adopted: (date: string) => `Vedtaget ${date}`,
  stored: 'En gemt version af planen, som den blev sendt.',
  versionOf: (number: number | null, date: string, by: string) => `${number === null ? 'Sendt' : `${number}, sendt`} ${date} af ${by}`,
} as const
