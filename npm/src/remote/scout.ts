/** A scout's side: reads slices of a file for the worker that reads the whole. */
import * as raw from 'planscore-raw';
import { call } from '../runtime.js';
import { buffers } from './protocol.js';
import type { Source } from './source.js';
import { decodedLines, sliceOf, type Errand, type Opening, type Report, type Scouted } from './slices.js';

/** Answers what is asked through a port about a file. */
export function scoutFor(port: MessagePort, file: Source): void {
  const tell = (report: Report): void => port.postMessage(report, buffers(report));
  let scout: raw.FileReader | undefined;
  const open = (opening: Opening): void => {
    scout = opened(opening);
    if (scout === undefined) tell({ useless: true });
  };
  const run = async ({ slice, encoding }: Errand, bytes: Promise<Uint8Array>): Promise<void> => {
    if (scout !== undefined) tell({ slice, scouted: scouted(scout, await bytes, encoding) });
  };
  // Errands are done in the order in which their slices are wanted, while the bytes of the next are on their way.
  let last: Promise<void> = Promise.resolve();
  port.onmessage = ({ data }: MessageEvent<Opening | Errand>) => {
    const bytes = 'head' in data ? null : sliceOf(file, data.slice);
    bytes?.catch(() => undefined);
    last = last
      .then(() => ('head' in data ? open(data) : run(data, bytes as Promise<Uint8Array>)))
      .catch((error: unknown) => tell({ failure: String(error) }));
  };
  tell({ ready: true });
}

/** A scout of a file, whose columns are decided as they were for the reader of the whole. */
function opened({ options, head }: Opening): raw.FileReader | undefined {
  const { encoding: _, onProgress: __, ...rest } = options;
  return call(() => {
    const reader = raw.FileReader.orders(rest);
    for (const chunk of head) reader.push(chunk);
    return reader.scout();
  });
}

function scouted(scout: raw.FileReader, bytes: Uint8Array, encoding: string | null): Scouted | null {
  // ASCII reads the same in all encodings; the first slice with anything else is for whoever decides.
  if (encoding === null && bytes.some((byte) => byte > 0x7f)) return null;
  const lines = decodedLines(bytes, encoding ?? 'utf-8');
  if (lines === null) return null;
  const [lead, end, numbers, amounts, text] = call(() => scout.slice(lines));
  return { lead: lines.slice(0, lead), numbers, amounts, text, tail: lines.slice(end) };
}
