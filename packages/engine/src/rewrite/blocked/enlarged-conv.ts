import { phasePads, phaseTaps, enlargedConv as read } from '../../composites/enlarged-conv.ts';
import type { Node } from '../../graph/graph.ts';
import type { Blocks, Handled } from './blocks.ts';
import { blockedConv } from './conv.ts';
import { roundUp } from './nchwc.ts';

/** Four convolutions of the small picture, interleaved pixel by pixel: whole blocks move. */
export function enlargedConv(node: Node, blocks: Blocks): Handled {
  const { b, block } = blocks;
  const [x, filter, bias] = node.inputs as [string, string, string | undefined];
  const { filterDims, sizes, activation } = read(node);
  const [, , inputs, outputs] = filterDims as [number, number, number, number];
  const taps = b.op('Reshape', [phaseTaps(b, blocks.plain(filter), node), b.shape([4, 4, inputs, outputs])]);
  const phases = b.ops('Split', [taps, b.shape([1, 1, 1, 1])], 4, { axis: { int: 0 } });
  const biased = bias && blocks.plain(bias);
  const results = phases.map((phase, at) =>
    blockedConv(
      blocks,
      x,
      {
        value: b.op('Reshape', [phase, b.shape([4, inputs, outputs])]),
        order: 'inputs-outputs',
        taps: 4,
        inputs,
        outputs,
      },
      biased,
      { kernel: [2, 2], strides: [1, 1], dilations: [1, 1], pads: phasePads(node, at) },
      activation,
    ),
  );
  const [n, , height, width] = sizes as [number, number, number, number];
  const channels = roundUp(outputs, block);
  const rowCount = (n * channels * height) / block / 2;
  const rows = [0, 2].map((at) => {
    const pixels = results
      .slice(at, at + 2)
      .map((phase) => b.op('Reshape', [phase, b.shape([rowCount, width / 2, 1, block])]));
    const wide = b.op('Concat', pixels, { axis: { int: 2 } });
    return b.op('Reshape', [wide, b.shape([rowCount, 1, width * block])]);
  });
  const whole = b.op('Concat', rows, { axis: { int: 1 } });
  return { blocked: b.op('Reshape', [whole, b.shape([n, channels, height, width])]) };
}
