import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

const heavy =
  'tensorflow|onnxruntime|(datasets|engine|models|similarity)/dist/(index|graph)|runs/dist/worker';

// Refuses to load what is heavy, then loads the entry by its public name.
const script = (entry: string) => `
  import { register } from 'node:module';
  const hooks = \`export async function resolve(name, context, next) {
    const found = await next(name, context);
    if (new RegExp('${heavy}').test(name + ' ' + found.url)) throw new Error('loads ' + name);
    return found;
  }\`;
  register('data:text/javascript,' + encodeURIComponent(hooks));
  console.log(Object.keys(await import('${entry}')).join());
`;

async function load(entry: string): Promise<string> {
  const args = ['--input-type=module', '--eval', script(entry)];
  const { stdout } = await promisify(execFile)(process.execPath, args, {
    cwd: join(import.meta.dirname, '..'),
  });
  return stdout.trim();
}

it.each([
  ['@hourglass/runs', 'RunError,resumeRun,startRun'],
  ['@hourglass/runs/read', 'RunError,followRun,listRuns,openCheckpoint,readRun,runsHome,steerRun'],
])('%s loads no model', async (entry, names) => {
  expect(await load(entry)).toBe(names);
});

it('and the test would notice', async () => {
  await expect(load('@hourglass/models')).rejects.toThrow(/loads @hourglass\/models/);
});
