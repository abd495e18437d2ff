import type { LayersModel } from '@tensorflow/tfjs-layers';
import { inside } from './layers-model.ts';

/**
 * What a compiled step has taken from a model, beside the weights: its optimizer and that one's numbers and
 * memory, losses, metrics, which weights are trained, and the numbers of its layers, such as a rate of dropout.
 * While these stay the same, so does the graph.
 */
export function traitsOf(model: LayersModel): unknown[] {
  const { lossFunctions, metricsTensors, collectedTrainableWeights } = inside(model);
  const { optimizer } = model;
  return [
    optimizer,
    ...own(optimizer).flatMap(memory),
    ...lossFunctions,
    ...metricsTensors.map(([metric]) => metric),
    ...collectedTrainableWeights.flatMap((weight) => [weight, weight.read().trainable]),
    ...layersWithin(model).flatMap((layer) => [layer, ...own(layer).filter(isPlain)]),
  ];
}

export function sameTraits(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((value, i) => Object.is(value, b[i]));
}

/** What tfjs itself changes while it trains. */
const passing: readonly string[] = ['iterations_', 'stopTraining_', 'isTraining'];

function own(object: object): unknown[] {
  return Object.entries(object).flatMap(([name, value]) => (passing.includes(name) ? [] : [value]));
}

function isPlain(value: unknown): boolean {
  return typeof value !== 'object' && typeof value !== 'function';
}

/** What an optimizer remembers: numbers, tensors, and lists of the variables that it remembers past gradients in. */
function memory(value: unknown): unknown[] {
  if (!Array.isArray(value)) return [value];
  return value.map((past: { variable?: unknown } | null) => past?.variable ?? past);
}

/** The model, its layers, and theirs: nets within nets, wrapped layers, cells. */
function layersWithin(model: LayersModel): object[] {
  const found = new Set<object>();
  const visit = (value: unknown): void => {
    if (!isLayer(value) || found.has(value)) return;
    found.add(value);
    for (const part of Object.values(value)) for (const inner of [part].flat()) visit(inner);
  };
  visit(model);
  return [...found];
}

function isLayer(value: unknown): value is object {
  return typeof value === 'object' && value !== null && 'apply' in value && 'countParams' in value;
}
