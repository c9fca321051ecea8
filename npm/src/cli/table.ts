/** Answers as rows: for a terminal, a spreadsheet, a page or a program. */

/** A number, a text, or nothing known. */
export type Cell = string | number | null;

/** Rows under heads, with an optional line above. */
export interface Table {
  title?: string;
  heads: string[];
  rows: Cell[][];
}

/** Han, kana, Hangul, full-width forms and emoji take two columns of a terminal. */
const WIDE = /[\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60]|\p{Emoji_Presentation}/gu;

const width = (text: string): number => [...text].length + (text.match(WIDE)?.length ?? 0);

/** Rounded to two places, and never -0. */
function written(cell: Cell): string {
  if (cell === null) return '—';
  if (typeof cell === 'string') return cell.replace(/[\u0000-\u001f\u007f]+/g, ' ');
  return String(Math.round(cell * 100) / 100 || 0);
}

/** Columns in line; numbers stand at the right. */
export function asText({ title, heads, rows }: Table): string {
  const lines = [heads, ...rows.map((row) => row.map(written))];
  const widths = heads.map((_, i) => Math.max(...lines.map((line) => width(line[i] ?? ''))));
  const isNumber = heads.map((_, i) => rows.some((row) => typeof row[i] === 'number'));
  const padded = (line: string[]): string =>
    line
      .map((text, i) => {
        const space = ' '.repeat((widths[i] ?? 0) - width(text));
        return isNumber[i] ? space + text : text + space;
      })
      .join('  ')
      .trimEnd();
  const [head = '', ...body] = lines.map(padded);
  return [...(title ? [title] : []), head, widths.map((of) => '-'.repeat(of)).join('  '), ...body].join('\n');
}

/** CSV as spreadsheets open it, with a mark of UTF-8; a text that would be taken for a formula gets an apostrophe. */
export function asCsv({ heads, rows }: Table): string {
  const field = (cell: Cell): string => {
    if (cell === null) return '';
    const text = typeof cell === 'string' && /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : String(cell);
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  return `\ufeff${[heads, ...rows].map((row) => `${row.map(field).join(',')}\r\n`).join('')}`;
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escaped = (text: string): string => text.replace(/[&<>"]/g, (char) => ENTITIES[char] ?? char);

/** One page without script. */
export function asHtml(title: string, lang: string, tables: Table[], notes: string[]): string {
  const row = (tag: string, cells: string[]): string =>
    `<tr>${cells.map((cell) => `<${tag}>${escaped(cell)}</${tag}>`).join('')}</tr>`;
  const parts = tables.map(
    ({ title: caption, heads, rows }) =>
      `<table>${caption ? `<caption>${escaped(caption)}</caption>` : ''}<thead>${row('th', heads)}</thead>` +
      `<tbody>${rows.map((cells) => row('td', cells.map(written))).join('\n')}</tbody></table>`,
  );
  const style =
    'body{font:16px/1.5 system-ui,sans-serif;margin:2rem}table{border-collapse:collapse;margin:1rem 0}' +
    'caption{text-align:start;font-weight:bold}td,th{border:1px solid #ccc;padding:.3rem .6rem;text-align:start}';
  return `<!doctype html>
<html lang="${lang}"><head><meta charset="utf-8"><title>${escaped(title)}</title><style>${style}</style></head>
<body><h1>${escaped(title)}</h1>
${[...parts, ...notes.map((note) => `<p>${escaped(note)}</p>`)].join('\n')}
</body></html>
`;
}
