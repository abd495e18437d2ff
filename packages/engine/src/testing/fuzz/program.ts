import type { Draw, Operand } from './draw.ts';
import type { Call } from './kernels/generator.ts';

const losses = [
  'tf.sum(y)',
  'tf.sum(tf.square(y))',
  'tf.sum(tf.mul(y, tf.reshape(tf.tensor1d(Array.from({ length: y.size }, (_, i) => Math.sin(i + 1))), y.shape)))',
];

/**
 * A call as a program: text that defines `run`, which takes an engine's name and gives plain tensors by name:
 * what the call gives, and the gradients of a loss over it for every operand of floats.
 */
export function programOf({ code, gradient }: Call, draw: Draw): string {
  const { operands } = draw;
  const by = (role: Operand['role']) => operands.filter((operand) => operand.role === role);
  const inputs = by('input');
  const names = operands.map(String).join(', ');
  const floats = operands.filter(({ type }) => type === 'float32');
  const lines = [
    'const run = async (engine) => {',
    ...by('variable').map((operand) => `  const ${operand} = tf.variable(${tensor(operand)});`),
    `  const call = (${names}) => [${code}].flat();`,
    '  const fn = (given) => {',
    ...inputs.map(
      (input) =>
        `    const ${input} = ${input.type === 'bool' ? `tf.cast(given.${input}, 'bool')` : `given.${input}`};`,
    ),
    ...by('constant').map((operand) => `    const ${operand} = ${tensor(operand)};`),
    `    const outputs = call(${names}).map((y, i) => [\`y\${i}\`, y]);`,
    ...(gradient && floats.length > 0
      ? gradients(floats, names, losses[draw.int(0, losses.length - 1)]!)
      : []),
    '    return Object.fromEntries(outputs);',
    '  };',
    `  const inputs = { ${inputs.map(spec).join(', ')} };`,
    '  const compiled = await compile(fn, { engine, inputs });',
    `  const outputs = await compiled.run({ ${inputs.map((input) => `${input}: ${array(input)}`).join(', ')} });`,
    '  await compiled.dispose();',
    '  return outputs;',
    '};',
  ];
  return lines.join('\n');
}

function gradients(floats: readonly Operand[], names: string, loss: string): string[] {
  const of = floats.map(String).join(', ');
  return [
    `    const loss = (${of}) => tf.addN(call(${names}).map((y) => tf.cast(${loss}, 'float32')));`,
    `    const slopes = tf.grads(loss)([${of}]);`,
    `    outputs.push(...[${floats.map((float) => `'slope of ${float}'`).join(', ')}].map((name, i) => [name, slopes[i]]));`,
  ];
}

function tensor({ values, dims, type }: Operand): string {
  return `tf.tensor([${values.map(number).join(', ')}], [${dims.join(', ')}], '${type}')`;
}

function spec({ name, dims, type }: Operand): string {
  return `${name}: { shape: [${dims.join(', ')}], type: '${type === 'bool' ? 'int32' : type}' }`;
}

function array({ values, type }: Operand): string {
  return `${type === 'float32' ? 'Float32Array' : 'Int32Array'}.of(${values.map(number).join(', ')})`;
}

function number(value: number): string {
  return Object.is(value, -0) ? '-0' : String(value);
}
