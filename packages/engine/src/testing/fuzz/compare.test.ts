import { expect, test } from 'vitest';
import { floats, int32s } from '../../graph/graph.ts';
import { difference } from './compare.ts';

const compared = (got: number[], wanted: number[]) => {
  const blurred = async () => [{ y: floats([2], [wanted[0]! * 1.001, wanted[1]!]) }];
  return difference({ y: floats([2], got) }, { y: floats([2], wanted) }, blurred);
};

test('a few units in the last place are no difference, and neither is what rounding explains', async () => {
  expect(await compared([1, 2.000001], [1, 2])).toBeUndefined();
  expect(await compared([1.003, 2], [1, 2])).toBeUndefined();
  expect(await compared([Number.NaN, -0], [Number.NaN, 0])).toBeUndefined();
  expect(await compared([1e-39, 2], [0, 2])).toBeUndefined();
});

test('more than that is, and so are shapes, types, names, and what is no number', async () => {
  expect(await compared([1.005, 2], [1, 2])).toMatch(/^y\[0\] is 1.00/);
  expect(await compared([1, 2.00001], [1, 2])).toMatch(/^y\[1\] is 2.00/);
  expect(await compared([1, 1e-8], [1, 1.1e-8])).toMatch(/^y\[1\]/);
  expect(await compared([Number.NaN, 2], [1, 2])).toMatch(/^y\[0\] is NaN/);
  expect(await compared([Infinity, 2], [-Infinity, 2])).toMatch(/^y\[0\] is Infinity/);
  const y = floats([1], [1]);
  const nobody = async () => [];
  expect(await difference({ y }, { y: floats([1, 1], [1]) }, nobody)).toBe(
    'y is float32[1], the reference says float32[1,1]',
  );
  expect(await difference({ y }, { y: int32s([1], [1]) }, nobody)).toBe(
    'y is float32[1], the reference says int32[1]',
  );
  expect(await difference({ y }, { z: y }, nobody)).toBe('gives y, the reference z');
});
