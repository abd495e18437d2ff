import { fileURLToPath } from 'node:url';

export const directory = fileURLToPath(new URL('./files/', import.meta.url));
