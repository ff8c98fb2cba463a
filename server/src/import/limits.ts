/** Owns how much a text on its way in may take: of time, memory and room. */

export type ReadLimits = {
  /** Of the file as it comes. Bytes. */
  readonly fileBytes: number
  /** Of a DOCX when it is unpacked, all its parts together. Bytes. */
  readonly unpackedBytes: number
  readonly pages: number
  /** Letters of the text that is read. */
  readonly letters: number
  /** From the start of the thread to its answer. Milliseconds. */
  readonly time: number
  /** Of the thread's own heap, and again of the buffers beside it. Megabytes. */
  readonly memoryMb: number
}

/** A plan has 20 to 60 pages and 20 to 150 thousand letters. */
export const readLimits: ReadLimits = {
  fileBytes: 20 * 1024 * 1024,
  unpackedBytes: 150 * 1024 * 1024,
  pages: 1_000,
  letters: 1_000_000,
  time: 60_000,
  memoryMb: 512,
}

/** Readings at once in all; the rest waits its turn. */
export const readingsAtOnce = 2
/** Readings under way or waiting, of one person and in all: what is more is refused. Their bytes are held in memory. */
export const readingsOfPerson = 2
export const readingsInAll = 10
/** Texts that one person may have on their way in. */
export const importsOfPerson = 20
/** How long a text is kept for its person. Milliseconds. */
export const importLasts = 14 * 24 * 60 * 60 * 1000
/** A document of the database holds 16 MB: source and draft stand in one. Bytes. */
export const packedBytes = 7 * 1024 * 1024
