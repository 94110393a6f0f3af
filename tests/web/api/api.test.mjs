/* Holds the API against its description: that is an OpenAPI document without errors, and every answer of every
   operation is as it says, with every parameter, in every format, errors included.
   Run by scripts/web-tests, which sets BUILD. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import Ajv from 'ajv/dist/2020.js';
import AjvDraft7 from 'ajv';
import addFormats from 'ajv-formats';
import { startServer } from '../server.mjs';

const build = process.env.BUILD;
const here = fileURLToPath(new URL('.', import.meta.url));
let folder, server, url, api, ids;

before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'api-'));
  const odd = { id: 'a/b?c#d&e', title: 'Odd ferry', text: 'All of it', tags: ['x'], authors: ['Ann'], date: '2023', lang: 'en', url: 'https://e.example/1' };
  writeFileSync(join(folder, 'odd.jsonl'), JSON.stringify(odd) + '\n');
  server = await startServer(folder, ['corpus', join(folder, 'odd.jsonl')]);
  url = server.url;
  api = await (await fetch(url + 'api')).json();
  ids = (await (await fetch(url + 'api/items?limit=3')).json()).items.map((item) => item.id);
});

after(() => {
  server?.stop();
  rmSync(folder, { recursive: true, force: true });
});

test('the description is an OpenAPI document without errors', () => {
  const env = { ...process.env, REDOCLY_TELEMETRY: 'off', NO_COLOR: '1', CI: '1' };
  execFileSync(join(here, 'node_modules/.bin/redocly'), ['lint', '--extends', 'recommended', url + 'api'], { env, stdio: 'pipe', cwd: folder });
});

/* What a reference of the document leads to. */
function resolved(value) {
  if (!value.$ref?.startsWith('#/')) return value;
  return value.$ref.slice(2).split('/').reduce((at, name) => at[name], api);
}

/* The check of a schema of the document, or of that of results, which is of an older draft; made once each. */
const checks = new Map();
async function checkOf(schema) {
  const key = JSON.stringify(schema);
  if (!checks.has(key)) {
    const isOwn = !schema.$ref || schema.$ref.startsWith('#/');
    const ajv = addFormats(new (isOwn ? Ajv : AjvDraft7)({ strict: false, allErrors: true }));
    const whole = isOwn ? { ...schema, components: api.components } : await (await fetch(new URL(schema.$ref, url + 'api'))).json();
    checks.set(key, ajv.compile(whole));
  }
  return checks.get(key);
}

async function check(schema, value, what) {
  const isRight = await checkOf(schema);
  assert.ok(isRight(value), `${what}: ${JSON.stringify(isRight.errors?.slice(0, 3))}`);
}

/* An answer has a status and a type that the operation describes, and what is in it is as its schema says. */
async function ask(path, operation, status) {
  const answer = await fetch(url + path.slice(1));
  const told = resolved(operation.responses[answer.status] ?? {});
  if (status) assert.equal(answer.status, status, path);
  assert.ok(told.description, `${path}: ${answer.status} is not described`);
  const type = answer.headers.get('content-type').split(';')[0];
  assert.ok(told.content?.[type], `${path}: ${type} is not described`);
  const text = await answer.text();
  const value = type.endsWith('json') && type !== 'application/x-ndjson' ? JSON.parse(text) : text;
  await check(told.content[type].schema, value, path);
  return value;
}

/* Values that a parameter may have, by its schema, and some that it may not. */
function values(schema) {
  const one = schema.items ?? schema;
  if (one.enum) return { good: one.enum, bad: ['nonsense'] };
  if (one.type === 'integer') return { good: [one.minimum, one.default ?? one.minimum, one.maximum], bad: [one.maximum + 1, one.minimum - 1, 'x'] };
  return { good: [], bad: one.maxLength ? ['x'.repeat(one.maxLength + 1)] : [] };
}
const samples = {
  q: ['ferry', 'cooperatives Korea', '"', ''], date: ['2023', '2023-06..2023-08', '-30d'], source: ['ILO', 'nobody'], lang: ['en', 'pt-BR'],
  tag: ['x'], archive: ['none'], fields: ['id', 'id,title,highlights', 'text'], facet_query: ['i'], pre: ['<b>'], post: ['</b>'],
  kinds: ['sources', 'items', 'sources,items'],
};
const companions = { facet_limit: 'facet=source&', facet_query: 'facets=1&', pre: 'highlight=html&', post: 'highlight=html&' };
const wrong = { date: ['nonsense'], lang: ['x y'], fields: ['colour'], cursor: ['nonsense'], kinds: ['words'], similar: [] };

test('every parameter of every operation is taken as it is described, and answered as it is described', async () => {
  let asked = 0;
  for (const [path, { get: operation }] of Object.entries(api.paths)) {
    for (const id of path.includes('{id}') ? ids.concat('a/b?c#d&e') : ['']) {
      const at = path.replace('{id}', encodeURIComponent(id));
      await ask(at, operation, 200);
      for (const parameter of (operation.parameters ?? []).map(resolved).filter((parameter) => parameter.in === 'query')) {
        const { name, schema } = parameter;
        const known = values(schema);
        const good = [...known.good, ...(samples[name] ?? []), ...(name === 'similar' ? ids : [])];
        assert.ok(good.length > 0 || name === 'cursor', `${path}: no value to try for ${name}`);
        const status = path.includes('{id}') && name === 'archive' ? 404 : 200; // no such archive has the item
        for (const value of good) await ask(`${at}?${companions[name] ?? ''}${name}=${encodeURIComponent(value)}`, operation, status);
        for (const value of [...known.bad, ...(path.endsWith('items') && name === 'cursor' ? [] : wrong[name] ?? [])])
          await ask(`${at}?${name}=${encodeURIComponent(value)}`, operation, 400);
        asked += good.length;
      }
      await ask(`${at}?nonsense=1`, operation, 400);
    }
  }
  assert.ok(asked > 60);
});

test('parameters together, and what goes on by cursors, are answered as it is described', async () => {
  const search = api.paths['/api/search'].get;
  for (const query of [
    'q=ferry+bank&facets=1&explain=1&highlight=html&limit=3', 'q=coperatives', 'facet=source&facet_limit=2&limit=0', 'q=date:x+bank',
    'q=a+b+c+d&match=any&limit=2', 'typing=1&q=coo', 'group=0&sort=seen', `similar=${ids[0]}&limit=2`,
  ])
    await ask('/api/search?' + query, search, 200);
  const first = await ask('/api/search?limit=2', search, 200);
  const second = await ask('/api/search?limit=2&cursor=' + first.next, search, 200);
  assert.notEqual(first.items[0].id, second.items[0].id);
  await ask('/api/search?limit=2&q=x&cursor=' + first.next, search, 400);
  const items = api.paths['/api/items'].get;
  const page = await ask('/api/items?limit=2', items, 200);
  assert.equal((await ask('/api/items?limit=1&cursor=' + encodeURIComponent(page.items[0].id), items, 200)).items[0].id, page.items[1].id);
  await ask('/api/item/nothing', api.paths['/api/item/{id}'].get, 404);
  assert.equal((await fetch(url + 'api/stats', { headers: { 'If-None-Match': '*' } })).status, 304);
});

test('every line of an export is an item as it is described', async () => {
  const lines = (await (await fetch(url + 'v1/items.jsonl')).text()).trimEnd().split('\n');
  assert.equal(lines.length, 123);
  for (const line of lines) await check({ $ref: '#/components/schemas/item' }, JSON.parse(line), line);
});
