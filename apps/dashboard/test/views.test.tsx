import type { TrainingEvent } from '@hourglass/models/config';
import type { Surface } from '@hourglass/viz';
import { visibleWidth } from '@hourglass/viz';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { viewNames } from '../src/state/view-names.ts';
import { recordedRun } from './helpers/recorded-run.ts';
import { renderDashboard } from './helpers/render.tsx';

const training = recordedRun({ done: 6 });
const warning: TrainingEvent = {
  type: 'warning',
  time: 9,
  message: `the checkpoint was not written to /${'a-long-name/'.repeat(30)}: \u001B[31mno space left`,
};
const died: TrainingEvent = {
  type: 'run-ended',
  time: 12,
  reason: 'died',
  message: 'it was killed',
  step: 2814,
  epoch: 6,
  imagesPerSecond: 5e4,
  trainingSeconds: 7,
};
const withoutClasses = training.map((event) =>
  event.type === 'neighbours'
    ? {
        ...event,
        classNames: [],
        rows: event.rows.map(({ query: { label: _, ...query }, ...row }) => ({ ...row, query, labels: [] })),
      }
    : event,
);
const otherLoss = training.map((event) => (event.type === 'run-started' ? { ...event, loss: 'mse' } : event));

const moments: Readonly<Record<string, readonly TrainingEvent[]>> = {
  nothing: [],
  'its start': training.slice(0, 1),
  'its first step': training.slice(0, 7),
  'its first preview': training.slice(0, training.findIndex(({ type }) => type === 'preview') + 1),
  training,
  'a warning': [...training, warning],
  'its death': [...training, died],
  'no classes': withoutClasses,
  'another loss': otherLoss,
};
const surfaces: readonly Surface[] = (['none', 'ansi16', 'ansi256', 'truecolor'] as const).flatMap((color) =>
  [true, false].map((unicode) => ({ color, unicode })),
);

describe.each(viewNames)('%s', (view) => {
  test('fits into every terminal, at every moment', () => {
    const sizes = fc.record({
      columns: fc.oneof(fc.integer({ min: 1, max: 300 }), fc.constantFrom(40, 60, 80, 300)),
      rows: fc.oneof(fc.integer({ min: 1, max: 100 }), fc.constantFrom(12, 18, 24, 100)),
      surface: fc.constantFrom(...surfaces),
      moment: fc.constantFrom(...Object.keys(moments)),
    });
    const fits = fc.property(sizes, ({ columns, rows, surface, moment }) => {
      const lines = renderDashboard(moments[moment]!, { columns, rows, surface, view }).split('\n');
      expect(lines.length).toBeLessThanOrEqual(Math.max(1, rows - 1));
      expect(Math.max(...lines.map(visibleWidth))).toBeLessThanOrEqual(columns);
    });
    fc.assert(fits, { numRuns: 60 });
  });

  test('needs no Unicode, and without colours writes none', () => {
    for (const events of Object.values(moments)) {
      const frame = renderDashboard(events, {
        columns: 120,
        rows: 40,
        surface: { color: 'none', unicode: false },
        view,
      });
      expect(frame).toMatch(/^[\n\u0020-\u007E]*$/);
    }
  });

  test.each([
    [80, 24],
    [40, 12],
  ])('is named among the keys of the others at %ix%i, or they are', (columns, rows) => {
    const frame = renderDashboard(training, { columns, rows, view });
    if (view === 'overview' && columns < 60) {
      expect(frame).toContain('too small: 40x12, needs 60x18');
      expect(frame).toContain('2 train');
    } else if (columns < 60) expect(frame.split('\n').at(-1)).toMatch(/1.* 2.* 3.* 4.* 5.* 6/);
    else expect(frame.split('\n').at(-1)).toContain(view);
  });
});

test('a warning takes the place of no key', () => {
  for (const columns of [60, 80, 100]) {
    const frame = renderDashboard([...training, warning], { columns, rows: 24, owned: false });
    expect(frame).toContain('q detach, the run goes on');
    expect(frame.split('\n').at(-1)).toMatch(/1.* 2.* 3.* 4.* 5.* 6/);
    if (columns >= 80) expect(frame.split('\n').at(-1)).toContain('the check');
  }
});

test('a log marks warnings, and shows no escape sequence of theirs', () => {
  const frame = renderDashboard([...training, warning], { columns: 100, rows: 40, view: 'log' });
  expect(frame).toContain('▲ the checkpoint was not written');
  expect(frame).toContain('no space left');
  expect(frame).toContain('1 warning');
  expect(frame).not.toContain('\u001B[31m');
});

test('a system view tells the speed and the times that the events tell', () => {
  const frame = renderDashboard(training, { columns: 100, rows: 30, view: 'system' });
  expect(frame).toMatch(/engine +native/);
  expect(frame).toMatch(/an epoch +1\.1 s/);
  expect(frame).toMatch(/a step +2\.5\d ms/);
  expect(frame).toContain('images a second');
});

test('a train view says how many points are above its top', () => {
  const spiked = training.map((event) =>
    event.type === 'step' && event.step === 24 + 4 * 469 ? { ...event, loss: 9 } : event,
  );
  const above = (events: readonly TrainingEvent[]) =>
    Number(
      /, (\d+) above/.exec(renderDashboard(events, { columns: 100, rows: 30, view: 'train' }))?.[1] ?? 0,
    );
  expect(above(spiked)).toBe(above(training) + 1);
});

test('neighbours have their classes and distances, and queries of no class have no sign', () => {
  const size = { columns: 100, rows: 40, view: 'neighbours' } as const;
  expect(renderDashboard(training, size)).toMatch(/query 6 +✓ 6 0\.0200 +✓ 6 0\.0300/);
  expect(renderDashboard(withoutClasses, size)).toMatch(/query +0\.0200 +0\.0300/);
});
