import { type Done, print } from '@hourglass/command-line';
import { Command, Option } from 'commander';
import type { RunOptions } from './commands/run.ts';
import type { OutputOptions } from './output.ts';
import { suites } from './suites/index.ts';
import { ownVersion } from './version.ts';

const notes = `
Results go to stdout (or to --out), progress to stderr. A run is --quick unless --full is said.
Exit codes: 0 ok, 1 failed or results that must agree do not, 2 wrong usage.`;

/**
 * The command line. Every action loads its own code when it is called, so that --help loads none of it but the
 * table of suites. Actions hand their exit code to `done`.
 */
export function createProgram(done: Done): Command {
  const program = new Command('hourglass-bench')
    .description('Measure what Hourglass is worth: quality of codes, search, speed.')
    .version(ownVersion(), '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .helpCommand(false)
    .configureOutput({
      writeOut: print,
      outputError: (text, write) => write(text.replace(/^error: /, 'hourglass-bench: ')),
    })
    .exitOverride((error) => {
      throw error;
    })
    .addHelpText('after', notes);

  program
    .command('list')
    .copyInheritedSettings(program)
    .description('list the suites and the question each answers')
    .action(async () => {
      const { list } = await import('./commands/list.ts');
      done(list());
    });

  withOutput(program.command('run').copyInheritedSettings(program))
    .description('run suites and print what they measured')
    .argument('<suite...>', `${Object.keys(suites).join(', ')}; or what the names of several begin with`)
    .addOption(new Option('--quick', 'a minute or less a suite (default)').conflicts('full'))
    .option('--full', 'everything, as it is published')
    .addOption(new Option('--tiny', 'for tests: runs everything, measures nothing').hideHelp())
    .option(
      '--data <dir>',
      "folder with the data set's own files (default: $HOURGLASS_DATA_DIR, else embedded)",
    )
    .option('--only <names>', 'parts of suites `train` and `search`, such as study-mnist,native,torch')
    .option(
      '--resume <folder>',
      'keep rows there, and go on with those of a run that was cut off (sweeps, and suites of encoders)',
    )
    .action(async (names: string[], options: RunOptions) => {
      const { run } = await import('./commands/run.ts');
      done(await run(names, options));
    });

  withOutput(program.command('report').copyInheritedSettings(program))
    .description('print raw results that were stored with --json')
    .argument('<file...>', 'files that `run --json --out` wrote')
    .action(async (files: string[], options: OutputOptions) => {
      const { report } = await import('./commands/report.ts');
      done(await report(files, options));
    });

  return program;
}

function withOutput(command: Command): Command {
  return command
    .addOption(
      new Option('--json', 'print raw results as NDJSON, one suite a line, nothing else').conflicts(
        'markdown',
      ),
    )
    .option('--markdown', 'print Markdown')
    .addOption(
      new Option('--svg', 'print the chart of one suite, if it has one').conflicts(['json', 'markdown']),
    )
    .option('--out <file>', 'write to a file instead of stdout');
}
