/** Owns the contract: the GraphQL schema by topic, as text. */
import { readFileSync } from 'node:fs'

const topics = ['people', 'plan', 'goals']

/** The SDL of the whole schema. */
export const typeDefs: string = topics.map((topic) => readFileSync(new URL(`./${topic}.graphql`, import.meta.url), 'utf8')).join('\n')
