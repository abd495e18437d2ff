#!/usr/bin/env node
import { CommanderError } from 'commander';
import { exitCodeOf, exitCodes, lineOf } from './errors.ts';
import { createProgram } from './program.ts';

// `hourglass-bench list | head -1`: whoever read us has had enough. That is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  process.exit(error.code === 'EPIPE' ? exitCodes.ok : exitCodes.failed);
});

try {
  await createProgram((code) => {
    process.exitCode = code;
  }).parseAsync();
} catch (error) {
  if (error instanceof CommanderError) {
    process.exitCode = error.exitCode === 0 ? exitCodes.ok : exitCodes.usage;
  } else {
    process.stderr.write(`${lineOf(error)}\n`);
    if (process.env.HOURGLASS_DEBUG) console.error(error);
    process.exitCode = exitCodeOf(error);
  }
}
