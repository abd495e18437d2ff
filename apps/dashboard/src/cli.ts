#!/usr/bin/env node
import { CommanderError } from 'commander';
import { exitOnceWritten, guardStdout } from './closed-stdout.ts';
import { exitCodeOf, lineOf } from './errors.ts';
import { commanderExitCode, createProgram } from './program.ts';

guardStdout();
try {
  await createProgram(exitOnceWritten).parseAsync();
} catch (error) {
  if (error instanceof CommanderError) exitOnceWritten(commanderExitCode(error.exitCode));
  else {
    process.stderr.write(`${lineOf(error)}\n`);
    if (process.env.HOURGLASS_DEBUG) console.error(error);
    exitOnceWritten(exitCodeOf(error));
  }
}
