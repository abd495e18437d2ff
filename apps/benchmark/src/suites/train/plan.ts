import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pixelsPerImage } from '@hourglass/datasets';
import type { Net } from './layers.ts';
import type { Weight } from './weights.ts';

/** An exercise as it is handed to processes of any language: `plan.json`, with the arrays in files beside it. */
export interface Plan {
  readonly net: Net;
  readonly task: 'train' | 'encode';
  /** The preset of `@hourglass/models` that is this net, if there is one. */
  readonly preset?: string | undefined;
  readonly batchSize: number;
  readonly stepsPerCall: number;
  readonly threads: number;
  readonly learningRate: number;
  /** Shapes of the weights; `weights.bin` holds their float32 values one after the other. */
  readonly weights: readonly (readonly number[])[];
}

/** A plan with its arrays: `pixels.bin` holds pictures as bytes, whole batches. */
export interface LoadedPlan extends Plan {
  readonly initial: readonly Weight[];
  readonly pixels: Uint8Array;
}

export async function writePlan(
  folder: string,
  plan: Omit<Plan, 'weights'>,
  weights: readonly Weight[],
  pixels: Uint8Array,
): Promise<void> {
  const all = { ...plan, weights: weights.map(({ shape }) => shape) } satisfies Plan;
  const values = weights.map(
    ({ values }) => new Uint8Array(values.buffer, values.byteOffset, values.byteLength),
  );
  await writeFile(join(folder, 'plan.json'), JSON.stringify(all));
  await writeFile(join(folder, 'weights.bin'), Buffer.concat(values));
  await writeFile(join(folder, 'pixels.bin'), pixels);
}

export async function readPlan(folder: string): Promise<LoadedPlan> {
  const plan = JSON.parse(await readFile(join(folder, 'plan.json'), 'utf8')) as Plan;
  const bytes = await readFile(join(folder, 'weights.bin'));
  let at = 0;
  const initial = plan.weights.map((shape): Weight => {
    const size = shape.reduce((product, dim) => product * dim, 4);
    const values = new Float32Array(Uint8Array.from(bytes.subarray(at, at + size)).buffer);
    at += size;
    return { shape, values };
  });
  return { ...plan, initial, pixels: new Uint8Array(await readFile(join(folder, 'pixels.bin'))) };
}

export function pixelsOf({ net: { shape } }: Plan): number {
  return pixelsPerImage({ shape });
}
