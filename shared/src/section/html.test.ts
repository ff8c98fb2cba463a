import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Content, ElementNode } from './content.ts'
import type { GoalFacts } from './goalBlock.ts'
import { goalWords } from './goalWords.ts'
import { blockHtml, headingTag, renderBlocks } from './html.ts'
import { anyContent, everyNode } from './sample.ts'

const context = { level: 1, words: goalWords } as const
const render = (node: ElementNode): string => blockHtml(node, context)
const text = (words: string, ...marks: { type: string; attrs?: Record<string, string> }[]) => ({
  type: 'text' as const,
  text: words,
  ...(marks.length > 0 && { marks }),
})
const br = '<br class="ProseMirror-trailingBreak">'

describe('the one renderer', () => {
  test('SE-10 every node type has its box', () => {
    expect(renderBlocks(everyNode.slice(0, 13), context)).toEqual([
      '<p>Teksten med <strong>fed</strong>, <em>kursiv</em> og <strong><em>begge</em></strong>.</p>',
      `<p>${br}</p>`,
      '<p>Før<br>efter</p>',
      `<p>Slutter med et skift<br>${br}</p>`,
      '<p>Se <a href="https://fjordby.dk/plan" rel="noopener noreferrer nofollow">kommunens <strong>side</strong></a>, skriv til <a href="mailto:plan@fjordby.dk" rel="noopener noreferrer nofollow">os</a></p>',
      '<h3 data-depth="1">Indsatser</h3>',
      '<h4 data-depth="2">Den første</h4>',
      `<h4 data-depth="2">${br}</h4>`,
      `<ul><li><p>første</p></li><li><p>anden</p><ul><li><p>${br}</p></li></ul></li></ul>`,
      '<ol><li><p>et</p></li></ol>',
      '<ol start="3"><li><p>tre</p></li></ol>',
      `<blockquote><p>Et citat</p><p>${br}</p></blockquote>`,
      '<div class="tableWrapper"><table style="min-width: 75px;"><colgroup><col style="min-width: 25px;"><col style="min-width: 25px;"><col style="min-width: 25px;"></colgroup><tbody>' +
        '<tr><th colspan="1" rowspan="1"><p>År</p></th><th colspan="2" rowspan="1"><p>Andel</p></th></tr>' +
        `<tr><td colspan="1" rowspan="1"><p>2026</p></td><td colspan="1" rowspan="1"><p>12,4</p></td><td colspan="1" rowspan="1"><p>${br}</p></td></tr></tbody></table></div>`,
    ])
  })

  test('SE-11 sub-headings stand below the heading of their section and never below h6', () => {
    expect(([1, 2, 3] as const).map((level) => [1, 2, 9].map((depth) => headingTag(level, depth)))).toEqual([
      ['h3', 'h4', 'h5'],
      ['h4', 'h5', 'h6'],
      ['h5', 'h6', 'h6'],
    ])
    expect(headingTag(1, Number.NaN)).toBe('h3')
  })

  test('SE-12 text and attributes never become markup', () => {
    const bad = '<img src=x onerror="x">&\'"'
    const html = renderBlocks(
      [
        {
          type: 'paragraph',
          content: [text(bad), text(bad, { type: 'link', attrs: { href: `https://x.dk/"${bad}` } }), text(bad, { type: bad })],
        },
        { type: 'heading', attrs: { depth: bad }, content: [text(bad)] },
        { type: 'orderedList', attrs: { start: bad } },
        { type: 'table', content: [{ type: 'tableRow', content: [{ type: 'tableCell', attrs: { colspan: bad, rowspan: 1e9 } }] }] },
        { type: bad, attrs: { style: bad }, content: [text(bad)] },
        {
          type: 'goal',
          attrs: { id: bad, level: bad, category: bad },
          content: [
            { type: 'goalStatement', content: [text(bad)] },
            { type: 'goalIndicator', attrs: { indicator: bad, unit: bad, target: bad, reference: bad, operator: bad, deadline: bad } },
          ],
        },
      ],
      context,
    ).join('')
    expect(html).not.toContain('<img')
    expect(html).not.toMatch(/="[^"]*"x/)
    expect(html).toContain('&lt;img src=x onerror=&quot;x&quot;&gt;&amp;&#39;&quot;')
  })

  test.each([
    'javascript:alert(1)',
    ' javascript:alert(1)',
    'java\nscript:x',
    'data:text/html,x',
    'vbscript:x',
    '//x.dk',
    '/plan',
    '',
    'ftp://x.dk',
    7,
  ])('SE-13 a link to %j leads nowhere', (href) => {
    expect(render({ type: 'paragraph', content: [{ type: 'text', text: 'x', marks: [{ type: 'link', attrs: { href } }] }] })).toBe(
      '<p><a>x</a></p>',
    )
  })

  test.each(['http://x.dk', 'HTTPS://x.dk', 'mailto:a@x.dk', 'tel:+4512345678'])('SE-13 a link to %j leads there', (href) => {
    expect(render({ type: 'paragraph', content: [text('x', { type: 'link', attrs: { href } })] })).toContain(`href="${href}"`)
  })

  test('SE-14 an unknown node is shown as a plain block with its text', () => {
    expect(render({ type: 'factBox', content: [{ type: 'paragraph', content: [text('Fakta')] }] })).toBe(
      '<div class="unknown-block"><p>Fakta</p></div>',
    )
    expect(render({ type: 'figure' })).toBe(`<div class="unknown-block">${br}</div>`)
  })

  test('SE-15 a table of absurd width is drawn within bounds', () => {
    const wide: ElementNode = {
      type: 'table',
      content: [{ type: 'tableRow', content: Array.from({ length: 50 }, () => ({ type: 'tableCell', attrs: { colspan: 9999 } })) }],
    }
    expect(render(wide).length).toBeLessThan(20_000)
  })

  test('SE-16 tags are balanced for any content', () => {
    fc.assert(
      fc.property(anyContent, (content: Content) => {
        const open: string[] = []
        for (const [, close, tag] of renderBlocks(content, context)
          .join('')
          .matchAll(/<(\/?)([a-z0-9]+)[^>]*>/g)) {
          if (tag === 'br') continue
          if (close === '') open.push(tag ?? '')
          else expect(open.pop()).toBe(tag)
        }
        expect(open).toEqual([])
      }),
      { numRuns: 60 },
    )
  })
})

describe('the goal block', () => {
  const goal = everyNode[14] as ElementNode
  const facts: GoalFacts = {
    code: '4a',
    verdict: 'onTrack',
    indicators: new Map([['ledige', { latest: { value: '12.4', period: '2026-09' }, reason: 'Et stykke fra målet.' }]]),
  }

  test('GB-1 head, statement, facts and reason stand in the order of the design', () => {
    expect(blockHtml(goal, { ...context, goals: new Map([['maal-4a', facts]]) })).toBe(
      '<div class="goal" role="group" aria-label="Mål\u00a04a" data-goal="maal-4a" data-level="result">' +
        '<div class="goal-head" contenteditable="false"><span class="goal-code">4a</span><span>Resultatmål</span><span class="verdict ontrack"><span class="verdict-mark v-ontrack" aria-hidden="true"></span>På vej</span></div>' +
        '<div class="goal-body"><p class="goal-say">Ledigheden skal falde til <strong>højst 11 %</strong></p>' +
        '<div class="goal-indicator" contenteditable="false"><p class="goal-measure">Ledige blandt fleksjobberettigede</p><dl class="facts"><div><dt>Nu</dt><dd>12,4\u00a0%<small>sept. 2026</small></dd></div><div><dt>Mål</dt><dd>højst 11\u00a0%<small>dec. 2027</small></dd></div><div><dt>Udgangspunkt</dt><dd>12,4\u00a0%<small>sept. 2026</small></dd></div></dl><p class="goal-why">Et stykke fra målet.</p></div>' +
        '<div class="goal-indicator" contenteditable="false"><dl class="facts"><div><dt>Nu</dt><dd class="none">ingen tal<small>\u00a0</small></dd></div><div><dt>Mål</dt><dd class="none">intet måltal<small>\u00a0</small></dd></div></dl><p class="goal-why">\u00a0</p></div>' +
        '</div></div>',
    )
  })

  test('GB-2 facts that arrive later fill rows that were there', () => {
    const rows = (html: string): string[] => [...html.matchAll(/<(\/?(?:div|dl|dt|dd|p|small))\b/g)].map((found) => found[1] ?? '')
    expect(rows(render(goal))).toEqual(rows(blockHtml(goal, { ...context, goals: new Map([['maal-4a', facts]]) })))
  })

  test('GB-3 an empty statement has the height of a line', () => {
    expect(render(everyNode[15] as ElementNode)).toContain(`<p class="goal-say">${br}</p>`)
  })

  test.each<[Record<string, string>, string]>([
    [{ operator: 'atMost', target: '11', unit: '%' }, 'højst 11\u00a0%'],
    [{ operator: 'atLeast', reference: 'landsgennemsnit' }, 'mindst landet'],
    [{ operator: 'atMost', reference: 'landsgennemsnit', offset: '-1' }, 'højst landet \u22121'],
    [{ operator: 'rankTopN', target: '5' }, 'nr.\u00a05 eller bedre'],
    [{ operator: 'rankTopPercent', target: '20' }, 'bedste 20\u00a0%'],
    [{ operator: 'relativeReduction', target: '50' }, '50\u00a0% lavere'],
    [{ operator: 'compliance' }, 'overholdt'],
    [{ targetKind: 'milestone' }, 'nået'],
    [{ operator: 'atLeast', unit: '%' }, 'intet måltal'],
    [{ operator: 'atLeast', target: 'mange' }, 'mindst mange'],
  ])('GB-4 the target %j reads "%s"', (attrs, said) => {
    expect(render({ type: 'goalIndicator', attrs })).toContain(
      `<dt>Mål</dt><dd${said === 'intet måltal' ? ' class="none"' : ''}>${said}<small>`,
    )
  })
})
