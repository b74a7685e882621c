// SPDX-License-Identifier: GPL-3.0-or-later
// png.mjs - reads the pictures that Chromium takes: PNG of eight bits a channel, not interlaced.
import {inflateSync} from 'node:zlib';

const SIGNATURE = 8, HEAD = 8, CHECKSUM = 4; // bytes

function* chunks(bytes) {
    for (let at = SIGNATURE; at < bytes.length;) {
        const size = bytes.readUInt32BE(at);
        yield [bytes.toString('latin1', at + 4, at + HEAD), bytes.subarray(at + HEAD, at + HEAD + size)];
        at += HEAD + size + CHECKSUM;
    }
}

function paeth(left, up, corner) {
    const guess = left + up - corner;
    const [toLeft, toUp, toCorner] = [left, up, corner].map(value => Math.abs(guess - value));
    return toLeft <= toUp && toLeft <= toCorner ? left : toUp <= toCorner ? up : corner;
}

// What is added to a byte, from its neighbours, by the filter of its row.
const filters = [
    () => 0,
    left => left,
    (left, up) => up,
    (left, up) => (left + up) >> 1,
    paeth,
];

// Returns the picture's width and height, and a function from (x, y) to a colour: "#1e1e1e".
export function readPng(bytes) {
    const all = [...chunks(bytes)];
    const head = all.find(([name]) => name === 'IHDR')[1];
    const [width, height] = [head.readUInt32BE(0), head.readUInt32BE(4)];
    const depth = head[9] === 6 ? 4 : 3;
    const data = inflateSync(Buffer.concat(all.filter(([name]) => name === 'IDAT').map(([, part]) => part)));
    const row = width * depth;
    const pixels = Buffer.alloc(row * height);
    for (let y = 0; y < height; y++) {
        const filter = filters[data[y * (row + 1)]];
        for (let x = 0; x < row; x++) {
            const at = y * row + x;
            const left = x < depth ? 0 : pixels[at - depth];
            const up = y === 0 ? 0 : pixels[at - row];
            const corner = x < depth || y === 0 ? 0 : pixels[at - row - depth];
            pixels[at] = data[y * (row + 1) + 1 + x] + filter(left, up, corner);
        }
    }
    const colour = (x, y) => `#${pixels.toString('hex', y * row + x * depth, y * row + x * depth + 3)}`;
    return {width, height, colour};
}
