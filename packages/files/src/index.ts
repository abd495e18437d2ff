// What every package that writes files does alike.
export { makeFolder } from './make-folder.ts';
export { replaceFile } from './replace-file.ts';
export { syncFolder } from './sync-folder.ts';
export { systemReason } from './system-reason.ts';
export { writeSynced } from './write-synced.ts';
