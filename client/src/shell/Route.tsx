/** Owns the drawing of a plan's route: word, date, shape, then colour. */
import { text } from '../text/da.ts'
import type { Station } from './routeStations.ts'

const spoken = { done: text.shell.routeDone, now: text.shell.routeNow, coming: '' } as const

export function Route({ stations, upright }: { readonly stations: readonly Station[]; readonly upright?: boolean }) {
  return (
    <ol className={upright ? 'route upright' : 'route route-wide'} aria-label={text.shell.routeName}>
      {stations.map((station) => (
        <li key={station.key} className={station.state} aria-current={station.state === 'now' ? 'step' : undefined}>
          <b>
            {station.name}
            {spoken[station.state] && <span className="sr">{spoken[station.state]}</span>}
          </b>
          <span>{station.note}</span>
        </li>
      ))}
    </ol>
  )
}

/** The same as dots, for lists and narrow headers; the word stands beside it. */
export function MiniRoute({ stations }: { readonly stations: readonly Station[] }) {
  return (
    <span className="mini-route" aria-hidden="true">
      {stations.map((station) => (
        <i key={station.key} className={station.state === 'coming' ? undefined : station.state} />
      ))}
    </span>
  )
}
