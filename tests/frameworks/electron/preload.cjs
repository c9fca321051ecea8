const { contextBridge, ipcRenderer } = require('electron');

contextBridge.exposeInMainWorld('main', { findings: (text) => ipcRenderer.invoke('findings', text) });
