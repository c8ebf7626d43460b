// A Firefox driven through WebDriver BiDi (https://w3c.github.io/webdriver-bidi/): as much of it as the smoke test needs.
import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import WebSocket from 'ws';

/** A profile that asks nothing of the network and of the reader. */
const preferences = {
  'app.update.enabled': false,
  'browser.aboutwelcome.enabled': false,
  'browser.shell.checkDefaultBrowser': false,
  'datareporting.policy.dataSubmissionEnabled': false,
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
  'remote.active-protocols': 1, // WebDriver BiDi alone
  'toolkit.telemetry.enabled': false,
};

/** `program` in a fresh profile, with one empty page of this size. */
export async function openFirefox(program, { width = 1440, height = 900, startWithinMs = 60_000 } = {}) {
  const profile = await mkdtemp(path.join(tmpdir(), 'backblast-firefox-'));
  await writeFile(
    path.join(profile, 'user.js'),
    Object.entries(preferences)
      .map(([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`)
      .join(''),
  );
  const child = spawn(
    program,
    ['--headless', '--no-remote', '--remote-debugging-port', '0', '--profile', profile],
    {
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { ...process.env, HOME: profile },
    },
  );
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const close = async () => {
    child.kill('SIGKILL');
    await ended;
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    const address = await addressOf(child, startWithinMs);
    const connection = await connect(`${address}/session`);
    const { capabilities } = await connection.send('session.new', { capabilities: {} });
    await connection.send('session.subscribe', { events: ['log.entryAdded'] });
    const { contexts } = await connection.send('browsingContext.getTree', {});
    const page = pageOf(connection, contexts[0].context);
    await connection.send('browsingContext.setViewport', {
      context: page.context,
      viewport: { width, height },
    });
    return { version: capabilities.browserVersion, page, close };
  } catch (error) {
    await close();
    throw error;
  }
}

function addressOf(child, withinMs) {
  return new Promise((resolve, reject) => {
    let said = '';
    const timer = setTimeout(
      () => reject(new Error(`Firefox did not open its port. It said:\n${said}`)),
      withinMs,
    );
    child.stderr.setEncoding('utf8');
    child.stderr.on('data', (text) => {
      said = (said + text).slice(-4000);
      const address = /WebDriver BiDi listening on (ws:\S+)/.exec(said)?.[1];
      if (!address) return;
      clearTimeout(timer);
      resolve(address);
    });
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`Firefox ended (${code}). It said:\n${said}`)));
  });
}

/** Commands and their answers, by number; what the page's console says is kept as `log`. */
async function connect(address) {
  const socket = new WebSocket(address);
  await new Promise((resolve, reject) => {
    socket.once('open', resolve);
    socket.once('error', reject);
  });
  const open = new Map();
  const log = [];
  let last = 0;
  socket.on('message', (text) => {
    const message = JSON.parse(text);
    if (message.type === 'event')
      return void (message.method === 'log.entryAdded' && log.push(message.params));
    const { resolve, reject } = open.get(message.id) ?? {};
    open.delete(message.id);
    if (message.type === 'success') resolve?.(message.result);
    else reject?.(new Error(`${message.error}: ${message.message}`));
  });
  socket.on('close', () => {
    for (const { reject } of open.values()) reject(new Error('Firefox has closed the connection.'));
  });
  return {
    log,
    send: (method, params) =>
      new Promise((resolve, reject) => {
        const id = ++last;
        open.set(id, { resolve, reject });
        socket.send(JSON.stringify({ id, method, params }));
      }),
  };
}

function pageOf({ send, log }, context) {
  /** The value of an expression, or of the promise it gives; it travels as JSON. */
  async function evaluate(expression) {
    const { type, result, exceptionDetails } = await send('script.evaluate', {
      expression: `(async () => JSON.stringify(await (${expression})) ?? 'null')()`,
      target: { context },
      awaitPromise: true,
    });
    if (type === 'exception') throw new Error(exceptionDetails.text);
    return JSON.parse(result.value);
  }
  const perform = (actions) => send('input.performActions', { context, actions });
  return {
    context,
    evaluate,
    /** Errors: of scripts, and those written to the console. */
    errors: () => log.filter(({ level }) => level === 'error').map(({ text }) => text),
    goto: (url) => send('browsingContext.navigate', { context, url, wait: 'complete' }),
    /** Waits until the expression is true. */
    async until(expression, withinMs = 60_000) {
      const end = Date.now() + withinMs;
      while (!(await evaluate(`Boolean(${expression})`))) {
        if (Date.now() > end) throw new Error(`Never true within ${withinMs / 1000} s: ${expression}`);
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    },
    /** Moves the mouse to the middle of the element that the expression names, and presses. */
    async click(element) {
      const { x, y } = await evaluate(`(() => {
        const element = ${element};
        element.scrollIntoView({ block: 'center' });
        const { left, top, width, height } = element.getBoundingClientRect();
        return { x: Math.round(left + width / 2), y: Math.round(top + height / 2) };
      })()`);
      await perform([
        {
          type: 'pointer',
          id: 'mouse',
          actions: [
            { type: 'pointerMove', x, y },
            { type: 'pointerDown', button: 0 },
            { type: 'pointerUp', button: 0 },
          ],
        },
      ]);
    },
    async press(key) {
      await perform([
        {
          type: 'key',
          id: 'keys',
          actions: [
            { type: 'keyDown', value: key },
            { type: 'keyUp', value: key },
          ],
        },
      ]);
    },
    async screenshot() {
      const { data } = await send('browsingContext.captureScreenshot', { context });
      return Buffer.from(data, 'base64');
    },
  };
}
