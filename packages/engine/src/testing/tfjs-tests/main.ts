import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-layers';
import { compareRuns, engines, type FuzzEngine } from '../fuzz/run-case.ts';
import { failureExplained } from './explained.ts';
import { provide } from './spaces.ts';
import { Tally } from './tally.ts';
import { Watch } from './watch.ts';

const usage = `tfjs-tests [--engine <${engines.join('|')}>] [--only <part of a file's name>]
Runs tfjs-core's own tests of its functions, and each call in them compiled too.`;

/** Of `jasmine-core`, which comes without types. */
interface Jasmine {
  getEnv(): {
    configure(options: { random: boolean }): void;
    addReporter(reporter: { specStarted(spec: Spec): void; specDone(spec: Spec): void }): void;
    beforeEach(fn: () => void): void;
    afterEach(fn: () => Promise<void>, timeout: number): void;
    execute(): Promise<unknown>;
  };
}
interface Spec {
  readonly fullName: string;
  readonly status: string;
  readonly failedExpectations: readonly { readonly message: string }[];
}

const require = createRequire(import.meta.url);
const dist = dirname(require.resolve('@tensorflow/tfjs-core'));
/** These test helpers of tfjs and no functions of tensors. */
const helpers = /(_util|rand|operation)_test\.js$/;

async function main(): Promise<number> {
  const options = { engine: { type: 'string' }, only: { type: 'string' } } as const;
  const { engine, only = '' } = parseArgs({ options }).values;
  const on = engines.filter((name) => engine === undefined || name === engine);
  const names = readdirSync(join(dist, 'ops'), { recursive: true }) as string[];
  const files = names.filter(
    (name) => name.endsWith('_test.js') && name.includes(only) && !helpers.test(name),
  );
  if (on.length === 0 || files.length === 0) {
    console.error(usage);
    return 2;
  }
  // Some of its modules were written for CommonJS.
  Object.assign(globalThis, { require });
  const watch = new Watch();
  provide({ tf: watch.all(tf), test_util: { ...tf.test_util } });
  await watch.methods(
    () => import(pathToFileURL(join(dist, 'public/chained_ops/register_all_chained_ops.js')).href),
  );
  return run(files.sort(), watch, on);
}

async function run(files: readonly string[], watch: Watch, on: readonly FuzzEngine[]): Promise<number> {
  const env = (require('jasmine-core').boot() as Jasmine).getEnv();
  const tally = new Tally();
  const failed: string[] = [];
  const explained: string[] = [];
  let tests = 0;
  let test = '';
  env.configure({ random: false });
  env.addReporter({
    specStarted: ({ fullName }) => {
      test = fullName;
    },
    specDone: ({ fullName, status, failedExpectations: [first] }) => {
      tests++;
      if (status !== 'failed') return;
      const why = failureExplained(fullName);
      (why === undefined ? failed : explained).push(
        `fails on plain tfjs: "${fullName}": ${why ?? first?.message}`,
      );
    },
  });
  env.beforeEach(() => tf.engine().startScope());
  env.afterEach(async () => {
    for (const call of watch.calls.splice(0)) {
      const outcomes = await compareRuns(call.run, on);
      for (const engine of on)
        tally.add(engine, call.name, test, outcomes[engine] ?? outcomes.tfjs!, call.refusal);
    }
    tf.engine().endScope();
    tf.disposeVariables();
  }, 600_000);
  for (const file of files) await import(pathToFileURL(join(dist, 'ops', file)).href);
  await env.execute();
  console.log([...explained, ...failed, tally.report()].join('\n'));
  console.log(
    `${tests} tests of ${files.length} files, ${explained.length + failed.length} of them fail on plain tfjs`,
  );
  return tally.wrong + failed.length > 0 ? 1 : 0;
}

process.exitCode = await main();
