// A throw-away project that installs the package from its tarball, as a user would.
import { execFileSync } from 'node:child_process';
import { cp, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../../', import.meta.url));

const npm = (args, cwd) =>
  execFileSync('npm', args, { cwd, encoding: 'utf8', shell: process.platform === 'win32', stdio: ['ignore', 'pipe', 'inherit'] });

export class Project {
  static async create() {
    const dir = await mkdtemp(join(tmpdir(), 'planscore-'));
    const [{ filename }] = JSON.parse(npm(['pack', '--json', '--pack-destination', dir], join(root, 'pkg')));
    await writeFile(join(dir, 'package.json'), '{ "private": true, "type": "module" }');
    npm(['install', '--offline', '--no-audit', '--no-fund', `./${filename}`], dir);
    await cp(join(root, 'www/samples'), dir, { recursive: true });
    return new Project(dir);
  }

  constructor(dir) {
    this.dir = dir;
  }

  /** Runs a script in the project and returns what it prints. */
  async run(name, source) {
    await writeFile(join(this.dir, name), source);
    return execFileSync(process.execPath, [name], { cwd: this.dir, encoding: 'utf8' });
  }

  /** Every .wasm file that the package brought. */
  async wasm() {
    const files = await readdir(join(this.dir, 'node_modules'), { recursive: true });
    return files.filter((file) => file.endsWith('.wasm'));
  }

  remove() {
    return rm(this.dir, { recursive: true });
  }
}
