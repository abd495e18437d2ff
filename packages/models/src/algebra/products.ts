import { createSession, floats, GraphBuilder, type TensorData } from '@hourglass/engine/graph';

/** A matrix in single precision, row-major. */
export interface FloatMatrix {
  readonly rows: number;
  readonly columns: number;
  readonly data: Float32Array;
}

/** Matrix products of any size, by ONNX Runtime. */
export interface Products {
  /** a b */
  times(a: FloatMatrix, b: FloatMatrix): Promise<FloatMatrix>;
  /** a b^T */
  timesTransposed(a: FloatMatrix, b: FloatMatrix): Promise<FloatMatrix>;
  close(): Promise<void>;
}

export async function createProducts(): Promise<Products> {
  const plain = await createSession(productGraph(0));
  const transposed = await createSession(productGraph(1));
  const run = async (session: typeof plain, a: FloatMatrix, b: FloatMatrix): Promise<FloatMatrix> => {
    const { y } = await session.run({ a: tensor(a), b: tensor(b) });
    const [rows, columns] = y!.dims as [number, number];
    return { rows, columns, data: y!.data as Float32Array };
  };
  return {
    times: (a, b) => run(plain, a, b),
    timesTransposed: (a, b) => run(transposed, a, b),
    async close() {
      await plain.close();
      await transposed.close();
    },
  };
}

function productGraph(transB: number) {
  const g = new GraphBuilder('product');
  const a = g.input('a', 'float32', [null, null]);
  const b = g.input('b', 'float32', [null, null]);
  g.output('y', 'float32', [null, null], g.op('Gemm', [a, b], { transB: { int: transB } }));
  return g.build();
}

function tensor({ rows, columns, data }: FloatMatrix): TensorData {
  return floats([rows, columns], data);
}
