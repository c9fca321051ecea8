// The recipe for Electron without Electron, whose program is no part of its package: its main process on Node with a
// stand-in, its window in Chromium from the disk, under the window's own policy and with what the preload script exposes.
import assert from 'node:assert/strict';
import { cp, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { launch } from '../browser/chromium.mjs';
import { Project, root } from './project.mjs';

const ELECTRON = `
  const handlers = {};
  exports.ipcMain = { handle: (name, handler) => (handlers[name] = handler) };
  exports.app = { whenReady: async () => undefined };
  exports.BrowserWindow = class {
    constructor({ webPreferences }) { this.preload = webPreferences.preload; }
    async loadFile(name) {
      const seen = {};
      exports.contextBridge = { exposeInMainWorld: (name, value) => (seen[name] = value) };
      exports.ipcRenderer = { invoke: async (name, ...args) => handlers[name]({}, ...args) };
      require(this.preload);
      console.log(JSON.stringify([name, await seen.main.findings('# 计划\\n\\n## 目标\\n\\n- 销售额达到X万元\\n')]));
    }
  };`;

let project;
let browser;
before(async () => {
  [project, browser] = await Promise.all([Project.create(), launch()]);
  await cp(join(root, 'tests/frameworks/electron'), project.dir, { recursive: true });
  await mkdir(join(project.dir, 'node_modules/electron'));
  await writeFile(join(project.dir, 'node_modules/electron/index.js'), ELECTRON);
});
after(async () => {
  await browser.close();
  await project.remove();
});

test('the main process answers a window, and the window itself', async () => {
  const [name, findings] = JSON.parse(await project.run('start.mjs', "import './main.cjs';"));
  assert.ok(findings > 0);
  const page = await browser.newPage();
  const problems = [];
  page.on('pageerror', (error) => problems.push(String(error)));
  page.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
  await page.addInitScript(`globalThis.main = { findings: async () => ${findings} };`);
  await page.goto(pathToFileURL(join(project.dir, name)).href);
  await page.locator('planscore-plan .finding').first().waitFor({ timeout: 20_000 });
  await page.waitForFunction(() => document.querySelector('output').textContent !== '', undefined, { timeout: 20_000 });
  assert.deepEqual([await page.locator('body > p').innerText(), await page.locator('output').innerText()], [`${findings} findings`, '69']);
  assert.deepEqual(problems, []);
  await page.close();
});
