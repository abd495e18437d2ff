import type { Attribute, Graph, Port, TensorData } from './graph.ts';

/** The graph as text, one node a line; what the tests compare. */
export function printGraph(graph: Graph): string {
  const lines = [`graph ${graph.name}(${graph.inputs.map(printPort).join(', ')})`];
  for (const [name, value] of graph.constants) lines.push(`  ${name} = ${printConstant(value)}`);
  for (const node of graph.nodes) {
    const attributes = Object.entries(node.attributes).map(
      ([key, value]) => `${key}=${printAttribute(value)}`,
    );
    const operands = [...node.inputs.map((name) => name || '_'), ...attributes].join(', ');
    const op = node.domain ? `${node.domain}.${node.op}` : node.op;
    lines.push(`  ${node.outputs.join(', ')} = ${op}(${operands})`);
  }
  lines.push(`  return ${graph.outputs.map(printPort).join(', ')}`);
  return lines.join('\n');
}

function printPort({ name, type, dims }: Port): string {
  return `${name}: ${type}[${dims.map((dim) => dim ?? '?').join(',')}]`;
}

function printConstant({ type, dims, data }: TensorData): string {
  const shown = Array.from(data.slice(0, 4), String).join(' ');
  return `${type}[${dims.join(',')}] {${shown}${data.length > 4 ? ' ...' : ''}}`;
}

function printAttribute(value: Attribute): string {
  if (typeof value !== 'object') return String(value);
  if ('int' in value) return String(value.int);
  if ('type' in value) return value.type;
  return `[${value.join(',')}]`;
}
