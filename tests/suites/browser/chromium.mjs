// SPDX-License-Identifier: GPL-3.0-or-later
// chromium.mjs - drives a headless Chromium through two pipes (--remote-debugging-pipe): messages are
// JSON and end in a zero. Needs nothing but node.
import {spawn} from 'node:child_process';

const options = ['--headless=new', '--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage',
    '--no-first-run', '--hide-scrollbars', '--remote-debugging-pipe', '--window-size=1280,800'];

export class Chromium {
    #process;
    #session;
    #rest = '';
    #last = 0;
    #asked = new Map();
    events = []; // all that it has told without being asked

    constructor(program, folder) {
        this.#process = spawn(program, [...options, `--user-data-dir=${folder}`, 'about:blank'],
            {stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe']});
        this.#process.stdio[4].on('data', bytes => this.#read(bytes));
        this.ended = new Promise(resolve => this.#process.on('close', resolve));
        for (const source of [this.#process, ...this.#process.stdio.slice(3)])
            source.on('error', () => {}); // it ends, and whoever asked is told
        this.ended.then(() => this.#asked.forEach(asked => asked.reject(Error('Chromium has ended'))));
    }

    static async open(program, folder) {
        const self = new Chromium(program, folder);
        const {targetInfos} = await self.send('Target.getTargets');
        const {targetId} = targetInfos.find(target => target.type === 'page');
        const {sessionId} = await self.send('Target.attachToTarget', {targetId, flatten: true});
        self.#session = sessionId;
        await self.send('Page.enable');
        return self;
    }

    #read(bytes) {
        const messages = (this.#rest + bytes).split('\0');
        this.#rest = messages.pop();
        for (const message of messages.map(text => JSON.parse(text))) {
            const asked = this.#asked.get(message.id);
            this.#asked.delete(message.id);
            if (!asked)
                this.events.push(message);
            else if (message.error)
                asked.reject(Error(message.error.message));
            else
                asked.resolve(message.result);
        }
    }

    send(method, params = {}) {
        const id = ++this.#last;
        const message = {id, method, params, ...(this.#session && {sessionId: this.#session})};
        this.#process.stdio[3].write(`${JSON.stringify(message)}\0`);
        return new Promise((resolve, reject) => this.#asked.set(id, {resolve, reject}));
    }

    // The value of an expression in the page.
    async value(expression) {
        const {result, exceptionDetails} =
            await this.send('Runtime.evaluate', {expression, returnByValue: true, awaitPromise: true});
        if (exceptionDetails)
            throw Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
        return result.value;
    }

    // Waits until an expression holds in the page; says what it was if it never does.
    async until(expression) {
        for (let i = 0; i < 500; i++) {
            if (await this.value(expression))
                return;
            await new Promise(resolve => setTimeout(resolve, 20));
        }
        throw Error(`never came true: ${expression}`);
    }

    // Opens an address afresh, even if only what is behind its # differs.
    async open(address) {
        await this.send('Page.navigate', {url: 'about:blank'});
        await this.until('location.href === "about:blank"');
        await this.send('Page.navigate', {url: address});
        await this.until('location.protocol === "file:" && document.readyState === "complete"');
    }

    async press(key, modifiers = 0) {
        const text = key.length === 1 ? key : undefined;
        await this.send('Input.dispatchKeyEvent', {type: 'keyDown', key, text, modifiers});
        await this.send('Input.dispatchKeyEvent', {type: 'keyUp', key, modifiers});
    }

    async click(x, y) {
        for (const type of ['mousePressed', 'mouseReleased'])
            await this.send('Input.dispatchMouseEvent', {type, x, y, button: 'left', clickCount: 1});
    }

    async swipe(x, toX, y) {
        const touch = (type, ...places) =>
            this.send('Input.dispatchTouchEvent', {type, touchPoints: places.map(at => ({x: at, y}))});
        await touch('touchStart', x);
        for (let i = 1; i <= 4; i++)
            await touch('touchMove', x + (toX - x) * i / 4);
        await touch('touchEnd');
    }

    // The bytes of a picture of the page, as PNG.
    async picture() {
        return Buffer.from((await this.send('Page.captureScreenshot')).data, 'base64');
    }

    async close() {
        await this.send('Browser.close').catch(() => {});
        await this.ended;
    }
}
