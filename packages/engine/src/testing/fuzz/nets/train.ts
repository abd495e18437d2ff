import type { Draw } from '../draw.ts';
import { numbersOf, unit, usual } from '../values.ts';
import { losses, optimizer } from './losses.ts';
import { drawNet } from './net.ts';

/**
 * A small net and a few steps of training: text that defines `run`, which takes an engine's name and gives
 * the losses and the weights. By `fit`, beside tfjs's own, or by `compileStep`.
 */
export function trainingOf(d: Draw): string {
  const loss = d.pick(losses);
  const { lines, input, words, units } = drawNet(d, loss.activation);
  const rows = d.int(1, 7);
  const values = numbersOf(
    'float32',
    words === undefined ? d.pick([unit, usual]) : (int) => int(0, words - 1),
    d.int,
  );
  const targets = numbersOf('float32', loss.targets, d.int);
  const x = tensor(values(rows * size(input)), [rows, ...input]);
  const shape = loss.classes === 'number' ? [rows, 1] : [rows, units];
  const y = tensor(loss.classes ? classesOf(d, loss.classes, rows, units) : targets(rows * units), shape);
  // Losses that tfjs.layers knows by name are its own affair.
  const isFunction = loss.code.startsWith('(');
  const trained =
    isFunction && d.rarely(2) ? byStep(d, loss.code, input, shape.slice(1), rows) : byFit(d, loss.code, rows);
  return [
    'const run = async (engine) => {',
    ...lines,
    `  const [x, y] = [${x}, ${y}];`,
    ...trained,
    "  const weights = model.getWeights().map((weight, i) => ['weight ' + i, weight]);",
    '  const plain = ([name, t]) => [name, { type: t.dtype, dims: t.shape, data: t.dataSync() }];',
    '  const results = Object.fromEntries([...outputs, ...weights].map(plain));',
    // There the engines stop with an error, as they say.
    '  const finite = Object.values(results).every(({ data }) => data.every(Number.isFinite));',
    "  if (engine === 'tfjs' && !finite) throw new Error('this does not stay finite');",
    '  return results;',
    '};',
  ].join('\n');
}

function byFit(d: Draw, loss: string, rows: number): string[] {
  const metrics = d.rarely(3) ? `, metrics: ['${d.pick(['accuracy', 'mse', 'mae', 'cosine'])}']` : '';
  const split = d.rarely(4) && rows > 3 ? ', validationSplit: 0.3' : '';
  const options = `{ epochs: ${d.int(1, 3)}, batchSize: ${d.int(1, rows)}, shuffle: false${split} }`;
  return [
    `  model.compile({ optimizer: ${optimizer(d)}, loss: ${loss}${metrics} });`,
    `  const options = ${options};`,
    "  const { history } = await (engine === 'tfjs'",
    '    ? model.fit(x, y, { ...options, verbose: 0 })',
    '    : fit(model, x, y, { ...options, engine }));',
    '  const outputs = Object.entries(history).map(([name, values]) => [name, tf.tensor1d(values)]);',
  ];
}

function byStep(
  d: Draw,
  loss: string,
  input: readonly number[],
  target: readonly number[],
  rows: number,
): string[] {
  const batch = d.int(1, rows);
  const steps = d.int(1, 5);
  const picked = Array.from({ length: batch * steps }, () => d.int(0, rows - 1));
  const table = (name: string, dims: readonly number[]) =>
    `${name}: { data: ${name}.dataSync(), rowShape: [${dims}] }`;
  const settings = `batchSize: ${batch}, stepsPerCall: ${d.int(1, 3)}, outputs: 'each'`;
  return [
    `  const [optimizer, loss] = [${optimizer(d)}, ${loss}];`,
    '  const lossOf = (x, y) => loss(y, model.apply(x, { training: true }));',
    '  const fn = ({ x, y }) => ({ loss: optimizer.minimize(() => lossOf(x, y), true) });',
    `  const tables = { ${table('x', input)}, ${table('y', target)} };`,
    `  const step = await compileStep(fn, { engine, tables, ${settings} });`,
    `  const { loss: told } = await step.run(Int32Array.of(${picked.join(', ')}));`,
    '  step.sync();',
    '  await step.dispose();',
    "  const outputs = [['loss', tf.tensor(told.data, told.dims)]];",
  ];
}

function classesOf(d: Draw, kind: 'oneHot' | 'number', rows: number, units: number): number[] {
  const classes = Array.from({ length: rows }, () => d.int(0, units - 1));
  if (kind === 'number') return classes;
  return classes.flatMap((one) => Array.from({ length: units }, (_, i) => (i === one ? 1 : 0)));
}

function tensor(values: readonly number[], dims: readonly number[]): string {
  return `tf.tensor([${values.join(', ')}], [${dims.join(', ')}])`;
}

const size = (dims: readonly number[]) => dims.reduce((product, dim) => product * dim, 1);
