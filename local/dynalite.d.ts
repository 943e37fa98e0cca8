declare module 'dynalite' {
  import type { Server } from 'node:http';

  interface Options {
    /** Folder of the store; without it, it is kept in memory. */
    readonly path?: string;
    readonly createTableMs?: number;
    readonly deleteTableMs?: number;
    readonly updateTableMs?: number;
  }

  /** A DynamoDB in one process, as an HTTP server that does not listen yet. Closing it closes its store. */
  export default function dynalite(options?: Options): Server;
}
