// The extension in better-sqlite3, which has a SQLite of its own, compiled into Node's module: another one than the library's.
// BUILD is the folder with ssesearch.so.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { after, test } from 'node:test'
import Database from 'better-sqlite3'

const build = process.env.BUILD
const folder = mkdtempSync(join(tmpdir(), 'ssesearch-test-'))
const index = join(folder, 'index.db')
execFileSync(join(build, 'sseindex'), ['--quiet', '--db', index, resolve(import.meta.dirname ?? '.', '../../corpus')])
const db = new Database(':memory:')
db.loadExtension(join(build, 'ssesearch'))
after(() => {
  db.close()
  rmSync(folder, { recursive: true })
})

test('a search of an index gives what ssesearch gives', () => {
  const wanted = JSON.parse(execFileSync(join(build, 'ssesearch'), ['--db', index, '--json', '-n', '3', 'cooperatives Korea']))
  const found = db.prepare('SELECT id, title FROM sse_search(?, 3, ?)').all('cooperatives Korea', index)
  assert.deepEqual(found, wanted.items.map(({ id, title }) => ({ id, title })))
})

test('a table of its own takes the tokenizer, with stems, accents and Korean', () => {
  db.exec("CREATE VIRTUAL TABLE t USING fts5(x, tokenize = 'sse language fr')")
  const put = db.prepare('INSERT INTO t VALUES(?)')
  for (const text of ['Les coopératives de Montréal', '협동조합은 좋다']) put.run(text)
  const find = (query) => db.prepare("SELECT highlight(t, 0, '[', ']') FROM t WHERE t MATCH ?").pluck().all(query)
  assert.deepEqual(find('cooperative montreal'), ['Les [coopératives] de [Montréal]'])
  assert.equal(find('협동조합').length, 1)
})

test('functions fold and cut snippets, and what is wrong is an error of JavaScript', () => {
  assert.equal(db.prepare("SELECT sse_fold('Œuvre ÉCONOMIQUE')").pluck().get(), 'oeuvre economique')
  assert.match(db.prepare("SELECT sse_snippet('Les coopératives sont ici, avec nous', 'cooperative')").pluck().get(), /\[coopératives\]/)
  assert.throws(() => db.prepare("SELECT id FROM sse_search('x', 1, 'nowhere.db')").all(), /no index yet/)
})
