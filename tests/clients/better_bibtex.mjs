// The parser of Better BibTeX for Zotero: prints what it reads of a .bib file as CSL-JSON. Usage: node better_bibtex.mjs FILE
import { readFileSync } from 'node:fs'
import { parse } from '@retorquere/bibtex-parser'

const { errors, entries } = await parse(readFileSync(process.argv[2], 'utf8'))
if (errors.length) throw new Error(JSON.stringify(errors))
const name = ({ lastName, firstName, prefix, suffix, name: literal }) =>
  literal ? { literal } : { family: lastName, given: firstName, 'non-dropping-particle': prefix, suffix }
console.log(
  JSON.stringify(
    entries.map(({ key, fields }) => ({
      id: key,
      title: fields.title?.replace(/<\/?[a-z][^>]*>/g, ''),
      author: fields.author?.map(name),
      issued: { raw: fields.date ?? fields.year },
      DOI: fields.doi,
      eprint: fields.eprint,
      URL: fields.url
    }))
  )
)
