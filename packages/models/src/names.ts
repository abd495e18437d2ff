/** The lists of names that command lines and forms show, as plain data: nothing is loaded to read them. */
export { exportFormats, exportsOfCodes, type LossName, lossNames } from './options/names.ts';
export { firstPresetName, presentPresetName, presets } from './presets/index.ts';
export type { Preset } from './presets/preset.ts';
