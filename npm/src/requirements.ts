/** What a browser must have, and what its user can do where it does not. */
import { PlanscoreError } from './errors.js';

/** The module of `npm/features.wat`: vectors, references, bulk memory, several results, saturating conversions. */
const FEATURES =
  'AGFzbQEAAAABDAJgAXwCf35gAAJ/fgMCAQAEBAFvAAEFAwEAAQotASsAQQBBAEEA/AsAQQDQbyYA/QwAAAAAAAAAAAAAAAAAAAAA/RUAwCAA/AYL';

/**
 * Refuses a browser that cannot run the modules, before they are fetched.
 * @internal
 */
export function checkPlatform(): void {
  const bytes = Uint8Array.from(atob(FEATURES), (char) => char.charCodeAt(0));
  if (typeof WebAssembly === 'object' && WebAssembly.validate(bytes)) return;
  throw new PlanscoreError('init/unsupported', {
    'zh-CN':
      '此浏览器过旧或关闭了 WebAssembly，无法运行 planscore：请升级到 Chrome 或 Edge 96、Firefox 93、Safari 16.4 及以上；' +
      '360、QQ 等浏览器请更新并切换到极速模式；企业微信、钉钉内请更新客户端，或改用系统浏览器打开',
    en:
      'this browser is too old for planscore, or has WebAssembly turned off: it takes Chrome or Edge 96, ' +
      'Firefox 93, Safari 16.4 or later; open the page in a current browser',
  });
}
