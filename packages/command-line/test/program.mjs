// A program for the tests: prints so many lines, or fails.
import { print, runProgram, UsageError, whenOutputIsLost } from '@hourglass/command-line';
import { Command } from 'commander';

await runProgram('example', (done) => {
  const program = new Command('example').configureOutput({ writeOut: print }).exitOverride((error) => {
    throw error;
  });
  program.command('lines <count>').action((count) => {
    for (let line = 1; line <= Number(count); line++) print(`line ${line}\n`);
    done(0);
  });
  program.command('heard').action(async () => {
    const lost = new Promise((resolve) => whenOutputIsLost(resolve));
    print('a line\n');
    process.stderr.write(`heard: ${await lost}\n`);
    print('dropped\n');
    done(3);
  });
  program.command('fail <usage>').action((usage) => {
    throw usage === 'usage' ? new UsageError('no\n  way') : new Error('it broke');
  });
  return program;
});
