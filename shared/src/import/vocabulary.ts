/** Owns the importer's words: general Danish and the domain's, never the name of a place, project, person or plan. */

/** The title of the section for text that stands before the first heading. */
export const openingTitle = 'Indledning'

/** What introduces a result goal, or a list of them. */
export const resultLabel =
  /^(?:resultatm[åa]l|succesm[åa]l|delm[åa]l|effektm[åa]l|m[åa]ltal)(?:\s*(?:nr\.?\s*)?\d*\s*[a-zæøå]?)?\s*[:.]?$/iu
