/** Owns the start of the interface in a tab: styles, session, the first page's code and facts, then React over what the server drew. */
import './style/all.css'
import { ApolloProvider } from '@apollo/client/react'
import { createRoot } from 'react-dom/client'
import { App } from './App.tsx'
import { createGraphClient } from './graphql/client.ts'
import { preparePage } from './pages.tsx'
import { loadSession, type Session } from './session.ts'
import { text } from './text/da.ts'

async function start(root: HTMLElement): Promise<void> {
  let session: Session
  try {
    session = await loadSession()
  } catch {
    showProblem(root)
    return
  }
  const client = createGraphClient()
  await preparePage(client, location.pathname, session.me !== null)
  createRoot(root).render(
    <ApolloProvider client={client}>
      <App first={session} />
    </ApolloProvider>,
  )
}

/** Without a session there is no app: one sentence above what the server drew, and a way to try again. */
function showProblem(root: HTMLElement): void {
  const say = document.createElement('div')
  say.className = 'banner bad'
  say.setAttribute('role', 'alert')
  const words = document.createElement('p')
  words.textContent = text.problems.offline
  const again = document.createElement('button')
  again.className = 'btn'
  again.textContent = text.shell.retry
  again.addEventListener('click', () => location.reload())
  say.append(words, again)
  root.before(say)
}

const root = document.getElementById('root')
if (!root) throw new Error('index.html has no #root')
void start(root)
