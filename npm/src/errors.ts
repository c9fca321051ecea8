import type { Locale } from './types.js';

/**
 * Everything that is refused. `code` is stable ("kpi/negative-weight"), `path` names the place
 * ("items[3].weight"), `row` the line of the file. `message` is English; `messages` has both languages.
 */
export class PlanscoreError extends Error {
  override readonly name = 'PlanscoreError';
  readonly code: string;
  readonly path: string | null;
  readonly row: number | null;
  readonly messages: Readonly<Record<Locale, string>>;

  constructor(
    code: string,
    messages: Record<Locale, string>,
    place: { path?: string | null; row?: number | null; cause?: unknown } = {},
  ) {
    super(messages.en, place.cause === undefined ? undefined : { cause: place.cause });
    this.code = code;
    this.path = place.path ?? null;
    this.row = place.row ?? null;
    this.messages = messages;
  }
}

/** What the core throws: an ordinary Error with these properties. */
interface CoreError extends Error {
  code: string;
  path: string | null;
  row: number | null;
  messages: Record<Locale, string>;
}

/**
 * Turns what the core threw into a PlanscoreError, and what JavaScript itself says of an argument that cannot be
 * read at all; anything else is a defect and passes as it is.
 * @internal
 */
export function fromCore(error: unknown): unknown {
  if (error instanceof Error && error.name === 'PlanscoreError' && 'messages' in error) {
    const { code, messages, path, row } = error as CoreError;
    return new PlanscoreError(code, messages, { path, row });
  }
  // The glue says the latter of an object of another class.
  if (error instanceof TypeError || String(error).startsWith('Error: expected instance')) {
    return new PlanscoreError(
      'input/type',
      { 'zh-CN': `参数的类型不对：${error}`, en: String(error) },
      { cause: error },
    );
  }
  return error;
}

/**
 * A data set is used after it was freed.
 * @internal
 */
export function freed(): PlanscoreError {
  return new PlanscoreError('handle/freed', {
    'zh-CN': '该数据集已被释放',
    en: 'this data set has been freed already',
  });
}

/**
 * A data set is freed while the core reads it.
 * @internal
 */
export function busy(): PlanscoreError {
  return new PlanscoreError('handle/busy', {
    'zh-CN': '计算正在使用数据集，此时不能释放：请在计算结束后再调用 free()',
    en: 'a data set cannot be freed while a question is being answered: call free() afterwards',
  });
}

/**
 * What a trap means. The core never gives up but for want of memory: then what it has cannot be had again.
 * @internal
 */
export function fromTrap(error: unknown, memory: WebAssembly.Memory | null): unknown {
  if (!(error instanceof WebAssembly.RuntimeError) || memory === null) return error;
  const pages = memory.buffer.byteLength / 65536;
  try {
    memory.grow(pages);
    return error;
  } catch {
    const megabytes = Math.round(pages / 16);
    return new PlanscoreError(
      'memory/exhausted',
      {
        'zh-CN': `内存不足（已用 ${megabytes} MB）：请释放不再使用的数据集，或把文件拆小后再试`,
        en: `memory ran out (${megabytes} MB are in use): free data sets that are no longer needed, or split the file`,
      },
      { cause: error },
    );
  }
}
