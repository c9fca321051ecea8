#!/usr/bin/env node
/** `npx planscore`: the package for those who collect plans, and for build servers. */
import { main } from './cli/main.js';

void main(process.argv.slice(2)).then((code) => {
  process.exitCode = code;
});
