import { expect, test } from 'vitest';
import { createProgress, type DownloadProgress } from './progress.ts';

/** A clock that the test turns. */
function reporting(total: number) {
  const reports: DownloadProgress[] = [];
  const clock = { now: 0 };
  const report = createProgress(
    'tiny',
    total,
    (progress) => reports.push(progress),
    () => clock.now,
  );
  return { reports, clock, report };
}

test('rate and time left settle at what comes', () => {
  const { reports, clock, report } = reporting(100_000);
  for (let second = 0; second <= 20; second++) {
    clock.now = second * 1000;
    report('a', second * 1000);
  }
  expect(reports[0]).toEqual({
    dataset: 'tiny',
    file: 'a',
    bytes: 0,
    total: 100_000,
    bytesPerSecond: 0,
    secondsLeft: undefined,
  });
  expect(reports.at(-1)!.bytesPerSecond).toBeCloseTo(1000);
  expect(reports.at(-1)!.secondsLeft).toBeCloseTo(80);
});

test('it speaks ten times a second at most, and always when a file is done', () => {
  const { reports, clock, report } = reporting(1000);
  for (let ms = 0; ms < 250; ms++) {
    clock.now = ms;
    report('a', ms);
  }
  report('a', 400, true);
  report('b', 600, true);
  expect(reports.map(({ bytes }) => bytes)).toEqual([0, 100, 200, 400, 1000]);
});

test('a try that starts again from zero is no negative rate', () => {
  const { reports, clock, report } = reporting(1000);
  for (const bytes of [0, 500, 0, 100]) {
    report('a', bytes);
    clock.now += 1000;
  }
  expect(reports.map(({ bytes }) => bytes)).toEqual([0, 500, 0, 100]);
  for (const { bytesPerSecond } of reports) expect(bytesPerSecond).toBeGreaterThanOrEqual(0);
});
