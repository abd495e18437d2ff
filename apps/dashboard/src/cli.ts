#!/usr/bin/env node
import { CommanderError } from 'commander';
import { guardStdout } from './closed-stdout.ts';
import { exitCodeOf, lineOf } from './errors.ts';
import { commanderExitCode, createProgram } from './program.ts';

guardStdout();
try {
  await createProgram((code) => process.exit(code)).parseAsync();
} catch (error) {
  if (error instanceof CommanderError) process.exit(commanderExitCode(error.exitCode));
  process.stderr.write(`${lineOf(error)}\n`);
  if (process.env.HOURGLASS_DEBUG) console.error(error);
  process.exit(exitCodeOf(error));
}
