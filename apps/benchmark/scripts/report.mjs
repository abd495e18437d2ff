// `pnpm report` makes all tables anew from the stored raw results; it measures nothing.
import { report, storedSuites } from './stored.mjs';

for (const suite of storedSuites()) report(suite);
