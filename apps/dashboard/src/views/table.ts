import type { ViewName } from '../state/view-names.ts';
import { LogView } from './full/LogView.tsx';
import { NeighboursView } from './full/NeighboursView.tsx';
import { Overview } from './full/Overview.tsx';
import { PicturesView } from './full/PicturesView.tsx';
import { SystemView } from './full/SystemView.tsx';
import { TrainView } from './full/TrainView.tsx';
import { leastSize } from './layout.ts';
import { logKeys, neighboursKeys, overviewKeys, picturesKeys, trainKeys } from './own-keys.ts';
import type { View } from './view.ts';

const small = { columns: 40, rows: 12 };

/** Every view, once: the footer, the help, the keys and `watch --once --view` are this table. */
export const views: { readonly [Name in ViewName]: View } = {
  overview: {
    key: '1',
    about: 'loss, precision, pictures and neighbours on one screen',
    least: leastSize,
    keys: overviewKeys,
    Component: Overview,
  },
  train: {
    key: '2',
    about: 'the loss alone, smoothed, over epochs, steps or time',
    least: small,
    keys: trainKeys,
    Component: TrainView,
  },
  pictures: {
    key: '3',
    about: 'test pictures, what the net makes of them, the difference; back to the first preview',
    least: small,
    keys: picturesKeys,
    Component: PicturesView,
  },
  neighbours: {
    key: '4',
    about: 'all queries with their nearest pictures, large',
    least: small,
    keys: neighboursKeys,
    Component: NeighboursView,
  },
  system: {
    key: '5',
    about: 'speed, step and epoch times, engine, CPU and memory',
    least: small,
    keys: [],
    Component: SystemView,
  },
  log: {
    key: '6',
    about: 'everything the run said',
    least: small,
    keys: logKeys,
    Component: LogView,
  },
};
