import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readSvg } from '../../test/read-svg.ts';
import type { LineSeries } from './line-chart.ts';
import { type SvgLineChartOptions, svgLineChart } from './svg-line-chart.ts';

const sizes = [16, 32, 64, 128];
const options: SvgLineChartOptions = {
  title: 'Excess BCE & more',
  xLabel: 'numbers',
  yLabel: 'nats',
  xScale: 'log',
  yScale: 'log',
  xTicks: sizes,
};
const series: LineSeries[] = [
  { name: 'PCA', style: 'dashed', points: sizes.map((x) => ({ x, y: 1 / x })) },
  { name: 'net <1>', points: sizes.map((x) => ({ x, y: 0.5 / x })) },
];

test('has a dot for each point, a line for each series, and says what they are', () => {
  const { elements, texts } = readSvg(svgLineChart(series, options));
  expect(elements.svg).toBe(1);
  expect(elements.circle).toBe(8);
  expect(elements.polyline).toBe(3); // the axes are one of them
  for (const text of [
    'Excess BCE & more',
    'numbers',
    'nats',
    'PCA',
    'net <1>',
    '16',
    '128',
    '0.01',
    '0.05',
  ]) {
    expect(texts).toContain(text);
  }
});

test('on log scales doubling is a step of the same size', () => {
  const xs = [...svgLineChart(series.slice(0, 1), options).matchAll(/cx="([\d.]+)"/g)].map(([, x]) =>
    Number(x),
  );
  expect(xs[1]! - xs[0]!).toBeCloseTo(xs[3]! - xs[2]!, 1);
});

test('the lower a value, the lower its dot', () => {
  const ys = [...svgLineChart(series.slice(0, 1), options).matchAll(/cy="([\d.]+)"/g)].map(([, y]) =>
    Number(y),
  );
  expect(ys).toEqual(ys.toSorted((a, b) => a - b));
});

test('NaN, and zero on a log scale, break the line', () => {
  const ys = [1, 2, Number.NaN, 4, 5, 0, 7];
  const { elements } = readSvg(svgLineChart([{ ys }], { title: 'gaps', yScale: 'log' }));
  expect(elements).toMatchObject({ circle: 5, polyline: 3 });
});

test('nothing to draw yet', () => {
  expect(readSvg(svgLineChart([], { title: '' })).elements.circle).toBeUndefined();
});

describe('every chart', () => {
  const number = fc.oneof(fc.double(), fc.integer({ min: -1000, max: 1000 }));
  const text = fc.oneof(fc.string({ maxLength: 12 }), fc.string({ unit: 'binary', maxLength: 12 }));
  const any = fc.record({
    name: text,
    points: fc.array(fc.record({ x: number, y: number }), { maxLength: 8 }),
  });
  const scale = fc.constantFrom('linear' as const, 'log' as const);
  const looks = fc.record({ title: text, xLabel: text, yLabel: text, xScale: scale, yScale: scale });

  test('is well-formed XML with numbers as coordinates', () => {
    fc.assert(
      fc.property(fc.array(any, { maxLength: 3 }), looks, (all, how) => {
        const svg = svgLineChart(all, how);
        readSvg(svg);
        expect(svg).not.toMatch(/="[^"]*(NaN|Infinity)[^"]*"/);
      }),
      { numRuns: 300 },
    );
  });
});

test('errors say what is allowed and what came', () => {
  expect(() => svgLineChart([], { title: 'x', width: 10 })).toThrow(
    'svgLineChart width must be a whole number of at least 200, got 10',
  );
  expect(() => svgLineChart([], { title: 'x', xScale: 'log', xDomain: [0, 1] })).toThrow(
    'svgLineChart xDomain must be two rising numbers above zero, got [0, 1]',
  );
});
