/** Owns the last line of defence: a page that threw says so in words, and offers to be loaded anew. */
import { Component, type ReactNode } from 'react'
import { text } from '../text/da.ts'

export class Broken extends Component<{ readonly children: ReactNode }, { readonly failed: boolean }> {
  override state = { failed: false }

  static getDerivedStateFromError(): { failed: true } {
    return { failed: true }
  }

  override render(): ReactNode {
    if (!this.state.failed) return this.props.children
    const words = text.shell.broken
    return (
      <main id="indhold" className="page narrow" role="alert">
        <h1>{words.title}</h1>
        <p className="intro">{words.say}</p>
        <p className="after">
          <button type="button" className="btn primary" onClick={() => location.reload()}>
            {words.reload}
          </button>
        </p>
      </main>
    )
  }
}
