import '@tensorflow/tfjs-backend-cpu';
import { expect, test } from 'vitest';
import { subjects, withCase } from './case.ts';
import { whyDifferent } from './explained.ts';
import { faultOf, type KnownFault, knownFaults } from './known-faults.ts';
import { engines, type FuzzEngine, runProgram } from './run-case.ts';

const engine = process.env.HOURGLASS_PICTURES ?? process.env.HOURGLASS_ENGINE;
const on = engines.filter((name): name is FuzzEngine => name === engine);
const rounds = 3;

test('random programs of fixed seeds give what plain tfjs gives', async () => {
  expect(on).toHaveLength(1);
  const wrong: string[] = [];
  const seen = new Set<KnownFault>();
  const count = { legal: 0 };
  for (let seed = 0; seed < rounds * subjects.length; seed++) {
    await withCase(seed, async ({ subject, program }) => {
      for (const { kind, message } of Object.values(await runProgram(program, on))) {
        if (kind !== 'illegal') count.legal++;
        if (kind === 'wrong' && whyDifferent({ subject, message, program })) continue;
        const fault = kind === 'wrong' && faultOf({ subject, message, program });
        if (fault) seen.add(fault);
        else if (kind === 'wrong') wrong.push(`seed ${seed}, ${subject}: ${message}`);
      }
      return true;
    });
  }
  // Any of them: pnpm --filter @hourglass/engine fuzz --cases 1 --seed <seed>
  expect(wrong).toEqual([]);
  expect(count.legal).toBeGreaterThan(0.85 * rounds * subjects.length);
  const mended = knownFaults.filter((fault) => !seen.has(fault)).map(({ kind }) => kind);
  expect(mended, 'known faults that are gone: take them off the list').toEqual([]);
}, 300_000);
