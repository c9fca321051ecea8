/** Writes small Office files: a workbook of one sheet, a document of headings, paragraphs, items and tables. */
import { strToU8, zipSync } from 'fflate';

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
const TYPES = 'http://schemas.openxmlformats.org/package/2006/content-types';
const RELATIONS = 'http://schemas.openxmlformats.org/package/2006/relationships';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const SHEET = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const WORD = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';

/** Text in XML; what XML cannot hold is left out. */
function escaped(text: string): string {
  return (
    text
      // eslint-disable-next-line no-control-regex
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
      .replace(/[&<>"]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign] as string)
  );
}

function zipped(parts: Record<string, string>): Uint8Array {
  return zipSync(Object.fromEntries(Object.entries(parts).map(([name, text]) => [name, strToU8(HEAD + text)])));
}

/** The parts that every package has, around its main part. */
function around(main: string, type: string, more: Record<string, string> = {}): Record<string, string> {
  const override = (part: string, of: string): string => `<Override PartName="/${part}" ContentType="${of}"/>`;
  const overrides = [override(main, type), ...Object.entries(more).map(([part, of]) => override(part, of))].join('');
  return {
    '[Content_Types].xml': `<Types xmlns="${TYPES}"><Default Extension="rels"
      ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml"
      ContentType="application/xml"/>${overrides}</Types>`,
    '_rels/.rels': `<Relationships xmlns="${RELATIONS}"><Relationship Id="r1"
      Type="${OFFICE}/officeDocument" Target="${main}"/></Relationships>`,
  };
}

/** A workbook of one sheet; numbers stay numbers, all else is text. */
export function toXlsx(heads: readonly string[], rows: readonly (string | number | null)[][]): Uint8Array {
  const cell = (value: string | number | null): string =>
    typeof value === 'number'
      ? `<c><v>${value}</v></c>`
      : `<c t="inlineStr"><is><t xml:space="preserve">${escaped(value ?? '')}</t></is></c>`;
  const lines = [heads, ...rows].map((row) => `<row>${row.map(cell).join('')}</row>`).join('');
  const main = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
  return zipped({
    ...around('xl/workbook.xml', `${main}.sheet.main+xml`, { 'xl/worksheets/sheet1.xml': `${main}.worksheet+xml` }),
    'xl/workbook.xml': `<workbook xmlns="${SHEET}" xmlns:r="${OFFICE}"><sheets><sheet
      name="planscore" sheetId="1" r:id="r1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${RELATIONS}"><Relationship Id="r1"
      Type="${OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
    'xl/worksheets/sheet1.xml': `<worksheet xmlns="${SHEET}"><sheetData>${lines}</sheetData></worksheet>`,
  });
}

function paragraph(text: string, style = ''): string {
  const properties = style === '' ? '' : `<w:pPr><w:pStyle w:val="${style}"/></w:pPr>`;
  const runs = text
    .split('**')
    .map((part, i) =>
      part === ''
        ? ''
        : `<w:r>${i % 2 === 1 ? '<w:rPr><w:b/></w:rPr>' : ''}<w:t xml:space="preserve">${escaped(part)}</w:t></w:r>`,
    );
  return `<w:p>${properties}${runs.join('')}</w:p>`;
}

function cells(line: string): string[] {
  return line
    .trim()
    .replace(/^\||\|$/g, '')
    .split('|')
    .map((cell) => cell.trim());
}

function wordTable(lines: string[]): string {
  const rows = lines.filter((line) => !/^\s*\|?[\s:|-]+$/.test(line)).map(cells);
  const border = ['top', 'left', 'bottom', 'right', 'insideH', 'insideV']
    .map((side) => `<w:${side} w:val="single" w:sz="4" w:color="999999"/>`)
    .join('');
  const body = rows
    .map((row) => `<w:tr>${row.map((text) => `<w:tc>${paragraph(text)}</w:tc>`).join('')}</w:tr>`)
    .join('');
  return `<w:tbl><w:tblPr><w:tblBorders>${border}</w:tblBorders></w:tblPr>${body}</w:tbl>${paragraph('')}`;
}

/** A document that says what the Markdown says; numbers and bullets of items stay text, as they were typed. */
export function toDocx(markdown: string): Uint8Array {
  const lines = markdown.split(/\r?\n/);
  let body = '';
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i] as string;
    const [, marks, title] = /^(#{1,6})\s+(.*)$/.exec(line) ?? [];
    if (marks !== undefined) body += paragraph(title ?? '', `Heading${marks.length}`);
    else if (line.trim().startsWith('|')) {
      const first = i;
      while (lines[i + 1]?.trim().startsWith('|')) i++;
      body += wordTable(lines.slice(first, i + 1));
    } else if (line.trim() !== '') body += paragraph(line.replace(/^(\s*)[-*+]\s+/, '$1• '));
  }
  const styles = [1, 2, 3, 4, 5, 6]
    .map(
      (level) =>
        `<w:style w:type="paragraph" w:styleId="Heading${level}"><w:name
          w:val="heading ${level}"/><w:pPr><w:outlineLvl w:val="${level - 1}"/></w:pPr><w:rPr><w:b/><w:sz
          w:val="${36 - 3 * level}"/></w:rPr></w:style>`,
    )
    .join('');
  const main = 'application/vnd.openxmlformats-officedocument.wordprocessingml';
  return zipped({
    ...around('word/document.xml', `${main}.document.main+xml`, { 'word/styles.xml': `${main}.styles+xml` }),
    'word/_rels/document.xml.rels': `<Relationships xmlns="${RELATIONS}"><Relationship Id="r1"
      Type="${OFFICE}/styles" Target="styles.xml"/></Relationships>`,
    'word/styles.xml': `<w:styles xmlns:w="${WORD}">${styles}</w:styles>`,
    'word/document.xml': `<w:document xmlns:w="${WORD}"><w:body>${body}</w:body></w:document>`,
  });
}
