/** Owns the files that tests bring in, made on the spot: PDF, Word, and what is broken. All wording is our own. */
import { deflateSync } from 'node:zlib'
import {
  CommentRangeEnd,
  CommentRangeStart,
  CommentReference,
  DeletedTextRun,
  Document,
  ExternalHyperlink,
  FootnoteReferenceRun,
  HeadingLevel,
  InsertedTextRun,
  LevelFormat,
  Packer,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
} from 'docx'
import { zipSync } from 'fflate'
import { createRequire } from 'node:module'

/** What tests use of pdfkit, which has no types. */
export type Pdf = {
  readonly on: (event: 'data' | 'end', listener: (chunk: Buffer) => void) => Pdf
  readonly end: () => void
  readonly font: (name: string) => Pdf
  readonly fontSize: (size: number) => Pdf
  readonly text: (text: string, ...options: readonly (object | number)[]) => Pdf
  readonly moveDown: (lines?: number) => Pdf
  readonly moveTo: (x: number, y: number) => Pdf
  readonly lineTo: (x: number, y: number) => Pdf
  readonly rect: (x: number, y: number, width: number, height: number) => Pdf
  readonly fill: (colour: string) => Pdf
  readonly fillColor: (colour: string) => Pdf
  readonly stroke: () => Pdf
  readonly addPage: () => Pdf
}
const PdfDocument = createRequire(import.meta.url)('pdfkit') as new (options: object) => Pdf

/** A4 with margins of 60 points. */
export async function pdfOf(write: (pdf: Pdf) => void, options: object = {}): Promise<Uint8Array<ArrayBuffer>> {
  const pdf = new PdfDocument({ size: 'A4', margin: 60, ...options })
  const chunks: Buffer[] = []
  pdf.on('data', (chunk) => chunks.push(chunk))
  const ended = new Promise<void>((resolve) => pdf.on('end', () => resolve()))
  write(pdf)
  pdf.end()
  await ended
  return new Uint8Array(Buffer.concat(chunks))
}

/** Running text in two columns below a heading over both. */
export function twoColumns(paragraphs: readonly string[]): Promise<Uint8Array<ArrayBuffer>> {
  return pdfOf((pdf) => {
    pdf.font('Helvetica-Bold').fontSize(20).text('En overskrift over begge spalter, som er bred nok til det')
    pdf
      .moveDown()
      .font('Helvetica')
      .fontSize(10)
      .text(paragraphs.join('\n\n'), { columns: 2, columnGap: 18, height: 640, align: 'justify' })
  })
}

const author = { author: 'Nogen', date: '2026-11-01T00:00:00Z' }
const plain = (text: string, options: object = {}): Paragraph => new Paragraph({ children: [new TextRun(text)], ...options })
const cell = (text: string, options: object = {}): TableCell => new TableCell({ children: [plain(text)], ...options })

/** Headings, looks, lists, a link, a note, a table with merged cells, a comment and tracked changes. */
export async function wordFile(): Promise<Uint8Array<ArrayBuffer>> {
  const list = (reference: string, format: (typeof LevelFormat)[keyof typeof LevelFormat]) => ({
    reference,
    levels: [0, 1].map((level) => ({ level, format, text: format === LevelFormat.BULLET ? '•' : `%${level + 1}.` })),
  })
  const item = (text: string, reference: string, level: number): Paragraph => plain(text, { numbering: { reference, level } })
  const document = new Document({
    numbering: { config: [list('punkter', LevelFormat.BULLET), list('tal', LevelFormat.DECIMAL)] },
    footnotes: { 1: { children: [plain('Tallet er fra september.')] } },
    comments: { children: [{ id: 0, ...author, date: new Date(author.date), children: [plain('Skal vi skrive det?')] }] },
    sections: [
      {
        children: [
          plain('Plan for Skovby 2027', { heading: HeadingLevel.TITLE }),
          plain('Indledning', { heading: HeadingLevel.HEADING_1 }),
          new Paragraph({
            children: [
              new TextRun('Skovby vil have '),
              new TextRun({ text: 'flere', bold: true }),
              new TextRun({ text: ' i arbejde', italics: true }),
              new TextRun('. Ledigheden er 5 %'),
              new FootnoteReferenceRun(1),
              new TextRun(' i dag. Se '),
              new ExternalHyperlink({ children: [new TextRun('tallene')], link: 'https://skovby.example/tal' }),
            ],
          }),
          plain('Sådan gør vi', { heading: HeadingLevel.HEADING_2 }),
          item('Tidlig indsats', 'punkter', 0),
          item('Samtale i første uge', 'punkter', 1),
          item('Først dette', 'tal', 0),
          new Paragraph({
            children: [
              new TextRun('Vi mødes '),
              new DeletedTextRun({ id: 1, ...author, text: 'hver måned' }),
              new InsertedTextRun({ id: 2, ...author, text: 'hver uge' }),
              new CommentRangeStart(0),
              new TextRun(' om det'),
              new CommentRangeEnd(0),
              new TextRun({ children: [new CommentReference(0)] }),
            ],
          }),
          new Table({
            rows: [
              new TableRow({ tableHeader: true, children: [cell('Indsats'), cell('2026'), cell('2027')] }),
              new TableRow({ children: [cell('Kurser', { rowSpan: 2 }), cell('4', { columnSpan: 2 })] }),
              new TableRow({ children: [cell('5'), cell('6')] }),
            ],
          }),
          plain('Slut.'),
        ],
      },
    ],
  })
  return new Uint8Array(await Packer.toBuffer(document))
}

/** A DOCX of some kilobytes whose text is `megabytes` of one letter. */
export function zipBomb(megabytes: number): Uint8Array<ArrayBuffer> {
  const types = '<Types><Override ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
  const text = new Uint8Array(megabytes * 1024 * 1024).fill(0x61)
  return new Uint8Array(zipSync({ '[Content_Types].xml': new TextEncoder().encode(types), 'word/document.xml': text }, { level: 1 }))
}

/** The same with a directory and headers that declare ten bytes. */
export function lyingZipBomb(megabytes: number): Uint8Array<ArrayBuffer> {
  const bytes = zipBomb(megabytes)
  const view = new DataView(bytes.buffer)
  for (let at = 0; at + 30 < bytes.length; at++) {
    const signature = view.getUint32(at, true)
    const size = signature === 0x04034b50 ? at + 22 : signature === 0x02014b50 ? at + 24 : null
    if (size !== null && view.getUint32(size, true) > 1_000_000) view.setUint32(size, 10, true)
  }
  return bytes
}

/** A PDF of one page with this content, which may be packed. */
export function rawPdf(content: Uint8Array, filters: string): Uint8Array<ArrayBuffer> {
  const head = `%PDF-1.4
1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj
2 0 obj <</Type/Pages/Kids[3 0 R]/Count 1>> endobj
3 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F <</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>/Contents 4 0 R>> endobj
4 0 obj <</Length ${content.byteLength}${filters}>> stream
`
  const tail = '\nendstream endobj\ntrailer <</Root 1 0 R>>\n'
  return new Uint8Array(Buffer.concat([Buffer.from(head), content, Buffer.from(tail)]))
}

/** Text that takes pdf.js for ever: each letter is set for itself, and there are millions. */
export function endlessPdf(): Uint8Array<ArrayBuffer> {
  const page = Buffer.from(`BT /F 10 Tf ${'1 0 0 1 50 50 Tm (a) Tj '.repeat(400_000)} ET`)
  return rawPdf(deflateSync(page), '/Filter/FlateDecode')
}
