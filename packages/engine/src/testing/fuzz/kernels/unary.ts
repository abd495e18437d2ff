import { magnitudes, type Numbers, positive, unit } from '../values.ts';
import { call, type Generator, type Generators } from './generator.ts';

/** Functions of one tensor, of any shape and type. */
export const unary: Generators = {
  Abs: of('tf.abs'),
  Acos: of('tf.acos', unit),
  Acosh: of('tf.acosh', (int) => 1 + positive(int)),
  Asin: of('tf.asin', unit),
  Asinh: of('tf.asinh'),
  Atan: of('tf.atan'),
  Atanh: of('tf.atanh', unit),
  Ceil: of('tf.ceil'),
  Cos: of('tf.cos'),
  Cosh: of('tf.cosh'),
  Elu: of('tf.elu'),
  EluGrad: (d) => ({ code: call('tf.elu', d.float(d.dims())), gradient: true }),
  Erf: of('tf.erf'),
  Exp: of('tf.exp'),
  Expm1: of('tf.expm1'),
  Floor: of('tf.floor'),
  IsFinite: of('tf.isFinite'),
  IsInf: of('tf.isInf'),
  IsNan: of('tf.isNaN'),
  Log: of('tf.log', positive),
  Log1p: of('tf.log1p', positive),
  LogicalNot: (d) => call('tf.logicalNot', d.tensor(d.dims(), { type: 'bool' })),
  Neg: of('tf.neg'),
  Reciprocal: of('tf.reciprocal'),
  Relu: of('tf.relu'),
  Relu6: of('tf.relu6'),
  Round: of('tf.round'),
  Rsqrt: of('tf.rsqrt', positive),
  Selu: of('tf.selu'),
  Sigmoid: of('tf.sigmoid'),
  Sign: of('tf.sign'),
  Sin: of('tf.sin'),
  Sinh: of('tf.sinh'),
  Softplus: of('tf.softplus'),
  Sqrt: of('tf.sqrt', positive),
  Square: of('tf.square'),
  Tan: of('tf.tan'),
  Tanh: of('tf.tanh'),
  ClipByValue: (d) => {
    const x = d.tensor(d.dims());
    const low = d.number(-2, 1);
    return call('tf.clipByValue', x, low, low + d.number(0, 2));
  },
  LeakyRelu: (d) => call('tf.leakyRelu', d.tensor(d.dims()), d.rarely(3) ? undefined : d.number(-1, 1)),
  Step: (d) => call('tf.step', d.tensor(d.dims()), d.rarely(3) ? undefined : d.number(-1, 1)),
};

/** Half of the time any numbers, where the function has a domain; else numbers in it. */
function of(name: string, domain?: Numbers): Generator {
  return (d) => {
    const numbers =
      domain && d.pick<Numbers | undefined>([domain, undefined, (int) => Math.abs(magnitudes(int))]);
    return call(name, d.tensor(d.dims(), numbers && { numbers }));
  };
}
