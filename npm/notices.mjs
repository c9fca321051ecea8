// Who else's work is in the package: the crates in the modules (cargo's lock file) and the npm packages in the scripts
// (what the bundler took), each with its licence as it ships it. Equal texts stand once.
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const TARGET = 'wasm32-unknown-unknown';
const MODULES = ['planscore-wasm', 'planscore-files'];

/** `inputs` are the bundler's: paths of the files that it took. */
export function notices(inputs) {
  const texts = new Map();
  for (const { name, version, license, dir } of [...crates(), ...packages(inputs)]) {
    const text = licenceIn(dir, license) || `Licence: ${license}`;
    texts.set(text, [...(texts.get(text) ?? []), `${name} ${version} (${license})`]);
  }
  const parts = [...texts].map(([text, names]) => `${names.join('\n')}\n\n${text.trim()}\n`);
  const rust = 'The modules contain the Rust standard library, copyright The Rust Project contributors (MIT OR Apache-2.0).\n';
  return [`planscore contains software of others, under these licences.\n\n${rust}`, ...parts].join(`\n${'-'.repeat(80)}\n\n`);
}

/** Crates that are linked into the modules, by name: no build tools, nothing for other systems. */
function crates() {
  const options = ['metadata', '--format-version', '1', '--locked', '--filter-platform', TARGET];
  const metadata = JSON.parse(execFileSync(process.env.CARGO ?? 'cargo', options, { encoding: 'utf8', maxBuffer: 2 ** 28 }));
  const byId = (all) => new Map(all.map((one) => [one.id, one]));
  const [found, nodes] = [byId(metadata.packages), byId(metadata.resolve.nodes)];
  const isMacro = ({ targets }) => targets.some(({ kind }) => kind.includes('proc-macro'));
  const linked = new Set();
  const visit = (id) => {
    if (linked.has(id) || isMacro(found.get(id))) return;
    linked.add(id);
    for (const { pkg, dep_kinds } of nodes.get(id).deps) if (dep_kinds.some(({ kind }) => kind === null)) visit(pkg);
  };
  for (const { id, name } of metadata.packages) if (MODULES.includes(name)) visit(id);
  return [...linked].map((id) => found.get(id))
    .filter(({ source }) => source !== null)
    .map(({ name, version, license, manifest_path }) => ({ name, version, license, dir: dirname(manifest_path) }))
    .sort(byName);
}

function packages(inputs) {
  const dirs = new Set(inputs.map((path) => /(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1]).filter(Boolean));
  return [...dirs].map((dir) => ({ ...JSON.parse(readFileSync(join(dir, 'package.json'), 'utf8')), dir })).sort(byName);
}

const byName = (a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : a.version < b.version ? -1 : 1);

/** The text of a licence: of those to choose from the shortest that will do, MIT's; of those that all hold each. */
function licenceIn(dir, license) {
  const files = readdirSync(dir).filter((file) => /^(un)?licen[cs]e|^copying/i.test(file)).sort();
  const mit = files.filter((name) => /mit/i.test(name) && /MIT/.test(license));
  const taken = / AND /.test(license) ? files : [...mit, ...files].slice(0, 1);
  return taken.map((file) => readFileSync(join(dir, file), 'utf8').replaceAll('\r\n', '\n')).join('\n');
}
