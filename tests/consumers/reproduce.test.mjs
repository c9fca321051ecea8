// The scripts of the package are the same, byte for byte, when they are built in another folder.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { root } from './project.mjs';

test('another folder gives the same bytes', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'planscore-'));
  const copy = (path) => cp(join(root, path), join(dir, path), { recursive: true });
  const files = execFileSync('git', ['ls-files', '-z'], { cwd: root, encoding: 'utf8' }).split('\0').filter((file) => /^npm\/|\.toml$|^Cargo\.lock$|\.rs$/.test(file));
  for (const file of [...files, 'npm/bound', 'pkg/planscore.wasm', 'pkg/planscore-files.wasm']) await copy(file);
  // The notices say what the scripts contain; the bundler makes them.
  const notices = await readFile(join(root, 'pkg/THIRD-PARTY-NOTICES'), 'utf8');
  const packages = [...notices.matchAll(/^(\S+) \d\S* \(/gm)].map(([, name]) => `node_modules/${name}`).filter((path) => existsSync(join(root, path)));
  for (const path of [...packages, 'node_modules/esbuild', 'node_modules/@esbuild']) await copy(path);
  const out = join(dir, 'out');
  await mkdir(out);
  const { version } = JSON.parse(await readFile(join(root, 'pkg/package.json'), 'utf8'));
  execFileSync(process.execPath, ['npm/build.mjs', join(dir, 'npm/bound'), join(dir, 'pkg/planscore.wasm'), out, version], { cwd: dir, stdio: 'pipe' });
  const written = await readdir(out);
  assert.ok(written.length > 20, String(written));
  for (const name of written) {
    assert.ok((await readFile(join(out, name))).equals(await readFile(join(root, 'pkg', name))), name);
  }
  await rm(dir, { recursive: true });
});
