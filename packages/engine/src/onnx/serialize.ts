import onnxProto from 'onnx-proto';
import { EngineError } from '../errors.ts';
import type { Attribute, DataType, Graph, Port, TensorData } from '../graph/graph.ts';

const { onnx } = onnxProto;

/** ONNX operator set and file version that every graph is written in. */
export const OPSET = 18;
const IR_VERSION = 9;

const elementTypes: Record<DataType, number> = {
  float32: onnx.TensorProto.DataType.FLOAT,
  int32: onnx.TensorProto.DataType.INT32,
  int64: onnx.TensorProto.DataType.INT64,
  uint8: onnx.TensorProto.DataType.UINT8,
  bool: onnx.TensorProto.DataType.BOOL,
};

/** The bytes of an ONNX model file with this graph. */
export function toOnnx(graph: Graph): Uint8Array {
  const model = onnx.ModelProto.create({
    irVersion: IR_VERSION,
    producerName: 'hourglass',
    opsetImport: [{ domain: '', version: OPSET }, ...otherDomains(graph)],
    graph: {
      name: graph.name,
      input: graph.inputs.map(valueInfo),
      output: graph.outputs.map(valueInfo),
      initializer: Array.from(graph.constants, ([name, value]) => tensor(name, value)),
      node: graph.nodes.map((node, i) => ({
        // By its number, errors of ONNX Runtime tell which node they are about.
        name: String(i),
        opType: node.op,
        domain: node.domain ?? '',
        input: [...node.inputs],
        output: [...node.outputs],
        attribute: Object.entries(node.attributes).map(([name, value]) => attribute(name, value)),
      })),
    },
  });
  return onnx.ModelProto.encode(model).finish();
}

/** ONNX Runtime's own operator sets have one version. */
function otherDomains({ nodes }: Graph) {
  const domains = new Set(nodes.flatMap(({ domain }) => domain ?? []));
  return Array.from(domains, (domain) => ({ domain, version: 1 }));
}

function valueInfo({ name, type, dims }: Port) {
  const dim = dims.map((size, axis) =>
    size === null ? { dimParam: `${name}_${axis}` } : { dimValue: size },
  );
  return { name, type: { tensorType: { elemType: elementTypes[type], shape: { dim } } } };
}

function tensor(name: string, { type, dims, data }: TensorData) {
  const rawData = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  return { name, dataType: elementTypes[type], dims: [...dims], rawData };
}

function attribute(name: string, value: Attribute) {
  const types = onnx.AttributeProto.AttributeType;
  if (typeof value === 'number') return { name, type: types.FLOAT, f: value };
  if (typeof value === 'string') return { name, type: types.STRING, s: new TextEncoder().encode(value) };
  if (Array.isArray(value)) return { name, type: types.INTS, ints: [...value] };
  if ('int' in value) return { name, type: types.INT, i: value.int };
  if ('type' in value) return { name, type: types.INT, i: elementTypes[value.type] };
  throw new EngineError('GRAPH_INVALID', `internal: attribute '${name}' has no ONNX type`);
}
