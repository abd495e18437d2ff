import type { Node } from '../../graph/graph.ts';
import { sameDims } from '../../ops/shapes.ts';
import { type Blocks, type Handled, padded } from './blocks.ts';
import { isPicture, type PictureDims, roundUp } from './nchwc.ts';

/** Padding would cost more than this many times the work. */
const MOST_PADDING = 4;

/** An operator on every number alone. What it makes of the padding's zeros is finite, and read by nobody. */
export function unary(node: Node, blocks: Blocks): Handled | undefined {
  const [input, ...parameters] = node.inputs as [string, ...string[]];
  const found = blocks.find(input);
  if (!found || !worthwhile(blocks.dimsOf(input), blocks)) return undefined;
  const operands = [found, ...parameters];
  return { blocked: blocks.b.ops(node.op, operands, 1, node.attributes, node.domain)[0]! };
}

/** An operator on numbers at the same place: of pictures, of one number, or of one number a channel. */
export function binary(node: Node, blocks: Blocks): Handled | undefined {
  const dims = blocks.dimsOf(node.outputs[0]!);
  if (!worthwhile(dims, blocks) || !node.inputs.some((input) => blocks.find(input))) return undefined;
  const kinds = node.inputs.map((input) => kindOf(blocks.dimsOf(input), dims));
  if (kinds.some((kind) => kind === undefined)) return undefined;
  // Nothing is divided by the padding: nobody knows what pictures hold there, and it may be 0.
  if (node.op === 'Div' && kinds[1] === 'picture') return undefined;
  const channelwise = kinds.includes('channels');
  const operands = node.inputs.map((input, i) => operand(input, kinds[i]!, channelwise, dims, node, blocks));
  const [result] = blocks.b.ops(node.op, operands, 1, node.attributes) as [string];
  return { blocked: channelwise ? joined(result, dims, blocks) : result };
}

type Kind = 'picture' | 'number' | 'channels';

function worthwhile(dims: readonly number[] | undefined, { block }: Blocks): dims is PictureDims {
  return isPicture(dims) && roundUp(dims[1], block) <= MOST_PADDING * dims[1];
}

function kindOf(dims: readonly number[] | undefined, picture: PictureDims): Kind | undefined {
  if (!dims) return undefined;
  if (sameDims(dims, picture)) return 'picture';
  if (dims.every((size) => size === 1)) return 'number';
  const fromChannels = dims.slice(-3);
  const alongChannels = dims.length >= 3 && dims.slice(0, -3).every((size) => size === 1);
  return alongChannels && sameDims(fromChannels, [picture[1], 1, 1]) ? 'channels' : undefined;
}

function operand(
  name: string,
  kind: Kind,
  channelwise: boolean,
  dims: PictureDims,
  node: Node,
  blocks: Blocks,
): string {
  const { b, block } = blocks;
  const channels = roundUp(dims[1], block);
  if (kind === 'number') {
    const value = blocks.plain(name);
    // With four axes it would stretch the five that channels need.
    return (blocks.dimsOf(name)?.length ?? 0) > 1 ? b.op('Reshape', [value, b.shape([1])]) : value;
  }
  if (kind === 'picture') {
    const value = blocks.take(name);
    const apart = () => b.shape([dims[0], channels / block, dims[2], dims[3], block]);
    return channelwise ? b.op('Reshape', [value, apart()]) : value;
  }
  const list = b.op('Reshape', [blocks.plain(name), b.shape([dims[1]])]);
  const whole = padded(b, list, [dims[1]], 0, block, node.op === 'Div' ? 1 : 0);
  return b.op('Reshape', [whole, b.shape([1, channels / block, 1, 1, block])]);
}

function joined(value: string, dims: PictureDims, { b, block }: Blocks): string {
  return b.op('Reshape', [value, b.shape([dims[0], roundUp(dims[1], block), dims[2], dims[3]])]);
}
