import type { Done } from '@hourglass/command-line';
import { datasetNames } from '@hourglass/datasets/catalog';
import type { Command } from 'commander';
import type { GetOptions } from './commands/data/get.ts';
import type { ListOptions } from './commands/data/list.ts';
import type { ShowOptions } from './commands/data/show.ts';
import type { VerifyOptions } from './commands/data/verify.ts';
import { background, count, seed, shape, split } from './options.ts';

const notes = `
Sets are looked for in --data, else in $HOURGLASS_DATA_DIR, among the embedded ones and in the cache
($HOURGLASS_CACHE, else the system's cache folder). HOURGLASS_OFFLINE=1 forbids the network everywhere.
HOURGLASS_NO_PROGRESS=1 leaves out how far a fetch or a folder is.`;

const setNames = `one of ${datasetNames().join(', ')}`;

/** `hourglass data …`: which sets there are, getting, checking and looking at them. */
export function addDataCommands(program: Command, done: Done): void {
  const data = program
    .command('data')
    .copyInheritedSettings(program)
    .description('list, get, verify and show sets of pictures')
    .addHelpText('after', notes);

  withData(data.command('list').copyInheritedSettings(data))
    .description('list the sets, and where each of them is')
    .option('--json', 'print NDJSON, one set a line')
    .action(async (options: ListOptions) => {
      const { list } = await import('./commands/data/list.ts');
      done(await list(options));
    });

  withData(data.command('get').copyInheritedSettings(data))
    .description('fetch a set, unless it is here; a fetch that broke off goes on where it stopped')
    .argument('<set>', setNames)
    .option('--offline', 'never use the network')
    .action(async (name: string, options: GetOptions) => {
      const { get } = await import('./commands/data/get.ts');
      done(await get(name, options));
    });

  withData(data.command('verify').copyInheritedSettings(data))
    .description('check every byte of a set that is here')
    .argument('<set>', setNames)
    .option('--json', 'print one JSON object')
    .action(async (name: string, options: VerifyOptions) => {
      const { verify } = await import('./commands/data/verify.ts');
      done(await verify(name, options));
    });

  withData(data.command('show').copyInheritedSettings(data))
    .description('show pictures of a set, or of a folder of your own')
    .argument('<set>', `${setNames}; or path of a folder of pictures`)
    .option('--split <name>', 'train or test (default: train; of a folder all pictures)', split)
    .option('--label <class>', 'only pictures of this class: its name or number')
    .option('--count <n>', 'how many pictures (default: as many as fit)', count)
    .option('--seed <n>', 'which pictures', seed, 0)
    .option('--background <colour>', "what shows where a folder's pictures are transparent", background)
    .option('--shape <HxWxC>', "size of a folder's pictures (default: 32x32x3)", shape)
    .option('--offline', 'never use the network')
    .action(async (name: string, options: ShowOptions) => {
      const { show } = await import('./commands/data/show.ts');
      done(await show(name, options));
    });
}

function withData(command: Command): Command {
  return command.option('--data <dir>', "folder with the sets' own files (default: $HOURGLASS_DATA_DIR)");
}
