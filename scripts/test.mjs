// Owns `npm test`: says in one line when Node is too old, else leads to testAll.mjs. Syntax that the oldest Node reads.
var found = process.versions.node
if (Number(found.split('.')[0]) < 18) {
  console.error('Samplan needs Node 18 or newer to test; this is Node ' + found + '. Get one from https://nodejs.org')
  process.exitCode = 1
} else {
  void import('./testAll.mjs')
}
