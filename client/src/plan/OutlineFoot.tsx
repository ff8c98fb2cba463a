/** Owns the line below the outline: what was just done there, its undoing, what others did for those who hear it, the bin. */
import { text } from '../text/da.ts'
import type { OutlineWork } from './useOutlineWork.ts'

const words = text.plan.outline

type OutlineFootProps = {
  /** The id of the list of keys, for the tree to be described by. */
  readonly keys: string
  readonly work: OutlineWork
  readonly mayChange: boolean
  readonly binned: number
  readonly onUndo: () => void
  readonly onBin: () => void
}

/** Its place is always kept: the outline does not move because something is said. */
export function OutlineFoot({ keys, work, mayChange, binned, onUndo, onBin }: OutlineFootProps) {
  return (
    <>
      <span className="sr" role="status">
        {work.news.said}
      </span>
      {mayChange && (
        <div className="outline-foot">
          <p>
            <span role="status">{work.said}</span>{' '}
            {work.undoable && (
              <button type="button" className="text-btn" onClick={onUndo}>
                {words.undo}
              </button>
            )}
          </p>
          {binned > 0 && (
            <button type="button" className="text-btn" onClick={onBin}>
              {words.bin(binned)}
            </button>
          )}
          <span className="sr" id={keys}>
            {words.keys}
          </span>
        </div>
      )}
    </>
  )
}
