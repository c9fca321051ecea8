#!/usr/bin/env node
/** `npx planscore`: the package for those who collect plans, and for build servers. */
import { main } from './cli/main.js';

process.exitCode = await main(process.argv.slice(2));
