import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { visibleWidth } from '../text.ts';
import { type LineChartOptions, type LineSeries, lineChart } from './line-chart.ts';

/** A loss curve of the usual form. */
function curve(length: number, floor: number): number[] {
  return Array.from({ length }, (_, x) => floor + 0.25 * Math.exp(-x / 4));
}

describe('pictures', () => {
  test('two losses and a reference', () => {
    const series = [
      { name: 'train', ys: curve(30, 0.07) },
      { name: 'validation', ys: curve(30, 0.1) },
    ];
    const options: LineChartOptions = {
      width: 72,
      height: 14,
      xLabel: 'epoch',
      yLabel: 'loss',
      references: [{ name: 'seed 0.15', y: 0.15 }],
    };
    expect(lineChart(series, options)).toMatchInlineSnapshot(`
      [
        "loss                                             ── train  ╌╌ validation",
        "0.35 ┤⠱⡀",
        "     │⢢ ⡀",
        "0.30 ┤ ⢣⠱",
        "0.25 ┤  ⢣⠠⡀",
        "     │   ⢣⠘",
        "0.20 ┤    ⠱⡀⠢⡀",
        "     │     ⠑⢄⠈ ⢀",
        "0.15 ┤⣀⣀ ⢀⣀⡀ ⣑⣄⡀⢑⣂⡀ ⣀⣀ ⢀⣀⡀ ⣀⣀ ⢀⣀⡀ ⣀⣀ ⢀⣀⡀ ⣀⣀ ⢀⣀⡀ ⣀⣀ ⢀⣀⡀ ⣀⣀ ⢀⣀⡀  seed 0.15",
        "     │         ⠈⠒⠤⣀⠉⠑ ⠠⠤⡀",
        "0.10 ┤             ⠉⠒⠤⢄⣀  ⠉⠉ ⠐⠒⠂ ⠒⠤ ⠠⠤⠄ ⠤⠤ ⠠⠤⠄ ⠤⠤ ⠠⠤⠄ ⠤⠤ ⠠⠤⠄ ⠤",
        "     │                  ⠉⠉⠒⠒⠒⠒⠤⠤⠤⠤⠤⠤⠤⠤⠤⢄⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀",
        "     └┬────────┬─────────┬────────┬─────────┬────────┬────────",
        "      0        5        10       15        20       25             epoch",
      ]
    `);
    expect(lineChart(series, { ...options, color: 'ansi16' })).toMatchSnapshot();
  });

  test('in ASCII', () => {
    const series = [
      { name: 'train', ys: curve(20, 0.07) },
      { name: 'validation', ys: curve(20, 0.15) },
    ];
    expect(
      lineChart(series, { width: 60, height: 12, xLabel: 'epoch', unicode: false }),
    ).toMatchInlineSnapshot(`
      [
        "                                       * train  + validation",
        "0.4 +++",
        "    |  ++",
        "0.3 +**     +",
        "    |  ***   ++",
        "    |     ***  +   ++",
        "0.2 +        **      ++   ++++",
        "    |          ******            ++++   ++++   ++++   ++++",
        "0.1 +                ***********",
        "    |                           ****************************",
        "    ++-------------+-------------+--------------+-----------",
        "     0             5            10             15      epoch",
      ]
    `);
  });

  test('a log scale makes exponential decay a straight line', () => {
    const ys = Array.from({ length: 20 }, (_, x) => 10 ** (-x / 5));
    expect(lineChart([{ ys }], { width: 40, height: 10, yScale: 'log' })).toMatchInlineSnapshot(`
      [
        "    1 ┤⠑⠢⢄⣀",
        "      │    ⠉⠢⢄⣀",
        "  0.1 ┤        ⠉⠒⠤⢄⡀",
        "      │            ⠈⠑⠤⣀⡀",
        " 0.01 ┤                ⠈⠑⠢⢄⡀",
        "      │                    ⠈⠑⠢⢄⣀",
        "0.001 ┤                         ⠉⠒⠤⣀",
        "      │                             ⠉⠒⠢⢄",
        "      └┬────────────────┬───────────────",
        "       0               10",
      ]
    `);
  });

  test('x on a log scale, with labels at the values that were tried', () => {
    const xTicks = [16, 32, 64, 128, 256];
    const points = xTicks.map((x) => ({ x, y: 1 / x }));
    const lines = lineChart([{ points }], { width: 46, height: 8, xScale: 'log', yScale: 'log', xTicks });
    expect(lines).toMatchInlineSnapshot(`
      [
        "0.06 ┤⠉⠒⠢⠤⢄⣀",
        "0.04 ┤      ⠉⠑⠒⠢⠤⣀⣀",
        "0.02 ┤             ⠉⠉⠒⠒⠤⠤⣀⡀",
        "     │                    ⠈⠉⠒⠒⠤⢄⣀",
        "     │                           ⠉⠉⠒⠢⠤⣀⣀",
        "     │                                  ⠉⠑⠒⠤⠤⣀",
        "     └┬─────────┬────────┬─────────┬─────────┬",
        "     16        32       64        128      256",
      ]
    `);
  });

  test('NaN and infinity break the line', () => {
    const ys = [0, 1, 2, Number.NaN, 4, 5, Number.POSITIVE_INFINITY, 7];
    expect(lineChart([{ ys }], { width: 30, height: 8 })).toMatchInlineSnapshot(`
      [
        "  │                          ⠈",
        "5 ┤                  ⢀⡀",
        "  │               ⠤⠒⠉⠁",
        "  │",
        "  │    ⢀⡠⠔⠊",
        "0 ┤⣀⠤⠒⠊⠁",
        "  └┬──────────────────┬───────",
        "   0                  5",
      ]
    `);
  });

  test('what lies outside the domain is cut off, not moved to the edge', () => {
    const ys = [0, 100, 0, 100, 0];
    expect(lineChart([{ ys }], { width: 40, height: 8, yDomain: [0, 20] })).toMatchInlineSnapshot(`
      [
        "20 ┤ ⢀⠇             ⢇  ⢸             ⠸⡀",
        "   │ ⢸              ⢸  ⡇              ⡇",
        "   │ ⡎              ⠈⡆ ⡇              ⢱",
        "10 ┤⢀⠇               ⢇⢸               ⠸⡀",
        "   │⢸                ⢸⢸                ⡇",
        " 0 ┤⡎                ⠈⡇                ⢱",
        "   └┬─────────────────┬────────────────┬",
        "    0                 2                4",
      ]
    `);
  });

  test('nothing to draw yet', () => {
    const options = { width: 30, height: 6, xLabel: 'epoch', yLabel: 'loss' };
    expect(lineChart([], options)).toMatchInlineSnapshot(`
      [
        "loss",
        " │",
        " │",
        " │",
        " └────────────────────────────",
        "                         epoch",
      ]
    `);
    expect(lineChart([{ points: [] }, { ys: [Number.NaN] }], options)).toEqual(lineChart([], options));
  });

  test('one point so far', () => {
    expect(lineChart([{ points: [{ x: 1, y: 0.3 }] }], { width: 30, height: 6 })).toMatchInlineSnapshot(`
      [
        "     │",
        "     │",
        "0.30 ┤⠁",
        "     │",
        "     └┬──────────────────────┬",
        "      1                      2",
      ]
    `);
  });

  test('on a small surface the axes go', () => {
    expect(lineChart([{ name: 'train', ys: curve(20, 0) }], { width: 12, height: 3 })).toMatchInlineSnapshot(`
      [
        "⠱⡀",
        " ⠑⢄",
        "   ⠑⠢⠤⠤⣀⣀⣀⣀⣀",
      ]
    `);
  });
});

describe('every chart', () => {
  const number = fc.oneof(fc.double(), fc.float(), fc.integer({ min: -1000, max: 1000 }));
  const text = fc.oneof(fc.string({ maxLength: 12 }), fc.string({ unit: 'binary', maxLength: 12 }));
  const points = fc
    .array(fc.record({ x: number, y: number }), { maxLength: 12 })
    .map((some) => ({ points: some }));
  const ys = fc.array(number, { maxLength: 12 }).map((some) => ({ ys: some }));
  const series = fc
    .tuple(fc.oneof(points, ys), fc.record({ name: text }, { requiredKeys: [] }))
    .map(([data, look]): LineSeries => ({ ...data, ...look }));
  const options = fc.record({
    width: fc.integer({ min: 0, max: 90 }),
    height: fc.integer({ min: 0, max: 30 }),
    xLabel: text,
    yLabel: text,
    yScale: fc.constantFrom('linear' as const, 'log' as const),
    references: fc.array(fc.record({ name: text, y: number }), { maxLength: 4 }),
    color: fc.constantFrom('none' as const, 'ansi16' as const, 'truecolor' as const),
    unicode: fc.boolean(),
  });

  test('is as high as asked and never wider', () => {
    fc.assert(
      fc.property(fc.array(series, { maxLength: 4 }), options, (all, how) => {
        const lines = lineChart(all, how);
        expect(lines).toHaveLength(how.height);
        for (const line of lines) {
          expect(visibleWidth(line)).toBeLessThanOrEqual(how.width);
          expect(line).not.toMatch(/[\r\n]/);
          if (how.color === 'none') expect(line).not.toContain('\u001B');
        }
      }),
      { numRuns: 500 },
    );
  });

  test('keeps within its size for any domain', () => {
    const rising = fc
      .tuple(fc.double({ min: -1e6, max: 1e6, noNaN: true }), fc.double({ min: 1e-2, max: 1e6, noNaN: true }))
      .map(([low, span]) => [low, low + span] as const);
    fc.assert(
      fc.property(series, rising, rising, (one, xDomain, yDomain) => {
        const lines = lineChart([one], { width: 40, height: 10, xDomain, yDomain });
        expect(lines).toHaveLength(10);
        for (const line of lines) expect(visibleWidth(line)).toBeLessThanOrEqual(40);
      }),
    );
  });
});

test('the name of the x axis takes no label its place', () => {
  const law = fc.property(
    fc.integer({ min: 8, max: 90 }),
    fc.integer({ min: 1, max: 100_000 }),
    (width, epochs) => {
      const options = { width, height: 8, xDomain: [0, epochs], yDomain: [0, 1] } as const;
      const labelsOf = (more: { xLabel?: string }) => {
        const line = lineChart([{ name: 'code', ys: [0.5] }], { ...options, ...more, unicode: false }).at(
          -1,
        )!;
        return line.replace('epoch', '').trim().split(/ +/);
      };
      expect(labelsOf({ xLabel: 'epoch' })).toEqual(labelsOf({}));
      expect(labelsOf({}).length).toBeGreaterThan(0);
    },
  );
  fc.assert(law, { numRuns: 300 });
});

test('the last tick has its label, and the name stands where there is room', () => {
  const last = (width: number, end: number) =>
    lineChart([{ ys: [0.5] }], { width, height: 7, xLabel: 'epoch', xDomain: [0, end], yDomain: [0, 1] }).at(
      -1,
    );
  expect(last(31, 40)).toBe('     0           20    epoch 40');
  expect(last(31, 1000)).toBe('     0           500       1000');
  expect(last(31, 35)).toBe('     0            20      epoch');
  expect(last(16, 40)).toBe('     0   20   40');
});

test('draws 2,000 points a series well within a frame', () => {
  const ys = Array.from({ length: 2000 }, (_, x) => Math.exp(-x / 300) + 0.1 * Math.sin(x * x));
  const draw = () => lineChart([{ ys }, { ys }], { width: 120, height: 30, color: 'truecolor' });
  const times = Array.from({ length: 20 }, () => {
    const start = performance.now();
    draw();
    return performance.now() - start;
  });
  // Far above what it takes (about 1 ms), so that a busy machine does not fail the test.
  expect(Math.min(...times)).toBeLessThan(20);
});

test('errors say what is allowed and what came', () => {
  expect(() => lineChart([], { width: -1, height: 5 })).toThrow(
    'lineChart width must be a whole number of at least 0, got -1',
  );
  expect(() => lineChart([], { width: 10, height: 5, yDomain: [1, 0] })).toThrow(
    'lineChart yDomain must be two rising finite numbers, got [1, 0]',
  );
  expect(() => lineChart([], { width: 10, height: 5, yScale: 'log', yDomain: [0, 1] })).toThrow(
    'lineChart yDomain must be two rising numbers above zero, got [0, 1]',
  );
  expect(() => lineChart([{ name: 'a' } as never], { width: 10, height: 5 })).toThrow(
    'series 0 must have points or ys, got neither',
  );
  expect(() => lineChart([], { width: 10, height: 5, yScale: 'sqrt' as never })).toThrow(
    'lineChart yScale must be one of linear, log, got "sqrt"',
  );
});
