// Finds a Chromium for the browser tests, or gets one, and a Firefox. Run alone, it prints Chromium's path.
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * WebGL on a software renderer, which draws nothing else: left to itself it would draw the page as well, at several times
 * what Chromium's own drawing without a graphics card costs.
 */
export const CHROMIUM_ARGS = [
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
  '--disable-gpu-compositing',
];

const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome'];

/** The path of a Chromium, or an error that says what was tried. Prints which one was taken. */
export async function findBrowser(say = console.log) {
  const named = process.env.BACKBLAST_CHROMIUM;
  if (named) {
    if (!isProgram(named)) throw new Error(`BACKBLAST_CHROMIUM names '${named}', which cannot be run.`);
    return take(named, 'from BACKBLAST_CHROMIUM');
  }
  const present = onPath();
  if (present !== undefined) return take(present, 'found on the PATH');
  const { chromium } = await import('@playwright/test');
  if (existsSync(chromium.executablePath())) return take(chromium.executablePath(), "Playwright's own");

  if (process.getuid?.() === 0 && onPath(['apt-get']) !== undefined) {
    say("No Chromium here: installing Debian's package…");
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    run('apt-get', ['update'], env);
    run('apt-get', ['install', '-y', 'chromium'], env);
    const installed = onPath();
    if (installed !== undefined) return take(installed, "Debian's package, just installed");
  }
  say('No Chromium here: asking Playwright for its own…');
  run('npx', ['playwright', 'install', 'chromium'], process.env);
  if (existsSync(chromium.executablePath()))
    return take(chromium.executablePath(), 'installed by Playwright');
  throw new Error(
    'No Chromium found and none could be installed. Install one, or name one in BACKBLAST_CHROMIUM.',
  );

  function take(file, how) {
    say(`Browser: ${file} (${how})`);
    return file;
  }
}

/** The path of a Firefox, or undefined. */
export function findFirefox() {
  const named = process.env.BACKBLAST_FIREFOX;
  if (named && !isProgram(named)) throw new Error(`BACKBLAST_FIREFOX names '${named}', which cannot be run.`);
  return named ?? onPath(['firefox-esr', 'firefox']);
}

/** Debian's package, where it may be installed; its path, or undefined. */
export function installFirefox() {
  if (process.getuid?.() !== 0 || onPath(['apt-get']) === undefined) return undefined;
  console.log("No Firefox here: installing Debian's package…");
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  run('apt-get', ['update'], env);
  run('apt-get', ['install', '-y', 'firefox-esr'], env);
  return findFirefox();
}

function onPath(candidates = names) {
  const folders = (process.env.PATH ?? '').split(path.delimiter).filter((folder) => folder !== '');
  return candidates
    .flatMap((name) => folders.map((folder) => path.join(folder, name)))
    .find((file) => isProgram(file));
}

function isProgram(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function run(program, args, env) {
  spawnSync(program, args, {
    stdio: ['ignore', 'inherit', 'inherit'],
    env,
    shell: process.platform === 'win32',
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  console.log(await findBrowser(console.error));
}
