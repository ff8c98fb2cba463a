import { describe, expect, it } from 'vitest'
import type { SourceText } from '@samplan/shared/import/source'
import { isRefusal } from '@samplan/shared/refusal'
import { readLimits } from './limits.ts'
import { type Coming, type Progress, readBytes } from './readBytes.ts'
import { lyingZipBomb, pdfOf, twoColumns, wordFile, zipBomb } from './testFiles.ts'

const read = async (
  bytes: Uint8Array,
  as: Coming = 'file',
  onProgress: (progress: Progress) => void = () => undefined,
): Promise<SourceText> => {
  const source = await readBytes({ bytes, name: 'plan', as }, readLimits, onProgress)
  if (isRefusal(source)) throw new Error(source.refused)
  return source
}
const refusal = async (bytes: Uint8Array, limits = readLimits): Promise<unknown> => {
  const answer = await readBytes({ bytes, name: 'plan', as: 'file' }, limits, () => undefined)
  return isRefusal(answer) ? answer : 'read'
}
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)
const words = (source: SourceText): string =>
  source.lines
    .map(({ text }) => text)
    .join(' ')
    .replace(/\s+/g, ' ')
    .trim()
const sentence = 'Ærøs øer får æbler'

describe('text and HTML', () => {
  it('IR-20 every usual encoding of Danish gives the same text', async () => {
    const wide = Buffer.from(`${sentence}\r\nto`, 'utf16le')
    const swapped = Buffer.from(wide).swap16()
    const files = [
      utf8(`${sentence}\r\nto`),
      utf8(`\uFEFF${sentence}\nto`),
      Buffer.concat([Buffer.from([0xff, 0xfe]), wide]),
      Buffer.concat([Buffer.from([0xfe, 0xff]), swapped]),
      wide,
      swapped,
      Buffer.from(`${sentence}\rto`, 'latin1'),
    ]
    for (const file of files) expect((await read(file)).lines.map(({ text }) => text)).toEqual([sentence, 'to'])
    expect((await read(Buffer.from([0x93, 0x61, 0x94, 0x20, 0x96, 0x20, 0xe6]))).lines[0]?.text).toBe('“a” – æ')
  })

  it('IR-21 a clipboard’s HTML keeps headings, lists, looks, links and tables, and drops what was deleted or hidden', async () => {
    const html = `<html><head><style>p{color:red}</style></head><body><!--StartFragment--><h2>Mål <b>ét</b></h2>
      <p>Vi <span style="font-weight:700">skal</span> <em>nå</em> <a href="https://skovby.example">det</a><del> ikke</del><ins> snart</ins>.<br>Ny linje</p>
      <ol><li>Først<ul><li>Under</li></ul></li></ol>
      <p class="MsoListParagraph" style="mso-list:l0 level2 lfo1"><span style="mso-list:Ignore">·</span>Fra Word</p>
      <p style="display:none">Skjult</p><script>alert(1)</script>
      <table><tr><th>A</th><th>B</th></tr><tr><td rowspan=2>1</td><td>2<p>3</p></td></tr><tr><td>4</td></tr></table></body></html>`
    const { kind, lines, tables } = await read(utf8(html), 'html')
    expect(kind).toBe('paste')
    expect(lines.map(({ text, style }) => [text, style])).toEqual([
      ['Mål ét', { heading: 2 }],
      ['Vi skal nå det snart.', null],
      ['Ny linje', null],
      ['Først', { listDepth: 0, ordered: true }],
      ['Under', { listDepth: 1, ordered: false }],
      ['Fra Word', { listDepth: 1, ordered: false }],
      ['A\tB', null],
      ['1\t2 3', null],
      ['4', null],
    ])
    expect(lines[1]?.runs).toEqual([
      { text: 'Vi ' },
      { text: 'skal', bold: true },
      { text: ' ' },
      { text: 'nå', italic: true },
      { text: ' ' },
      { text: 'det', href: 'https://skovby.example' },
      { text: ' snart.' },
    ])
    expect(tables).toEqual([
      {
        from: 7,
        to: 9,
        headerRows: 1,
        rows: [[cell('A'), cell('B')], [{ ...cell('1'), rowspan: 2 }, cell('2\n3')], [cell('4')]],
      },
    ])
  })
})

const cell = (text: string) => ({ text, colspan: 1, rowspan: 1 })

describe('Word', () => {
  it('IR-22 a Word file gives its structure: headings, lists, looks, links, notes, tables; changes as accepted, comments dropped', async () => {
    const { kind, lines, tables, notes, pages } = await read(await wordFile())
    expect([kind, pages]).toEqual(['docx', null])
    expect(lines.map(({ text, style }) => [text, style])).toEqual([
      ['Plan for Skovby 2027', null],
      ['Indledning', { heading: 1 }],
      ['Skovby vil have flere i arbejde. Ledigheden er 5 % i dag. Se tallene', null],
      ['Sådan gør vi', { heading: 2 }],
      ['Tidlig indsats', { listDepth: 0, ordered: false }],
      ['Samtale i første uge', { listDepth: 1, ordered: false }],
      ['Først dette', { listDepth: 0, ordered: true }],
      ['Vi mødes hver uge om det', null],
      ['Indsats\t2026\t2027', null],
      ['Kurser\t4', null],
      ['5\t6', null],
      ['Slut.', null],
    ])
    expect(lines[2]?.runs).toEqual([
      { text: 'Skovby vil have ' },
      { text: 'flere', bold: true },
      { text: ' i arbejde', italic: true },
      { text: '. Ledigheden er 5 %', note: '1' },
      { text: ' i dag. Se ' },
      { text: 'tallene', href: 'https://skovby.example/tal' },
    ])
    expect(notes).toEqual([{ mark: '1', text: 'Tallet er fra september.' }])
    expect(tables).toEqual([
      {
        from: 9,
        to: 11,
        headerRows: 1,
        rows: [
          [cell('Indsats'), cell('2026'), cell('2027')],
          [
            { ...cell('Kurser'), rowspan: 2 },
            { ...cell('4'), colspan: 2 },
          ],
          [cell('5'), cell('6')],
        ],
      },
    ])
  })
})

describe('PDF', () => {
  it('IR-23 lines have their page, place and size, looks, links and the marks of notes', async () => {
    const seen: Progress[] = []
    const bytes = await pdfOf((pdf) => {
      pdf.font('Helvetica-Bold').fontSize(18).text('Indledning')
      pdf
        .font('Helvetica')
        .fontSize(10)
        .text('Ledigheden er faldet', { continued: true })
        .fontSize(6)
        .text('3', { continued: true, rise: 4 })
      pdf.fontSize(10).text(' i 25 m', { continued: true }).fontSize(6).text('2', { continued: true, rise: 4 }).fontSize(10)
      pdf.text(' og ', { continued: true }).font('Helvetica-Oblique').text('falder stadig')
      pdf.font('Helvetica').text('Se tallene', { link: 'https://skovby.example/tal' })
      pdf.addPage().text('Side to')
    })
    const { kind, lines, pages } = await read(bytes, 'file', (progress) => seen.push(progress))
    expect([kind, pages, seen]).toEqual(['pdf', 2, [0, 1, 2].map((done) => ({ done, total: 2 }))])
    expect(lines.map(({ text, page }) => [text, page])).toEqual([
      ['Indledning', 1],
      ['Ledigheden er faldet i 25 m2 og falder stadig', 1],
      ['Se tallene', 1],
      ['Side to', 2],
    ])
    expect(lines[0]).toMatchObject({ runs: [{ text: 'Indledning', bold: true }], layout: { left: 60, size: 18 } })
    expect(lines[1]?.runs).toEqual([
      { text: 'Ledigheden er faldet', note: '3' },
      { text: ' i 25 m2 og' },
      { text: ' falder stadig', italic: true },
    ])
    expect(lines[2]?.runs).toEqual([{ text: 'Se tallene', href: 'https://skovby.example/tal' }])
  })

  it('IR-24 two columns below a heading over both are read one after the other', async () => {
    const topics = ['unge', 'ældre', 'ledige', 'syge', 'nye borgere', 'virksomheder', 'skoler', 'naboer']
    const paragraphs = topics.map((topic, at) =>
      Array.from(
        { length: 7 },
        (_, n) => `Afsnit ${at + 1} handler om ${topic}, og sætning ${n + 1} siger det en gang til med lidt flere ord.`,
      ).join(' '),
    )
    const source = await read(await twoColumns(paragraphs))
    expect(words(source)).toBe(`En overskrift over begge spalter, som er bred nok til det ${paragraphs.join(' ')}`)
  })

  it('IR-25 a drawn table is a table with its merged cells, and so is one that is only aligned; running text beside is not', async () => {
    const bytes = await pdfOf((pdf) => {
      pdf.font('Helvetica').fontSize(10).text('Før tabellen', 60, 60)
      const rows = [
        ['Indsats', 'I fjor', 'I år'],
        ['Kurser for ledige', '4', '5'],
        ['I alt for alle indsatser', '', '9'],
      ]
      rows.forEach((row, y) => {
        row.forEach((text, x) => {
          if (y === 2 && x === 1) return
          pdf.rect(60 + x * 120, 90 + y * 25, y === 2 && x === 0 ? 240 : 120, 25).stroke()
          pdf.text(text, 65 + x * 120, 97 + y * 25, { lineBreak: false })
        })
      })
      pdf.text('Mellem tabellerne', 60, 190)
      const aligned = [
        ['Gruppe', 'Antal', 'Andel'],
        ['Unge under 30', '120', '4 %'],
        ['Øvrige', '80', '3 %'],
      ]
      aligned.forEach((row, y) => row.forEach((text, x) => pdf.text(text, 60 + x * 130, 220 + y * 14, { lineBreak: false })))
      pdf.text('Efter tabellerne', 60, 300)
    })
    const { lines, tables } = await read(bytes)
    expect(tables.map(({ headerRows, rows }) => [headerRows, rows])).toEqual([
      [
        1,
        [
          [cell('Indsats'), cell('I fjor'), cell('I år')],
          [cell('Kurser for ledige'), cell('4'), cell('5')],
          [{ ...cell('I alt for alle indsatser'), colspan: 2 }, cell('9')],
        ],
      ],
      [1, [['Gruppe', 'Antal', 'Andel'].map(cell), ['Unge under 30', '120', '4 %'].map(cell), ['Øvrige', '80', '3 %'].map(cell)]],
    ])
    expect(lines.map(({ text }) => text).filter(Boolean)).toEqual([
      'Før tabellen',
      'Indsats\tI fjor\tI år',
      'Kurser for ledige\t4\t5',
      'I alt for alle indsatser\t9',
      'Mellem tabellerne',
      'Gruppe\tAntal\tAndel',
      'Unge under 30\t120\t4 %',
      'Øvrige\t80\t3 %',
      'Efter tabellerne',
    ])
    for (const { from, to, rows } of tables) expect(to - from + 1).toBe(rows.length)
  })
})

describe('what cannot be read', () => {
  it('IR-26 is refused with its own code, judged by its bytes', async () => {
    const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64')
    type Draws = { readonly image: (bytes: Buffer, x: number, y: number, o: object) => void }
    const scanned = await pdfOf(
      (pdf) => (pdf as unknown as Draws).image(png, 0, 0, { width: 500 }), // the test's type of a PDF has only text
    )
    const locked = await pdfOf((pdf) => pdf.text('Hemmeligt'), { userPassword: 'lukket', ownerPassword: 'ejer', pdfVersion: '1.7' })
    const ole = Buffer.concat([
      Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]),
      Buffer.alloc(600),
      Buffer.from('EncryptedPackage', 'utf16le'),
    ])
    const word = await wordFile()
    const cases: readonly (readonly [string, Uint8Array, string])[] = [
      ['nothing', new Uint8Array(), 'importEmpty'],
      ['blanks', utf8(' \n\n .. '), 'importEmpty'],
      ['a picture', png, 'importBinary'],
      ['a program', Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 1, 2, 3, 0, 0, 0]), 'importBinary'],
      ['RTF', utf8('{\\rtf1 Hej}'), 'importBinary'],
      ['an old Word file', ole.subarray(0, 300), 'importBinary'],
      ['a locked Word file', ole, 'importEncrypted'],
      ['a locked PDF', locked, 'importEncrypted'],
      ['a scanned PDF', scanned, 'importScanned'],
      ['a PDF that is cut', utf8('%PDF-1.7\n1 0 obj <<'), 'importUnreadable'],
      ['a Word file that is cut', word.subarray(0, 900), 'importUnreadable'],
      ['too many bytes', new Uint8Array(readLimits.fileBytes + 1), 'importTooLarge'],
      ['too many letters', utf8('ord '.repeat(readLimits.letters / 4 + 1)), 'importTooLarge'],
    ]
    const small = { ...readLimits, unpackedBytes: 3 * 1024 * 1024 }
    for (const bomb of [zipBomb(4), lyingZipBomb(4)]) expect(await refusal(bomb, small)).toEqual({ refused: 'importBomb' })
    for (const [name, bytes, code] of cases) expect([name, await refusal(bytes)]).toMatchObject([name, { refused: code }])
    expect(await refusal(await pdfOf((pdf) => pdf.text('En').addPage().text('To')), { ...readLimits, pages: 1 })).toMatchObject({
      refused: 'importTooLarge',
      of: 'pages',
    })
  })
})
