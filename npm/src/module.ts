/** A module on its way in: fetched or taken from bytes, compiled, and what to do where that fails. */
import { PlanscoreError } from './errors.js';
import type { InitSource } from './source.js';
import type { Locale } from './types.js';

/** What a page's bundler or server can do about a module that is not where it was looked for. */
const WAYS_OUT: Record<Locale, string> = {
  'zh-CN':
    '请把该文件放到脚本旁边，或用 init(url) 指明位置，或改用 planscore/inline（字节已内含）；' +
    "Vite 5–7 开发时请设置 optimizeDeps: { exclude: ['planscore'] }",
  en:
    'serve the file beside the script, name its place with init(url), or use planscore/inline, which has the bytes ' +
    "inside; in development with Vite 5 to 7 set optimizeDeps: { exclude: ['planscore'] }",
};

/**
 * A module could not be loaded.
 * @internal
 */
export function notLoaded(cause: unknown): PlanscoreError {
  if (cause instanceof PlanscoreError) return cause;
  const why = cause instanceof Error ? cause.message : String(cause);
  return new PlanscoreError(
    'init/failed',
    { 'zh-CN': `WebAssembly 模块加载失败：${why}`, en: `the WebAssembly module did not load: ${why}` },
    { cause },
  );
}

function elsewhere(code: string, zh: string, en: string, cause?: unknown): PlanscoreError {
  return new PlanscoreError(
    code,
    { 'zh-CN': `${zh}；${WAYS_OUT['zh-CN']}`, en: `${en}: ${WAYS_OUT.en}` },
    cause === undefined ? {} : { cause },
  );
}

async function fetched(source: string | URL | Request): Promise<Response> {
  const address = source instanceof Request ? source.url : String(source);
  try {
    return await fetch(source);
  } catch (cause) {
    throw elsewhere(
      'init/not-found',
      `无法取得 WebAssembly 模块 ${address}（${String(cause)}）`,
      `the WebAssembly module ${address} cannot be fetched (${String(cause)})`,
      cause,
    );
  }
}

/** Whether bytes begin as a module does: a zero, then "asm". */
function isModule(bytes: Uint8Array): boolean {
  return [0, 0x61, 0x73, 0x6d].every((byte, i) => bytes[i] === byte);
}

async function answered(response: Response): Promise<WebAssembly.Module> {
  const { ok, status, url, headers } = response;
  if (!ok) {
    throw elsewhere(
      'init/not-found',
      `WebAssembly 模块 ${url} 不在（HTTP ${status}）`,
      `the WebAssembly module ${url} is not there (HTTP ${status})`,
    );
  }
  const isWasm = headers.get('content-type')?.startsWith('application/wasm') ?? false;
  if (isWasm && 'compileStreaming' in WebAssembly) return WebAssembly.compileStreaming(response);
  // Servers that do not know the type send the right bytes all the same; those that know no file send their page.
  const bytes = new Uint8Array(await response.arrayBuffer());
  if (isModule(bytes)) return WebAssembly.compile(bytes);
  const [zh, en] = bytes[0] === 0x3c ? ['一个网页（HTML）', 'a web page (HTML)'] : ['别的内容', 'something else'];
  throw elsewhere(
    'init/not-wasm',
    `${url} 给出的是${zh}，而不是 WebAssembly 模块`,
    `${url} gave ${en} in place of the WebAssembly module`,
  );
}

/**
 * Fetches and compiles a module; what fails names the way out.
 * @internal
 */
export async function compiled(source: InitSource): Promise<WebAssembly.Module> {
  // By their tags: what comes from a frame or another realm is of no class of this one.
  const tag = Object.prototype.toString.call(source);
  if (tag === '[object WebAssembly.Module]') return source as WebAssembly.Module;
  if (tag === '[object ArrayBuffer]' || ArrayBuffer.isView(source)) return WebAssembly.compile(source as BufferSource);
  if (tag === '[object Response]') return answered(source as Response);
  return answered(await fetched(source as string | URL | Request));
}
