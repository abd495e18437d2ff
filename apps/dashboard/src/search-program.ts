import type { Done } from '@hourglass/command-line';
import { datasetNames } from '@hourglass/datasets/catalog';
import { type Command, Option } from 'commander';
import type { IndexOptions } from './commands/index-pictures.ts';
import type { SearchOptions } from './commands/search.ts';
import { background, channelNumbers, count, measure, measureNames, shape, share, split } from './options.ts';
import type { DuplicatesOptions } from './search/found-duplicates.ts';

const encoderNotes = `
Without --run, pictures are compared as photographs of 32 x 32: --encoder raw (their pixels), pca (the default)
or dictionary (finds meaning best, minutes to fit once); or the path of an ONNX file that takes pictures.`;

/** `hourglass index`, `search`: your own pictures, or a set. */
export function addSearchCommands(program: Command, done: Done): void {
  const index = program
    .command('index')
    .copyInheritedSettings(program)
    .description('make a folder of your own pictures searchable, or take in what changed in it')
    .argument('<folder>', 'folder of pictures; folders in it count too')
    .option('--out <store>', 'folder for the index (default: one for each folder, in the cache of Hourglass)')
    .option('--remove-missing', 'forget pictures that are gone, even if they are most of them')
    .option('--background <colour>', 'what shows where pictures are transparent', background)
    .option('--json', 'print one JSON object')
    .addHelpText('after', encoderNotes);
  withEncoder(index).action(async (folder: string, options: IndexOptions) => {
    const { indexPictures } = await import('./commands/index-pictures.ts');
    done(await indexPictures(folder, options));
  });

  const search = program
    .command('search')
    .copyInheritedSettings(program)
    .description('find the pictures that are most alike')
    .argument('<query>', 'path of a picture; or id of one (with --dataset its number)')
    .option('--in <folder>', 'an indexed folder, or the folder of its index (default: what was indexed last)')
    .option('--dataset <name>', `search a set: ${datasetNames().join(', ')}`)
    .option('--split <name>', 'train or test, of a set (default: test)', split)
    .option('--k <n>', 'how many to find (default: 10)', count)
    .option('--why', 'show where each agrees with the query: yellow speaks for the match, blue against it')
    .option('--html <file>', 'write one HTML file with the pictures in it')
    .option('--json', 'print NDJSON, one found picture a line')
    .option('--data <dir>', "folder with the sets' own files (default: $HOURGLASS_DATA_DIR)")
    .option('--offline', 'never use the network')
    .addHelpText('after', encoderNotes);
  withEncoder(search).action(async (query: string, options: SearchOptions) => {
    const { search } = await import('./commands/search.ts');
    done(await search(query, options));
  });

  program
    .command('duplicates')
    .copyInheritedSettings(program)
    .description('list pictures that are the same, or similar; deletes nothing')
    .argument('<folder>', `folder of pictures, or its index; or a set: ${datasetNames().join(', ')}`)
    .option(
      '--false-matches <share>',
      'how many pictures may be taken for similar by mistake (default: 0.001)',
      share,
    )
    .option(
      '--split <name>',
      'within train or test, of a set (default: test pictures that are in train)',
      split,
    )
    .option('--html <file>', 'write one HTML file with the pictures in it')
    .option('--json', 'print NDJSON, one group or pair a line')
    .option('--data <dir>', "folder with the sets' own files (default: $HOURGLASS_DATA_DIR)")
    .option('--offline', 'never use the network')
    .action(async (name: string, options: DuplicatesOptions) => {
      const { duplicates } = await import('./commands/duplicates.ts');
      done(await duplicates(name, options));
    });
}

/** Adds the options that say how pictures are compared. */
function withEncoder(command: Command): Command {
  return command
    .addOption(
      new Option('--run <run>', 'compare by the net of this run: its id or path').conflicts('encoder'),
    )
    .option('--runs <dir>', 'folder for runs (default: $HOURGLASS_RUNS, else ./runs)')
    .option('--encoder <name>', 'compare by raw, pca, dictionary, or an ONNX file')
    .option(
      '--shape <HxWxC>',
      'what pictures are brought to, for an ONNX file that takes several sizes',
      shape,
    )
    .option('--mean <list>', 'taken off each channel of what an ONNX file gets, 0 to 1', channelNumbers)
    .option('--std <list>', 'what is left is divided by, one number a channel', channelNumbers)
    .option('--measure <name>', `${measureNames.join(', ')} (default: cosine)`, measure);
}
