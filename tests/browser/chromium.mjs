// Starts the Chromium that $CHROME names.
import { chromium } from 'playwright-core';

/** What a browser of its own would ask the network for is turned off; the sandbox needs a user that is not root. */
const QUIET = [
  '--disable-background-networking', '--disable-component-update', '--disable-gpu', '--disable-quic',
  '--disable-sync', '--no-first-run',
];

export function launch() {
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return chromium.launch({ executablePath: process.env.CHROME, args: [...QUIET, ...sandbox] });
}
