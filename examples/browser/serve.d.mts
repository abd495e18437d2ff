import type { Server } from 'node:http';

/** Serves dist/ on this machine only; port 0 takes any that is free. */
export declare function serve(port?: number): Promise<Server>;
