/* A server of an archive made for the test: the real programs, on a port that the system chooses.
   For tests with a browser and without; BUILD is the folder of the programs.
   A server that does not start fails the test with what it says. */
import { execFileSync, spawn } from 'node:child_process';
import { join } from 'node:path';

const build = process.env.BUILD;

/* Indexes `sources` into `folder` and serves that, with options; `stop` ends it. */
export async function startServer(folder, sources, options = []) {
  const db = join(folder, 'index.db');
  execFileSync(join(build, 'sseindex'), ['--quiet', '--db', db, ...sources]);
  const server = spawn(join(build, 'sseserve'), ['--quiet', '--db', db, '--listen', '127.0.0.1:0', ...options]);
  const url = await new Promise((found, failed) => {
    let said = '';
    server.stderr.on('data', (data) => {
      const place = (said += data).match(/http:\/\/\S+/);
      if (place) found(place[0]);
    });
    server.on('exit', () => failed(new Error(said)));
  });
  return {
    url,
    stop() {
      server.removeAllListeners('exit');
      server.kill();
    },
  };
}
