/** Owns that the focus stays on what had it when the browser takes it away because its element was moved among others. */
import { Component, type ReactNode, type RefObject } from 'react'

type KeepFocusProps = { readonly within: RefObject<HTMLElement | null>; readonly children: ReactNode }

/** A class because only a class is asked right before the page changes. */
export class KeepFocus extends Component<KeepFocusProps> {
  override getSnapshotBeforeUpdate(): HTMLElement | null {
    const { activeElement } = document
    return activeElement instanceof HTMLElement && this.props.within.current?.contains(activeElement) ? activeElement : null
  }

  override componentDidUpdate(_props: KeepFocusProps, _state: unknown, had: HTMLElement | null): void {
    if (had?.isConnected && document.activeElement === document.body) had.focus({ preventScroll: true })
  }

  override render(): ReactNode {
    return this.props.children
  }
}
