const { join } = require('node:path');
const { app, BrowserWindow, ipcMain } = require('electron');
const { checkPlan, init } = require('planscore');

app.whenReady().then(async () => {
  await init();
  ipcMain.handle('findings', (_event, text) => checkPlan(text).findings.length);
  const window = new BrowserWindow({
    webPreferences: { contextIsolation: true, sandbox: true, preload: join(__dirname, 'preload.cjs') },
  });
  await window.loadFile('index.html');
});
