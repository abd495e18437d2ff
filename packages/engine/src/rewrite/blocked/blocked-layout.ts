import { GraphBuilder } from '../../graph/builder.ts';
import type { Graph, Node } from '../../graph/graph.ts';
import { producers, useCounts } from '../edit.ts';
import { type Blocks, padded } from './blocks.ts';
import { handlerOf } from './handlers.ts';
import { NCHWC } from './nchwc.ts';

/**
 * Pictures go through convolutions in blocks of channels, as ONNX Runtime's fastest kernels want them:
 * [batch, channels / block, height, width, block] in memory, the channels padded by zeros. ONNX Runtime
 * does this by itself where weights are constant; in training they are not. The operators are its own
 * private ones (domain `com.microsoft.nchwc`), so this pass runs only where a probe has found them.
 *
 * The pass goes through the nodes in order. A value gets a blocked form where a convolution makes one and
 * keeps it through the operators of `handlers.ts`; it gets its plain form back where another reads it.
 */
export function blockedLayout(graph: Graph, block: number): Graph {
  const b = new GraphBuilder(graph.name, 'blocked/');
  const producerOf = producers(graph);
  const uses = useCounts(graph);
  const readers = new Map<string, Node>();
  for (const node of graph.nodes) for (const input of node.inputs) readers.set(input, node);

  const blockedForms = new Map<string, string>();
  /** Values whose plain form is not written (yet). */
  const onlyBlocked = new Set<string>();
  const absorbed = new Set<Node>();

  const blocks: Blocks = {
    b,
    block,
    dimsOf: (name) => graph.constants.get(name)?.dims ?? graph.infos.get(name)?.dims,
    constantOf: (name) => graph.constants.get(name),
    makerOf: (name) => producerOf.get(name),
    find: (name) => blockedForms.get(name),
    take(name) {
      const found = blockedForms.get(name);
      if (found) return found;
      const dims = blocks.dimsOf(name)!;
      const input = dims[1]! % 4 === 0 ? name : padded(b, name, dims, 1, block);
      const form = b.ops('ReorderInput', [input], 1, {}, NCHWC)[0]!;
      blockedForms.set(name, form);
      return form;
    },
    plain(name) {
      if (!onlyBlocked.delete(name)) return name;
      const channels = { int: blocks.dimsOf(name)![1]! };
      b.node({
        op: 'ReorderOutput',
        domain: NCHWC,
        inputs: [blockedForms.get(name)!],
        outputs: [name],
        attributes: { channels },
      });
      return name;
    },
    absorbReader(name, ops) {
      const reader = readers.get(name);
      if (uses.get(name) !== 1 || !reader || reader.domain || !ops.includes(reader.op)) return undefined;
      absorbed.add(reader);
      return reader;
    },
  };

  for (const node of graph.nodes) {
    if (absorbed.has(node)) continue;
    const known = node.outputs.every((output) => blocks.dimsOf(output));
    const handled = known ? handlerOf(node)?.(node, blocks) : undefined;
    if (!handled) {
      for (const input of node.inputs) blocks.plain(input);
      b.node(node);
    } else if ('blocked' in handled) {
      const name = handled.of ?? node.outputs[0]!;
      blockedForms.set(name, handled.blocked);
      onlyBlocked.add(name);
    } else {
      b.node({
        op: 'Identity',
        inputs: [handled.plain],
        outputs: [handled.of ?? node.outputs[0]!],
        attributes: {},
      });
    }
  }
  const written = b.build();
  return {
    ...graph,
    nodes: written.nodes,
    constants: new Map([...graph.constants, ...written.constants]),
    infos: new Map([...graph.infos, ...written.infos]),
  };
}
