import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import type { ExportOptions } from './commands/export.ts';
import { addDataCommands } from './data-program.ts';
import { exitCodes } from './errors.ts';
import {
  count,
  positive,
  type ResumeOptions,
  seed,
  setting,
  type TrainOptions,
  type ViewOptions,
} from './options.ts';

const notes = `
Where there is no terminal, one line an epoch is printed instead of the dashboard.
Exit codes: 0 ok, 1 failed, 2 wrong usage, 130 interrupted.`;

/**
 * The command line. Every action loads its own code when it is called, so that --help and --version
 * load none of it. Actions hand their exit code to `done`.
 */
export function createProgram(done: (exitCode: number) => void): Command {
  const program = new Command('hourglass')
    .description('Train a small autoencoder and watch it learn.')
    .version(version(), '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .helpCommand(false)
    .configureOutput({ outputError: (text, write) => write(oneLine(text)) })
    .exitOverride((error) => {
      throw error;
    })
    .addHelpText('after', notes);

  program
    .command('train', { isDefault: true })
    .copyInheritedSettings(program)
    .description('train a preset or a config file, and watch it (the default command)')
    .argument('[preset]', 'name of a preset, or path of a config.json', 'mnist-64')
    .option('--dataset <name>', "another set than the preset's, such as cifar100-mini")
    .option('--epochs <n>', 'rounds over the training pictures', count)
    .option('--batch-size <n>', 'pictures a step', count)
    .option('--learning-rate <x>', 'step size of Adam', positive)
    .option('--seed <n>', 'start of all randomness', seed)
    .option('--loss <name>', 'bce, mse, cosine or pixel-cosine')
    .option('--engine <name>', 'native, wasm, tfjs-node or tfjs')
    .option('--threads <n>', 'threads of a training step (default: all cores)', count)
    .option('--max-minutes <x>', 'end after so many minutes', positive)
    .option('--max-steps <n>', 'end after so many steps', count)
    .option('--set <key=value>', 'any other key of the config, such as schedule.kind=cosine', setting)
    .option('--print-config', 'print the whole config as JSON, to keep and change, and train nothing')
    .option(
      '--data <dir>',
      "folder with the data set's own files (default: $HOURGLASS_DATA_DIR, else embedded)",
    )
    .option('--runs <dir>', 'folder for runs (default: $HOURGLASS_RUNS, else ./runs)')
    .option('--json', 'print events as NDJSON, nothing else')
    .option('--no-ui', 'plain lines, even on a terminal')
    .action(async (preset: string, options: TrainOptions) => {
      const { train } = await import('./commands/train.ts');
      done(await train(preset, options));
    });

  program
    .command('resume')
    .copyInheritedSettings(program)
    .description('go on with a run that died or was stopped, or train a finished one longer')
    .argument('[run]', 'id or path of a run (default: the latest)')
    .option('--epochs <n>', 'number of all epochs, if it is to be another', count)
    .option('--learning-rate <x>', 'another base rate from here on', positive)
    .option('--max-minutes <x>', 'minutes of the whole run, if they are to be others', positive)
    .option('--max-steps <n>', 'steps of the whole run, if they are to be others', count)
    .option('--runs <dir>', 'folder for runs (default: $HOURGLASS_RUNS, else ./runs)')
    .option('--json', 'print events as NDJSON, nothing else')
    .option('--no-ui', 'plain lines, even on a terminal')
    .action(async (run: string, options: ResumeOptions) => {
      const { resume } = await import('./commands/resume.ts');
      done(await resume(run, options));
    });

  program
    .command('watch')
    .copyInheritedSettings(program)
    .description('watch a run that is at work, or replay one that has ended')
    .argument('[run]', 'id or path of a run (default: the latest)')
    .option('--runs <dir>', 'folder for runs (default: $HOURGLASS_RUNS, else ./runs)')
    .option('--json', 'print events as NDJSON, nothing else')
    .option('--no-ui', 'plain lines, even on a terminal')
    .action(async (run: string | undefined, options: ViewOptions & { readonly runs?: string }) => {
      const { watch } = await import('./commands/watch.ts');
      done(await watch(run, options));
    });

  program
    .command('runs')
    .copyInheritedSettings(program)
    .description('list the runs')
    .option('--runs <dir>', 'folder for runs (default: $HOURGLASS_RUNS, else ./runs)')
    .option('--json', 'print NDJSON, one run a line')
    .action(async (options: { readonly runs?: string; readonly json?: boolean }) => {
      const { runs } = await import('./commands/runs.ts');
      done(await runs(options));
    });

  program
    .command('export')
    .copyInheritedSettings(program)
    .description("write a run's net or codes for other programs")
    .argument('[run]', 'id or path of a run (default: the latest)')
    .requiredOption('--to <format>', 'tfjs, onnx, safetensors, npy (codes) or projector (codes)')
    .option('--out <dir>', 'folder to write (default: <run>-<format> here)')
    .option('--force', 'write into the folder even if it is there')
    .option('--data <dir>', "folder with the data set's own files (default: where the run had it)")
    .option('--runs <dir>', 'folder for runs (default: $HOURGLASS_RUNS, else ./runs)')
    .action(async (run: string | undefined, options: ExportOptions) => {
      const { exportRun } = await import('./commands/export.ts');
      done(await exportRun(run, options));
    });

  program
    .command('doctor')
    .copyInheritedSettings(program)
    .description('say which engines work here')
    .option('--json', 'print NDJSON, one engine a line')
    .action(async (options: { readonly json?: boolean }) => {
      const { doctor } = await import('./commands/doctor.ts');
      done(await doctor(options));
    });

  addDataCommands(program, done);
  return program;
}

/** Commander's advice ("Did you mean …?") comes on a line of its own. */
function oneLine(text: string): string {
  return `${text
    .replace(/^error: /, 'hourglass: ')
    .trim()
    .replace(/\s*\n\s*/g, ' ')}\n`;
}

/** The exit code for what commander throws: help and version are no mistakes. */
export function commanderExitCode(exitCode: number): number {
  return exitCode === 0 ? exitCodes.ok : exitCodes.usage;
}

function version(): string {
  const file = new URL('../package.json', import.meta.url);
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
}
