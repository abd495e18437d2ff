import { expect, it } from 'vitest';
import { Controls } from './controls.ts';

it('holds a paused run until it is resumed', async () => {
  const controls = new Controls();
  controls.obey('pause');
  controls.obey('pause');
  let through = false;
  const waiting = controls.untilResumed().then(() => {
    through = true;
  });
  await new Promise(setImmediate);
  expect({ paused: controls.paused, through }).toEqual({ paused: true, through: false });
  controls.obey('resume');
  await waiting;
  expect(controls.paused).toBe(false);
});

it('lets a paused run go on to its stop, and takes no more', async () => {
  const controls = new Controls();
  controls.obey('pause');
  const waiting = controls.untilResumed();
  controls.obey('stop');
  await waiting;
  expect(controls.stopped.aborted).toBe(true);
  expect(() => controls.obey('pause')).toThrow('it is stopping already');
  controls.obey('stop');
});
