import type { Binding, KeyContext } from '../keys.ts';
import type { UiAction } from '../state/ui.ts';

function binding(key: string, help: string, action: UiAction, short?: string): Binding {
  return {
    key,
    label: key === '\t' ? 'Tab' : key,
    ...(short === undefined ? {} : { short: () => short }),
    help: () => help,
    press: ({ show }: KeyContext) => show(action),
  };
}

const scale =
  "the loss chart's scale: linear, or as a logarithm: of the excess above the floor, if the loss is BCE";
const nextMeasure = 'the next measure of nearness: BCE, cosine and others';
const measure = binding('m', nextMeasure, 'measure');
const turn = binding('n', 'other test pictures and queries, where not all fit', 'turn');

export const nextView = binding('\t', 'the next view', 'next-view');

export const overviewKeys: readonly Binding[] = [binding('l', scale, 'scale'), measure, turn];

export const trainKeys: readonly Binding[] = [
  binding('l', scale, 'scale', 'log'),
  binding(
    's',
    'smoothing: none, or a half-life of so much of the curve; the raw line stays behind it',
    'smoothing',
    'smooth',
  ),
  binding('x', 'the axis: epochs, steps or time', 'axis', 'axis'),
];

export const neighboursKeys: readonly Binding[] = [binding('m', nextMeasure, 'measure', 'measure'), turn];

export const picturesKeys: readonly Binding[] = [
  scrub('left', -1, 'the preview before this one', 'back'),
  scrub('right', 1, 'the preview after this one', 'on'),
  scrub('page up', -10, 'ten previews back'),
  scrub('page down', 10, 'ten previews on'),
  scrub('home', Number.NEGATIVE_INFINITY, 'the first preview'),
  scrub('end', Number.POSITIVE_INFINITY, 'the newest one, and what comes', 'newest'),
  turn,
];

export const logKeys: readonly Binding[] = [
  scrub('up', -1, 'one line back', 'back'),
  scrub('down', 1, 'one line on', 'on'),
  scrub('page up', -10, 'ten lines back'),
  scrub('page down', 10, 'ten lines on'),
  scrub('home', Number.NEGATIVE_INFINITY, 'the first line'),
  scrub('end', Number.POSITIVE_INFINITY, 'the newest one, and what comes', 'newest'),
];

function scrub(key: string, move: number, help: string, short?: string): Binding {
  return binding(key, help, { move }, short);
}
