/** Just enough CSV to put files together and to see who looks after whom; the core reads what counts. */

/** The records of a text, each a list of cells; quotes hold separators and line breaks. */
export function* records(text: string, separator: string): Generator<string[]> {
  let cells: string[] = [];
  let at = text.startsWith('\ufeff') ? 1 : 0;
  while (at < text.length) {
    let cell: string;
    if (text[at] === '"') {
      let end = at + 1;
      for (; end < text.length; end++) {
        if (text[end] !== '"') continue;
        if (text[end + 1] !== '"') break;
        end++;
      }
      cell = text.slice(at + 1, end).replaceAll('""', '"');
      at = end + 1;
    } else cell = '';
    let end = at;
    while (end < text.length && text[end] !== separator && text[end] !== '\n' && text[end] !== '\r') end++;
    cells.push(cell + text.slice(at, end));
    at = end;
    if (text[at] === separator) {
      at++;
      if (at < text.length && text[at] !== '\n' && text[at] !== '\r') continue;
      cells.push('');
    }
    if (text[at] === '\r') at++;
    if (text[at] === '\n') at++;
    yield cells;
    cells = [];
  }
}

/** A record as a line. */
export function line(cells: readonly string[]): string {
  return `${cells.map((cell) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',')}\n`;
}

const SEPARATORS = [',', '\t', ';', '|'];

/** A table whose header was found. */
export interface Found {
  /** What stands above the header. */
  above: string[][];
  header: string[];
  rows: Generator<string[]>;
}

/** Finds the header that has all of these names; null where no line has. */
export function withHeader(text: string, names: readonly string[]): Found | null {
  for (const separator of SEPARATORS) {
    const above: string[][] = [];
    const rows = records(text, separator);
    for (let next = rows.next(); !next.done && above.length <= 51; next = rows.next()) {
      const header = next.value.map((cell) => cell.trim());
      if (names.every((name) => header.includes(name.trim()))) return { above, header, rows };
      above.push(next.value);
    }
  }
  return null;
}
