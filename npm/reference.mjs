// Writes docs/api.md from the package's own types: node npm/reference.mjs PKG OUT
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const [pkg, out] = process.argv.slice(2);

/** The entries, and the declaration files whose exports each of them adds. */
const ENTRIES = [
  ['planscore', 'Start, data sets, the four engines, and all together. The same names come from `planscore/inline` and, as the global `planscore`, from `planscore/iife`.',
    ['index', 'runtime', 'datasets', 'engines', 'kpi', 'value', 'rfm', 'funnel', 'review', 'errors', 'version']],
  ['planscore/worker', 'The same functions in a worker.', ['worker', 'remote/client']],
  ['planscore/files', 'Excel and Word files, by a second module that is loaded when first asked.', ['files-api']],
  ['planscore/element', 'Custom elements.', ['element-types', 'engine']],
  ['Types', 'What goes in and what comes out. Rates are fractions, money is in the main unit, durations are days, dates are `YYYY-MM-DD`, null means not known.',
    ['types', 'team-types']],
];

/** The exported declarations of a file, each with the comment before it. */
function declarations(name) {
  let text;
  try {
    text = readFileSync(join(pkg, `${name}.d.ts`), 'utf8');
  } catch {
    return [];
  }
  const found = [];
  const lines = text.split('\n');
  let comment = '';
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i];
    if (line.startsWith('/**')) {
      const start = i;
      while (!lines[i].includes('*/')) i++;
      comment = lines.slice(start, i + 1).join('\n').replace(/^\/\*\*\s?|\s*\*\/$/g, '').replace(/^ \* ?/gm, '').trim();
    } else if (/^export (declare )?(abstract )?(function|class|interface|type|const) \w/.test(line)) {
      const start = i;
      let depth = 0;
      for (;; i++) {
        for (const char of lines[i]) depth += '{(['.includes(char) ? 1 : '})]'.includes(char) ? -1 : 0;
        if (depth <= 0 && /[;}]\s*$/.test(lines[i])) break;
      }
      const code = lines.slice(start, i + 1).join('\n').replace(/^export (declare )?/, '');
      found.push({ title: /(?:function|class|interface|type|const) (\w+)/.exec(code)[1], comment, code });
      comment = '';
    } else if (line.trim() !== '') {
      comment = '';
    }
  }
  return found;
}

const parts = ENTRIES.map(([entry, about, files]) => {
  const all = files.flatMap(declarations).map(({ title, comment, code }) =>
    `### ${title}\n\n${comment === '' ? '' : `${comment}\n\n`}\`\`\`ts\n${code}\n\`\`\`\n`);
  return `## ${entry}\n\n${about}\n\n${all.join('\n')}`;
});
writeFileSync(out, `# API reference\n\nMade from the package's types by \`cargo xtask reference\`; do not edit.\n\n${parts.join('\n')}`);
