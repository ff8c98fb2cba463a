/** Owns the one way to draw an icon: a shape beside a word, never the word itself. */
export type IconName =
  | 'check' | 'close' | 'plus' | 'chevron-right' | 'chevron-down' | 'chevron-up' | 'arrow-right' | 'arrow-left' | 'undo' | 'redo' | 'list' | 'numbered' | 'quote'
  | 'link' | 'table' | 'goal' | 'lock' | 'device' | 'warning' | 'info' | 'clock' | 'outline' | 'more' | 'grip' | 'pencil' | 'history' | 'search'
  | 'calendar' | 'file' | 'eye' | 'send' | 'back' | 'user' | 'shield' | 'moved'

export function Icon({ name }: { readonly name: IconName }) {
  return <span className={`icon i-${name}`} aria-hidden="true" />
}
