/**
 * Uploads a file with tus-js-client as its documents say, and prints what came of it as JSON.
 *
 * Arguments: URL of uploads of a cell, token, file, name of the snapshot, and "stop" to give the upload up when a part of it has been sent.
 */

import { createReadStream } from 'node:fs';
import * as tus from 'tus-js-client';

const [endpoint, token, file, filename, stop] = process.argv.slice(2);

/** As often as the client wants, and quickly: a test does not wait for nothing. It counts anew after each byte. */
const retryDelays = Array(200).fill(50);

let retries = 0;

const upload = new tus.Upload(createReadStream(file), {
  endpoint,
  headers: { Authorization: `Bearer ${token}` },
  metadata: { filename, filetype: 'application/zip' },
  ...(stop ? { chunkSize: 1 << 20 } : {}),
  retryDelays,
  onShouldRetry: error => {
    retries++;
    const status = error.originalResponse?.getStatus() ?? 0;
    return status < 400 || status >= 500 || status === 409 || status === 423;
  },
  onChunkComplete: async () => {
    if (stop) {
      await upload.abort(true);
      console.log(JSON.stringify({ stopped: upload.url }));
      process.exit();
    }
  },
  onSuccess: () => console.log(JSON.stringify({ stored: upload.url, retries })),
  onError: error => {
    console.log(JSON.stringify({ failed: error.message }));
    process.exitCode = 1;
  },
});
upload.start();
