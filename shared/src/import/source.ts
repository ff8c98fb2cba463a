/** Owns the form in which a reader of files (text, PDF, Word, paste) hands a text to the finder: lines with what could be seen of their layout. */

/** A run of equal letters in a line. `note` is the mark of a footnote that stands at the end of the run, e.g. "3". */
export type SourceRun = {
  readonly text: string
  readonly bold?: boolean
  readonly italic?: boolean
  readonly href?: string
  readonly note?: string
}

/** What only a file with layout knows. Lengths in points from the page's top left. */
export type SourceLayout = {
  readonly left: number
  readonly right: number
  readonly top: number
  readonly size: number
}

/** One line as a person sees it; in Word one paragraph is one line. */
export type SourceLine = {
  /** From 1 over the whole file: in a text file the number of the line, empty ones counted. */
  readonly number: number
  /** From 1; null where the file knows no pages. */
  readonly page: number | null
  /** The letters of `runs`, indentation kept. Empty for an empty line. */
  readonly text: string
  readonly runs: readonly SourceRun[]
  readonly layout: SourceLayout | null
  /** Points, where a Word file's own runs say it; a PDF has it in `layout`. */
  readonly size?: number
  /** What a Word style says: a heading and its level from 1, or an item of a list and its depth from 0. */
  readonly style: { readonly heading: number } | { readonly listDepth: number; readonly ordered: boolean } | null
}

export type SourceCell = { readonly text: string; readonly colspan: number; readonly rowspan: number }

/** A table that the file itself knows (Word), or that the layout shows (PDF). Its rows also stand as lines, cells parted by tabs, numbered `from` to `to`. */
export type SourceTable = {
  readonly from: number
  readonly to: number
  readonly headerRows: number
  readonly rows: readonly (readonly SourceCell[])[]
}

/** A footnote that the file keeps apart from the text (Word): `mark` as in the runs. */
export type SourceNote = { readonly mark: string; readonly text: string }

export type SourceText = {
  readonly kind: 'text' | 'pdf' | 'docx' | 'paste'
  /** The file's name, or null for pasted text. */
  readonly name: string | null
  readonly pages: number | null
  readonly lines: readonly SourceLine[]
  readonly tables: readonly SourceTable[]
  readonly notes: readonly SourceNote[]
}
