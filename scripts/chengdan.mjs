#!/usr/bin/env node
// The `chengdan` command. Everything is in src/cli.ts; this file only finds a Node that can run it.
import { run } from './runtime.mjs';

await run('src/cli.ts', process.argv.slice(2));
