// Starts the Chromium that $CHROME names.
import { chromium } from 'playwright-core';

/** What a browser of its own would ask the network for is turned off; the sandbox needs a user that is not root. */
const QUIET = [
  '--disable-background-networking', '--disable-component-update', '--disable-gpu', '--disable-quic',
  '--disable-sync', '--no-first-run',
];

const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
const options = { executablePath: process.env.CHROME, args: [...QUIET, ...sandbox] };

export function launch() {
  return chromium.launch(options);
}

/** A browser with a profile that stays in a folder, as a user's does. */
export function launchProfile(dir) {
  return chromium.launchPersistentContext(dir, options);
}
