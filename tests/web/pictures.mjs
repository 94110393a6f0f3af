/* The pictures of the documents: the page as a browser shows it, and the terminal, whose colours become those of an
   SVG. Made anew by `make pictures` after a change of either; no test compares them, since fonts differ.
   usage: node tests/web/pictures.mjs FOLDER, with BUILD set */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startServer } from './server.mjs';
import { build, launch } from './serving.mjs';

const [target] = process.argv.slice(2);
const COLUMNS = 100;
const escaped = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/* ---- The terminal ------------------------------------------------------------------------------------------------- */

/* What a terminal shows: lines of pieces, each with what the codes before it say (ECMA-48, SGR). */
function linesOf(output) {
  const state = { bold: false, faint: false, red: false };
  return output.trimEnd().split('\n').map((line) =>
    line.split(/(\x1b\[[\d;]*m)/).flatMap((piece) => {
      const codes = piece.match(/^\x1b\[([\d;]*)m$/)?.[1];
      if (codes === undefined) return piece ? [{ text: piece, ...state }] : [];
      for (const code of codes.split(';').map(Number)) {
        if (code === 0) Object.assign(state, { bold: false, faint: false, red: false });
        if (code === 1) state.bold = true;
        if (code === 2) state.faint = true;
        if (code === 31) state.red = true;
      }
      return [];
    })
  );
}

function drawTerminal(command, output) {
  const rows = [[{ text: '$ ', faint: true }, { text: command }], ...linesOf(output)];
  const style = ({ bold, faint, red }) => (bold ? ' font-weight="bold"' : '') + (red ? ' fill="#ff7b72"' : faint ? ' fill="#9198a1"' : '');
  const text = rows.map((row, i) =>
    `<text x="16" y="${32 + i * 20}" xml:space="preserve">${row.map((piece) => `<tspan${style(piece)}>${escaped(piece.text)}</tspan>`).join('')}</text>`);
  const height = 32 + rows.length * 20;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${COLUMNS * 8.5 + 32} ${height}" role="img" aria-label="ssesearch in a terminal">
<rect width="100%" height="100%" rx="8" fill="#0d1117"/>
<g font-family="ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace" font-size="14" fill="#e6edf3">
${text.join('\n')}
</g>
</svg>
`;
}

/* In a terminal of its own, as script(1) has one, so that lines are broken to its width. */
function pictureTerminal(folder) {
  const words = '--match all -n 3 "cooperatives Korea"';
  const command = `stty cols ${COLUMNS} && "${join(build, 'ssesearch')}" --no-pager --db "${join(folder, 'index.db')}" ${words}`;
  const output = execFileSync('script', ['-qec', command, '/dev/null'], { env: { ...process.env, TERM: 'xterm' }, encoding: 'utf8' });
  const shown = output.replaceAll('\r', '').replaceAll(/\x1b\]8;.*?\x1b\\/g, '') // links cannot be seen
    .replaceAll(`file://${process.cwd()}/`, 'file:///home/me/').replace(/\(\d+\.\d+ ms\)/, '(0.9 ms)');
  writeFileSync(join(target, 'terminal.svg'), drawTerminal('ssesearch ' + words, shown));
}

/* ---- The page ----------------------------------------------------------------------------------------------------- */

async function picturePage(url) {
  const browser = await launch();
  const page = await browser.newPage({ viewport: { width: 1200, height: 760 }, locale: 'en', colorScheme: 'light' });
  await page.goto(url + '?q=cooperatives+Korea');
  await page.screenshot({ path: join(target, 'page.png') });
  await browser.close();
}

const folder = mkdtempSync(join(tmpdir(), 'pictures-'));
const server = await startServer(folder, ['corpus'], ['--title', 'News of the social economy']);
try {
  pictureTerminal(folder);
  await picturePage(server.url);
} finally {
  server.stop();
  rmSync(folder, { recursive: true, force: true });
}
