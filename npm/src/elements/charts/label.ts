/** Names beside bars: how much of a drawing they take, and what of them fits. */

/** Most pixels that names take, and the share of a narrow drawing that they do. */
const [MOST, SHARE] = [156, 0.34];
/** Pixels of a Latin letter; a Chinese character takes two. */
const LETTER = 5.6;

/** The pixels that names have in a drawing of this width. */
export function labelWidth(width: number): number {
  return Math.min(MOST, Math.round(width * SHARE));
}

/** A name cut to what fits into so many pixels; the table behind the chart has it whole. */
export function fitted(name: string, room: number): string {
  let used = 0;
  const end = [...name].findIndex((letter) => (used += (letter.charCodeAt(0) > 0xff ? 2 : 1) * LETTER) > room);
  return end < 0 ? name : `${[...name].slice(0, Math.max(1, end - 1)).join('')}…`;
}
