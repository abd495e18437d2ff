import { stripVTControlCharacters } from 'node:util';
import type { TrainingEvent } from '@hourglass/models/config';
import { visibleWidth } from '@hourglass/viz';
import { describe, expect, test } from 'vitest';
import { recordedRun } from './helpers/recorded-run.ts';
import { renderDashboard } from './helpers/render.tsx';

const training = recordedRun({ done: 6 });
const sizes = [
  [60, 18],
  [66, 20],
  [80, 24],
  [100, 30],
  [100, 24],
  [80, 50],
  [141, 45],
  [250, 70],
] as const;

function died(events: readonly TrainingEvent[]): TrainingEvent[] {
  const message =
    "the run's process (pid 4711) died without a word in its events. It was killed.\nIts files are in runs/mnist-64-demo.";
  return [
    ...events,
    {
      type: 'run-ended',
      time: 12,
      reason: 'died',
      message,
      step: 2814,
      epoch: 6,
      imagesPerSecond: 5e4,
      trainingSeconds: 7,
    },
  ];
}

describe('a frame', () => {
  test.each([
    ['training', 100, 30, training],
    ['training', 80, 24, training],
    ['training', 60, 18, training],
    ['finished', 100, 30, recordedRun()],
    ['died', 80, 24, died(training)],
    ['starting', 80, 24, []],
  ] as const)('of a %s run at %ix%i is as it was', async (name, columns, rows, events) => {
    const frame = renderDashboard(events, { columns, rows });
    await expect(`${frame}\n`).toMatchFileSnapshot(`__snapshots__/${name}-${columns}x${rows}.txt`);
  });

  test.each(sizes)('fits into %ix%i, whatever happens', (columns, rows) => {
    for (const surface of [
      { color: 'truecolor', unicode: true },
      { color: 'none', unicode: false },
    ] as const) {
      const moments = [0, 1, 2, 7, 8, 9, 60].map((count) => training.slice(0, count));
      for (const events of [...moments, training, ...moments.map(died), died(training)]) {
        const lines = renderDashboard(events, { columns, rows, surface }).split('\n');
        expect(lines.length).toBeLessThan(rows);
        expect(Math.max(...lines.map(visibleWidth))).toBeLessThanOrEqual(columns);
      }
    }
  });

  test.each([
    [59, 30, 'too small: 59x30, needs 60x18'],
    [100, 17, 'too small: 100x17, needs 60x18'],
    [10, 5, 'too small…'],
    [1, 1, '…'],
  ])('says so when %ix%i is too small', (columns, rows, words) => {
    const frame = stripVTControlCharacters(renderDashboard(training, { columns, rows }));
    expect(frame.split('\n')[0]).toBe(words);
  });

  test('draws the same in colour and without, but for the pictures', () => {
    const size = { columns: 100, rows: 30 };
    const plain = renderDashboard(training, size).split('\n').slice(0, 3);
    const colored = renderDashboard(training, { ...size, surface: { color: 'truecolor', unicode: true } });
    expect(stripVTControlCharacters(colored).split('\n').slice(0, 3)).toEqual(plain);
  });

  test('marks right and wrong neighbours with a sign and a colour', () => {
    const frame = renderDashboard(
      training.filter(({ type }) => type !== 'run-ended'),
      {
        columns: 100,
        rows: 30,
        surface: { color: 'ansi16', unicode: true },
      },
    );
    expect(frame).toContain('\u001B[32m✓');
    expect(
      renderDashboard(recordedRun({ done: 1 }), {
        columns: 100,
        rows: 30,
        surface: { color: 'ansi16', unicode: true },
      }),
    ).toContain('\u001B[31m✗');
  });

  test('says that q only detaches from a run that is watched', () => {
    const size = { columns: 80, rows: 24 };
    expect(renderDashboard(training, { ...size, owned: false })).toContain('q detach, the run goes on');
    expect(renderDashboard(training, size)).toContain('q quit');
  });

  test.each([60, 100])('shows what the teacher does, and how far it is, in %i columns', (columns) => {
    const begun = training.slice(0, 2);
    const teacher = { type: 'teacher', time: 2, phase: 'views', done: 750, of: 3000 } as const;
    const frame = renderDashboard([...begun, teacher], { columns, rows: 24 });
    expect(frame).toContain('teacher compares views of a picture');
    expect(frame).toContain('25%');
    expect(Math.max(...frame.split('\n').map(visibleWidth))).toBeLessThanOrEqual(columns);
  });

  test('needs no Unicode', () => {
    const frame = renderDashboard(training, {
      columns: 80,
      rows: 24,
      surface: { color: 'none', unicode: false },
    });
    expect(frame).toMatch(/^[\n\u0020-\u007E]*$/);
  });
});
