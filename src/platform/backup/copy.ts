import { Readable } from "node:stream";
import type pg from "pg";

/** pg's connection as its own queries use it: it can carry the bytes of a COPY. */
type CopyConnection = pg.Connection & { sendCopyFromChunk(chunk: Uint8Array): void; endCopyFrom(): void; sendCopyFail(message: string): void };

/** Runs `COPY … TO STDOUT` and streams its bytes, one chunk per row; the server waits while nobody reads. */
export function copyOut(client: pg.ClientBase, statement: string): Readable {
  let wire: pg.Connection | null = null;
  const rows = new Readable({
    objectMode: true,
    highWaterMark: 256,
    read: () => { wire?.stream.resume(); },
    // What still comes after the reader has gone is thrown away.
    destroy: (error, done) => { wire?.stream.resume(); done(error); },
  });
  client.query({
    submit: (connection: pg.Connection) => {
      wire = connection;
      connection.query(statement);
    },
    // The driver uses the memory of a chunk again.
    handleCopyData: ({ chunk }: { chunk: Uint8Array }) => {
      if (!rows.destroyed && !rows.push(Buffer.from(chunk))) wire?.stream.pause();
    },
    handleCommandComplete: () => undefined,
    handleError: (error: Error) => { rows.destroy(error); },
    handleReadyForQuery: () => { if (!rows.destroyed) rows.push(null); },
  });
  return rows;
}

/** Runs `COPY … FROM STDIN` with the bytes given and answers how many rows came in; a source that fails undoes the whole COPY. */
export function copyIn(client: pg.ClientBase, statement: string, source: AsyncIterable<Uint8Array>): Promise<number> {
  return new Promise((done, fail) => {
    let failure: Error | null = null;
    let rows = 0;
    const feed = async (wire: CopyConnection): Promise<void> => {
      try {
        for await (const chunk of source) {
          if (failure) return;
          wire.sendCopyFromChunk(chunk);
          if (wire.stream.writableNeedDrain) await drained(wire);
        }
        wire.endCopyFrom();
      } catch (error) {
        // Our own word for why the source broke off says more than the server's echo of it.
        failure = error instanceof Error ? error : new Error(String(error));
        wire.sendCopyFail(failure.message);
      }
    };
    client.query({
      submit: (connection: pg.Connection) => { connection.query(statement); },
      handleCopyInResponse: (connection: pg.Connection) => { void feed(connection as CopyConnection); },
      handleCommandComplete: ({ text }: { text: string }) => { rows = Number(text.split(" ")[1]); },
      handleError: (error: Error) => { fail(failure ??= error); },
      handleReadyForQuery: () => { done(rows); },
    });
  });
}

const drained = ({ stream }: pg.Connection): Promise<void> => new Promise((resolve) => {
  const go = (): void => {
    stream.off("drain", go).off("close", go);
    resolve();
  };
  stream.on("drain", go).on("close", go);
});
