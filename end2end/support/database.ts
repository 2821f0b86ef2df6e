// Lets time pass for a row: one statement to the server's private PostgreSQL, by the simple query protocol.
import { readFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';

/** Runs a statement as the owner of the private PostgreSQL in `data`. */
export async function execute(data: string, sql: string): Promise<void> {
  const pidFile = await readFile(join(data, 'postgresql/postmaster.pid'), 'utf8');
  const [port, folder] = pidFile.split('\n').slice(3, 5) as [string, string];
  const socket = connect(join(folder, `.s.PGSQL.${port}`));
  socket.write(framed('', Buffer.concat([Buffer.from([0, 3, 0, 0]), Buffer.from('user\0olympus\0database\0postgres\0\0')])));
  let received = Buffer.alloc(0);
  let asked = false;
  for await (const chunk of socket) {
    received = Buffer.concat([received, chunk as Buffer]);
    for (;;) {
      if (received.length < 5 || received.length < 1 + received.readUInt32BE(1)) break;
      const [kind, body] = [String.fromCharCode(received[0] ?? 0), received.subarray(5, 1 + received.readUInt32BE(1))];
      received = received.subarray(1 + received.readUInt32BE(1));
      if (kind === 'E') throw new Error(`PostgreSQL: ${body.toString().replaceAll('\0', ' ')}`);
      if (kind !== 'Z') continue;
      // Ready: for the statement, then, the second time, done with it.
      socket.write(asked ? framed('X', Buffer.alloc(0)) : framed('Q', Buffer.from(`${sql}\0`)));
      if (asked) socket.end();
      asked = true;
    }
  }
}

function framed(kind: string, body: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(body.length + 4);
  return Buffer.concat([Buffer.from(kind), length, body]);
}
