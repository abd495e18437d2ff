import { readFileSync } from 'node:fs';
import { type Done, exitCodes, print } from '@hourglass/command-line';
import { datasetNames } from '@hourglass/datasets/catalog';
import { engineNames } from '@hourglass/engine/names';
import {
  exportFormats,
  exportsOfCodes,
  firstPresetName,
  lossNames,
  presentPresetName,
  presets,
} from '@hourglass/models/names';
import { Command, Option } from 'commander';
import type { CompareOptions } from './commands/compare.ts';
import type { ExportOptions } from './commands/export.ts';
import { curveNames } from './compare/curve-names.ts';
import { addDataCommands } from './data-program.ts';
import {
  background,
  cells,
  count,
  positive,
  type ResumeOptions,
  seed,
  setting,
  shape,
  type TrainOptions,
  viewName,
  type WatchOptions,
} from './options.ts';
import { complain } from './output/complain.ts';
import { addSearchCommands } from './search-program.ts';
import { viewNames } from './state/view-names.ts';
import { checkPreset, unknownCommand } from './suggestions.ts';

const notes = `
Where there is no terminal, one line an epoch is printed instead of the dashboard.
Exit codes: 0 ok, 1 failed, 2 wrong usage, 129 hung up, 130 interrupted.`;

/**
 * The command line. Every action loads its own code when it is called, so that --help and --version
 * load none of it. Actions hand their exit code to `done`.
 */
export function createProgram(done: Done): Command {
  const program = new Command('hourglass')
    .description('Train a small autoencoder and watch it learn.')
    .version(version(), '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .helpCommand(false)
    .configureOutput({ writeOut: print, outputError: (text, write) => write(oneLine(text)) })
    .exitOverride((error) => {
      throw error;
    })
    .addHelpText('after', notes);
  addTrain(program, done);
  addResume(program, done);
  addWatch(program, done);
  addStop(program, done);
  addRuns(program, done);
  addCompare(program, done);
  addExport(program, done);
  addDoctor(program, done);
  addSearchCommands(program, done);
  addDataCommands(program, done);
  addHelp(program, done);
  return program;
}

function addTrain(program: Command, done: Done): void {
  const command = program
    .command('train', { isDefault: true })
    .copyInheritedSettings(program)
    .description('train a preset or a config file, and watch it (the default command)')
    .argument('[preset]', 'name of a preset, or path of a config.json', firstPresetName)
    .allowExcessArguments()
    .option(
      '--dataset <name>',
      `another set than the preset's: ${datasetNames().join(', ')}; or the path of a folder of pictures`,
    )
    .option(
      '--shape <HxWxC>',
      "what a folder's pictures are brought to (default: as the preset's own)",
      shape,
    )
    .option('--background <colour>', "what shows where a folder's pictures are transparent", background)
    .option('--epochs <n>', 'rounds over the training pictures', count)
    .option('--batch-size <n>', 'pictures a step', count)
    .option('--learning-rate <x>', 'step size of Adam', positive)
    .option('--seed <n>', 'start of all randomness', seed)
    .option('--loss <name>', `what is to get small: ${lossNames.join(', ')}`)
    .option('--engine <name>', `what computes the steps: ${engineNames.join(', ')}`)
    .option('--threads <n>', 'threads of a training step (default: all cores)', count)
    .option('--max-minutes <x>', 'end after so many minutes', positive)
    .option('--max-steps <n>', 'end after so many steps', count)
    .option('--set <key=value>', 'any other key of the config, such as schedule.kind=cosine', setting)
    .option('--changed-data', "repeat a run's config even if the data are not those that it was trained on")
    .option('--print-config', 'print the whole config as JSON, to keep and change, and train nothing')
    .option(
      '--data <dir>',
      "folder with the data set's own files (default: $HOURGLASS_DATA_DIR, else embedded)",
    )
    .addHelpText('after', presetList);
  withView(withRuns(command)).action(async (preset: string, options: TrainOptions) => {
    const commands = program.commands.map((one) => one.name());
    const present = presentPresetName(preset);
    checkPreset([present, ...command.args.slice(1)], Object.keys(presets), commands);
    if (present !== preset) complain(`preset '${preset}' is called '${present}' now.`);
    const { train } = await import('./commands/train.ts');
    done(await train(present, options));
  });
}

function addResume(program: Command, done: Done): void {
  const command = program
    .command('resume')
    .copyInheritedSettings(program)
    .description('go on with a run that died or was stopped, or train a finished one longer')
    .argument('[run]', 'id or path of a run (default: the latest)')
    .option('--epochs <n>', 'number of all epochs, if it is to be another', count)
    .option('--learning-rate <x>', 'another base rate from here on', positive)
    .option('--max-minutes <x>', 'minutes of the whole run, if they are to be others', positive)
    .option('--max-steps <n>', 'steps of the whole run, if they are to be others', count)
    .option('--changed-data', 'go on even if the data are not those that the run was trained on');
  withView(withRuns(command)).action(async (run: string | undefined, options: ResumeOptions) => {
    const { resume } = await import('./commands/resume.ts');
    done(await resume(run, options));
  });
}

function addWatch(program: Command, done: Done): void {
  const command = program
    .command('watch')
    .copyInheritedSettings(program)
    .description('watch a run that is at work, or replay one that has ended')
    .argument('[run]', 'id or path of a run (default: the latest)')
    .option('--view <name>', `the view to begin with: ${viewNames.join(', ')}`, viewName)
    .addOption(new Option('--once', 'print one frame as it stands now, and end').conflicts('json'))
    .option('--columns <n>', "width of that frame (default: the terminal's, else 80)", cells)
    .option('--rows <n>', "height of that frame (default: the terminal's, else 24)", cells);
  withView(withRuns(command)).action(async (run: string | undefined, options: WatchOptions) => {
    const { watch } = await import('./commands/watch.ts');
    done(await watch(run, options));
  });
}

function addStop(program: Command, done: Done): void {
  const command = program
    .command('stop')
    .copyInheritedSettings(program)
    .description('stop a run that is at work; it keeps a checkpoint')
    .argument('[run]', 'id or path of a run (default: the newest that is at work)');
  withRuns(command).action(async (run: string | undefined, options: RunsOption) => {
    const { stop } = await import('./commands/stop.ts');
    done(await stop(run, options));
  });
}

function addRuns(program: Command, done: Done): void {
  const command = program.command('runs').copyInheritedSettings(program).description('list the runs');
  withRuns(command)
    .option('--json', 'print NDJSON, one run a line')
    .action(async (options: RunsOption & { readonly json?: boolean }) => {
      const { runs } = await import('./commands/runs.ts');
      done(await runs(options));
    });
}

function addCompare(program: Command, done: Done): void {
  const command = program
    .command('compare')
    .copyInheritedSettings(program)
    .description('lay the curves of runs over each other, and say what differs')
    .argument('<runs...>', 'ids or paths of two runs or more')
    .addOption(
      new Option('--curve <name>', 'test: BCE of the test set; train: loss of the batches, smoothed')
        .choices(curveNames)
        .default('test'),
    )
    .option('--columns <n>', "width (default: the terminal's, else 80)", cells)
    .option('--rows <n>', 'height of the chart', cells, 16)
    .option('--json', 'print NDJSON, one run a line');
  withRuns(command).action(async (runs: readonly string[], options: CompareOptions) => {
    const { compare } = await import('./commands/compare.ts');
    done(await compare(runs, options));
  });
}

function addExport(program: Command, done: Done): void {
  const command = program
    .command('export')
    .copyInheritedSettings(program)
    .description("write a run's net or codes for other programs")
    .argument('[run]', 'id or path of a run (default: the latest)')
    .requiredOption(
      '--to <format>',
      `one of ${exportFormats.join(', ')}; of codes are: ${exportsOfCodes.join(', ')}`,
    )
    .option('--out <dir>', 'folder to write (default: <run>-<format> here)')
    .option('--force', 'write into the folder even if it is there')
    .option('--data <dir>', "folder with the data set's own files (default: where the run had it)");
  withRuns(command).action(async (run: string | undefined, options: ExportOptions) => {
    const { exportRun } = await import('./commands/export.ts');
    done(await exportRun(run, options));
  });
}

function addDoctor(program: Command, done: Done): void {
  program
    .command('doctor')
    .copyInheritedSettings(program)
    .description('say which engines work here')
    .option('--json', 'print NDJSON, one engine a line')
    .action(async (options: { readonly json?: boolean }) => {
      const { doctor } = await import('./commands/doctor.ts');
      done(await doctor(options));
    });
}

/** `hourglass help train` is `hourglass train --help`, as in other programs. */
function addHelp(program: Command, done: Done): void {
  program
    .command('help')
    .copyInheritedSettings(program)
    .description('print this help, or that of a command')
    .argument('[command...]', 'such as train, or data show')
    .action((path: readonly string[]) => {
      let about = program;
      for (const word of path) {
        about = about.commands.find((one) => one.name() === word) ?? unknownCommand(word, about.commands);
      }
      about.outputHelp();
      done(exitCodes.ok);
    });
}

interface RunsOption {
  readonly runs?: string;
}

/** Adds the option that says where runs are. */
function withRuns(command: Command): Command {
  return command.option('--runs <dir>', 'folder for runs (default: $HOURGLASS_RUNS, else ./runs)');
}

/** Adds the options of every command that shows a run. */
function withView(command: Command): Command {
  return command
    .option('--json', 'print events as NDJSON, nothing else')
    .option('--no-ui', 'plain lines, even on a terminal');
}

/** The presets with what they are, for the end of a help. */
function presetList(): string {
  const width = Math.max(...Object.keys(presets).map(({ length }) => length));
  const lines = Object.values(presets).map(
    ({ name, description }) => `  ${name.padEnd(width)}  ${description}`,
  );
  return `\nPresets:\n${lines.join('\n')}`;
}

/** Commander's advice ("Did you mean …?") comes on a line of its own. */
function oneLine(text: string): string {
  return `${text
    .replace(/^error: /, 'hourglass: ')
    .trim()
    .replace(/\s*\n\s*/g, ' ')}\n`;
}

function version(): string {
  const file = new URL('../package.json', import.meta.url);
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
}
