import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { compile } from '../../compile/compile.ts';
import { compileStep } from '../../compile/compile-step.ts';
import { EngineError } from '../../errors.ts';
import { fit } from '../../fit/fit.ts';
import { floats } from '../../graph/graph.ts';
import { adamW } from '../../training/adam-w.ts';
import { difference, type Outputs } from './compare.ts';
import { withNoise } from './noise.ts';

tf.enableProdMode();

/** `plain` is `native` without its private kernels for pictures. */
export const engines = ['native', 'plain', 'wasm'] as const;
export type FuzzEngine = (typeof engines)[number];

/**
 * `illegal`: tfjs itself refuses the call. `refused`: the engine does, by the kernel's name. `wrong`: it
 * gives something else, or an error that is no answer.
 */
export interface Outcome {
  readonly kind: 'right' | 'illegal' | 'refused' | 'wrong';
  readonly message: string;
}

/** Where the first do not explain a difference, as many more are done. */
const NOISY_RUNS = [8, 24];
export type Run = (engine: string) => Promise<Outputs>;
const scope = { tf, tfl, compile, compileStep, fit, adamW };

/** What a program's text defines. `instead` stands for parts of this package in it. */
export function evaluate(program: string, instead: Partial<typeof scope> = {}): Run {
  const given = { ...scope, ...instead };
  return new Function(...Object.keys(given), `${program}\nreturn run;`)(...Object.values(given));
}

/** Runs a program on plain tfjs and on each engine, and compares. */
export function runProgram(program: string, on: readonly FuzzEngine[]): Promise<Record<string, Outcome>> {
  const run = evaluate(program);
  return compareRuns((engine) => cleanly(() => run(engine)), on);
}

/** What `run` gives on each engine, beside what it gives on plain tfjs. */
export async function compareRuns(run: Run, on: readonly FuzzEngine[]): Promise<Record<string, Outcome>> {
  const reference = await run('tfjs').catch((cause: Error) => cause);
  if (reference instanceof Error) {
    return { tfjs: { kind: isRefusal(reference) ? 'refused' : 'illegal', message: reference.message } };
  }
  const blurred = noise(run, reference);
  const outcomes: Record<string, Outcome> = {};
  for (const engine of on) {
    outcomes[engine] = await outcomeOf(run, engine, reference, blurred);
  }
  return outcomes;
}

async function outcomeOf(
  run: Run,
  engine: FuzzEngine,
  reference: Outputs,
  blurred: (round: number) => Promise<readonly Outputs[]>,
): Promise<Outcome> {
  const before = process.env.HOURGLASS_PICTURES;
  if (engine === 'plain') process.env.HOURGLASS_PICTURES = 'plain';
  try {
    const got = await run(engine === 'plain' ? 'native' : engine);
    let message: string | undefined;
    for (const round of NOISY_RUNS.keys()) {
      message = await difference(got, reference, () => blurred(round));
      if (message === undefined) break;
    }
    return message === undefined ? { kind: 'right', message: '' } : { kind: 'wrong', message };
  } catch (cause) {
    const { message, code, name } = cause as EngineError;
    return { kind: isRefusal(cause) ? 'refused' : 'wrong', message: `${code ?? name}: ${message}` };
  } finally {
    if (before === undefined) delete process.env.HOURGLASS_PICTURES;
    else process.env.HOURGLASS_PICTURES = before;
  }
}

function isRefusal(cause: unknown): boolean {
  return cause instanceof EngineError && ['OP_NOT_COVERED', 'TRACE_FAILED'].includes(cause.code);
}

/** The outputs with other rounding errors, up to a round; each is run once, when it is first asked for. */
function noise(run: Run, reference: Outputs): (round: number) => Promise<readonly Outputs[]> {
  const outputs: Outputs[] = [];
  return async (round) => {
    const wanted = NOISY_RUNS.slice(0, round + 1).reduce((sum, runs) => sum + runs);
    while (outputs.length < wanted) {
      // Without staying finite they say that rounding makes anything of it.
      outputs.push(await withNoise(outputs.length, () => run('tfjs')).catch(() => anything(reference)));
    }
    return outputs;
  };
}

function anything(like: Outputs): Outputs {
  const filled = Object.entries(like).map(([name, { dims, data }]) => {
    return [name, floats(dims, new Float32Array(data.length).fill(Number.POSITIVE_INFINITY))] as const;
  });
  return Object.fromEntries(filled);
}

/** Leaves no tensors and no variables behind. */
async function cleanly<T>(fn: () => Promise<T>): Promise<T> {
  tf.engine().startScope();
  try {
    return await fn();
  } finally {
    tf.engine().endScope();
    tf.disposeVariables();
  }
}
