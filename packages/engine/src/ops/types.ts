import { EngineError } from '../errors.ts';
import { sizeOf, type ValueInfo } from '../graph/graph.ts';

/** tfjs's types of tensors that the engine takes, from the narrowest to the widest. */
export const tensorTypes = ['bool', 'int32', 'float32'] as const;
export type TensorType = (typeof tensorTypes)[number];

/** The type that ONNX computes with, and the type of the (first) result where it is another. */
export interface Computed {
  readonly as: TensorType;
  readonly gives?: TensorType;
}

/** What a kernel does with operands of each type. A type that is not there is refused. */
export type Types = { readonly [T in TensorType]?: Computed };

const float32: Computed = { as: 'float32' };
const int32: Computed = { as: 'int32' };
const bool: Computed = { as: 'bool' };

/** What kernels take, as tfjs does: each op of the tables names one of these. */
export const takes = {
  nothing: {},
  floats: { float32 },
  numbers: { float32, int32 },
  bools: { bool },
  anything: { float32, int32, bool },
  /** Computed in floats, and gives floats. */
  allAsFloats: { float32, int32: float32, bool: float32 },
  numbersAsFloats: { float32, int32: float32 },
  /** Computed in floats; the result has the operand's type, without what is behind the point. */
  allTruncated: {
    float32,
    int32: { as: 'float32', gives: 'int32' },
    bool: { as: 'float32', gives: 'bool' },
  },
  /** Bools count as 0 and 1, and give whole numbers. */
  allCounted: { float32, int32, bool: int32 },
  /** Bools count as 0 and 1; the result is true where it is not 0. */
  allCountedBack: { float32, int32, bool: { as: 'int32', gives: 'bool' } },
  boolsCountedBack: { bool: { as: 'int32', gives: 'bool' } },
} as const satisfies Readonly<Record<string, Types>>;

/** Which types a kernel's operands may have. */
export interface Signature {
  /** The types that operands may have, all of them the same, and what they are computed with. */
  readonly types: Types;
  /** Operands of one type only, by name; `types` is not about them. */
  readonly fixed?: Readonly<Record<string, TensorType>>;
  /** Which type counts where operands differ. Default: the widest of them. */
  readonly mixed?: 'widest' | 'first' | 'refused';
}

/** The types of one call: of each operand as ONNX computes with it, and of the first result. */
export interface Typing {
  readonly operands: Readonly<Record<string, TensorType>>;
  readonly gives?: TensorType;
}

/**
 * @param who the kernel, and who asked for it.
 * @throws {EngineError} `OP_NOT_COVERED` if the kernel does not take operands of these types.
 */
export function typingOf(
  who: string,
  { types, fixed = {}, mixed = 'widest' }: Signature,
  inputs: Readonly<Record<string, ValueInfo>>,
): Typing {
  const taken = Object.keys(types) as TensorType[];
  const own: ValueInfo[] = [];
  for (const [name, info] of Object.entries(inputs)) {
    const wanted = fixed[name];
    if (wanted === undefined) own.push(info);
    else if (info.type !== wanted) throw refusal(who, `'${name}' of type ${info.type}`, [wanted]);
  }
  if (own.length === 0) return { operands: fixed };
  const counting = mixed === 'first' ? holding(own) : own;
  const type = mixed === 'first' ? counting[0]!.type : widest(counting);
  const computed: Computed | undefined = types[type as TensorType];
  if (!computed) throw refusal(who, `tensors of type ${type}`, taken);
  const other = counting.find((info) => info.type !== type)?.type;
  const cuts = mixed === 'refused' || (mixed === 'first' && type === 'bool');
  if (cuts && other) throw refusal(who, `tensors of types ${type} and ${other} together`, taken);
  const { as, ...result } = computed;
  const operands = Object.keys(inputs).map((name) => [name, fixed[name] ?? as]);
  return { operands: Object.fromEntries(operands), ...result };
}

/** The only tensor that holds something, if there is but one: as tfjs has it, its type is the result's. */
function holding(infos: readonly ValueInfo[]): readonly ValueInfo[] {
  const found = infos.filter(({ dims }) => sizeOf(dims) > 0);
  return found.length === 1 ? found : infos;
}

/** One that the engine does not know is wider than all, so that it is refused. */
function widest(infos: readonly ValueInfo[]): ValueInfo['type'] {
  const types = infos.map(({ type }) => type);
  const unknown = types.find((type) => !tensorTypes.some((one) => one === type));
  return unknown ?? tensorTypes.findLast((one) => types.includes(one))!;
}

function refusal(who: string, what: string, taken: readonly TensorType[]): EngineError {
  return new EngineError(
    'OP_NOT_COVERED',
    `${who} takes ${taken.join(', ')} here, not ${what}. Cast first, as in tf.cast(x, '${taken[0]}'), or use the engine 'tfjs'.`,
  );
}
