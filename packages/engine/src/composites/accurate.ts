import type { GraphBuilder } from '../graph/builder.ts';
import { floats } from '../graph/graph.ts';
import type { OnnxOp } from '../graph/operators.ts';
import type { Expansion } from './composite.ts';

/**
 * Functions of one number, right to float32's last digits wherever their result is a normal number. ONNX
 * Runtime's own Sigmoid is right only to about 1e-7 absolutely (0 below -18, where it should be 1e-8), its
 * Elu and Selu are `exp(x) - 1`, which has no digits near 0, its Softplus goes number by number, and the
 * others it does not have. Its Exp, Log and Tanh are right in relative terms.
 */
export const accurate: Readonly<Record<string, Expansion>> = {
  Sigmoid: formula(sigmoid),
  /** `1 - sigmoid(x) = 1 / (1 + exp(x))` */
  OneMinusSigmoid: formula((f, x) => f('Reciprocal', f('Add', f('Exp', x), 1))),
  /** `sigmoid(x) (1 - sigmoid(x))` */
  SigmoidSlope: formula((f, x) => f('Div', sigmoid(f, x), f('Add', f('Exp', x), 1))),
  /** `max(x, 0) + log(1 + exp(-|x|))` */
  Softplus: formula((f, x) => {
    const small = f('Exp', f('Neg', f('Abs', x)));
    return f('Add', f('Relu', x), log1p(f, small, small));
  }),
  Log1p: formula((f, x) => log1p(f, x, f('Min', x, 1))),
  /** `tanh(x / 2) (exp(x) + 1) = exp(x) - 1` */
  Expm1: formula((f, x) => f('Mul', f('Tanh', f('Mul', x, 0.5)), f('Add', f('Exp', x), 1))),
  Elu: formula(elu),
  Selu: formula((f, x) => f('Mul', f('PRelu', elu(f, x), SELU_ALPHA), SELU_SCALE)),
  /** `exp(x)` below 0, 1 above. */
  EluSlope: formula((f, x) => f('Exp', f('Min', x, 0))),
  /** `1 - tanh(x) = 2 / (1 + exp(2 x))` */
  OneMinusTanh: formula((f, x) => f('Div', 2, f('Add', f('Exp', f('Mul', x, 2)), 1))),
  /** `1 - tanh(x)^2 = 4 / (exp(x) + exp(-x))^2` */
  TanhSlope: formula((f, x) => {
    const up = f('Exp', x);
    const both = f('Add', up, f('Reciprocal', up));
    return f('Div', 4, f('Mul', both, both));
  }),
};

/** Just below float32's largest number. */
const LARGEST = 3.4e38;

/** Klambauer and others 2017, to the digits that tfjs has. */
const SELU_ALPHA = 1.7580993408473768 / 1.0507009873554805;
const SELU_SCALE = 1.0507009873554805;

/** An operator of values and numbers; gives its result. */
type Write = (op: OnnxOp, ...operands: readonly (string | number)[]) => string;

function formula(write: (f: Write, x: string) => string): Expansion {
  return ({ b, inputs }) => write(writer(b), inputs[0]!);
}

function writer(b: GraphBuilder): Write {
  const value = (operand: string | number) =>
    typeof operand === 'number' ? b.constant(floats([], [operand])) : operand;
  return (op, ...operands) => b.op(op, operands.map(value));
}

/** `softsign(e) = e / (1 + e)` for `e = exp(x)`; where e overflows, the largest number stands for it. */
function sigmoid(f: Write, x: string): string {
  return f('Softsign', f('Min', f('Exp', x), LARGEST));
}

/**
 * `log(1 + x)`, and what `1 + x` lost when it was rounded: `u = 1 + x` makes `log(u) + (x - (u - 1)) / u`
 * (Goldberg 1991, theorem 4, to first order). Above 1 nothing that counts is lost, so `upToOne` is
 * `min(x, 1)`; up to there the division by u changes less than a last digit.
 */
function log1p(f: Write, x: string, upToOne: string): string {
  const rounded = f('Sub', f('Add', upToOne, 1), 1);
  return f('Add', f('Log', f('Add', x, 1)), f('Sub', upToOne, rounded));
}

/**
 * `2 softsign(t)` for `t = tanh(x / 2)` is `2 t / (1 + |t|)`: below 0 that is `exp(x) - 1`, which is above x;
 * above 0 it is `1 - exp(-x)`, which is below x. So the larger of it and x is elu.
 */
function elu(f: Write, x: string): string {
  return f('Max', x, f('Mul', f('Softsign', f('Tanh', f('Mul', x, 0.5))), 2));
}
