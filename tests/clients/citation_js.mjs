// Citation.js: prints what it reads of a file as CSL-JSON. Usage: node citation_js.mjs FILE FORMAT
import { readFileSync } from 'node:fs'
import { Cite } from '@citation-js/core'
import '@citation-js/plugin-bibtex'
import '@citation-js/plugin-csl'
import '@citation-js/plugin-ris'

const forms = { bibtex: '@bibtex/text', biblatex: '@biblatex/text', ris: '@ris/file', 'csl-json': '@csl/list+object' }
const [path, form] = process.argv.slice(2)
const text = readFileSync(path, 'utf8')
const found = new Cite(form === 'csl-json' ? JSON.parse(text) : text, { forceType: forms[form] })
console.log(JSON.stringify(found.data.map(({ _graph, ...item }) => item)))
