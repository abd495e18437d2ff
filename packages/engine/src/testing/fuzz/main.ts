import '@tensorflow/tfjs-backend-cpu';
import { parseArgs } from 'node:util';
import { type Case, withCase } from './case.ts';
import { moduleOf } from './module.ts';
import { engines, type FuzzEngine, runProgram } from './run-case.ts';
import { Tally } from './tally.ts';

const usage = `fuzz [--cases <n>] [--seed <n>] [--engine <${engines.join('|')}>]
Runs random programs on plain tfjs and on the engines, and compares. One case prints its program.`;

/** The smallest case of the same seed that still fails. */
async function smallest(seed: number, on: readonly FuzzEngine[]): Promise<Case | undefined> {
  let last: Case | undefined;
  await withCase(
    seed,
    async (drawn) => {
      const fails = Object.values(await runProgram(drawn.program, on)).some(({ kind }) => kind === 'wrong');
      if (fails) last = drawn;
      return !fails;
    },
    true,
  );
  return last;
}

async function main(): Promise<number> {
  const options = {
    cases: { type: 'string' },
    seed: { type: 'string' },
    engine: { type: 'string' },
  } as const;
  const { cases = '1000', seed = '1', engine } = parseArgs({ options }).values;
  const [count, first] = [Number(cases), Number(seed)];
  const on = engine === undefined ? engines : engines.filter((name) => name === engine);
  if (!(count > 0) || !Number.isInteger(first) || on.length === 0) {
    console.error(usage);
    return 2;
  }
  const tally = new Tally();
  for (let next = first; next < first + count; next++) {
    await withCase(next, async (drawn) => {
      if (count === 1) console.log(moduleOf(drawn, on));
      tally.add(drawn, await runProgram(drawn.program, on));
      return true;
    });
  }
  console.log(tally.report());
  if (count === 1 && tally.wrong > 0) {
    const small = await smallest(first, on);
    if (small) console.log(`\nThe smallest like it:\n\n${moduleOf(small, on)}`);
  }
  return tally.wrong > 0 ? 1 : 0;
}

process.exitCode = await main();
