/** @file Debian's Chromium, driven by playwright-core, and a server on the loopback interface for its pages. */
import { existsSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Browser, chromium } from 'playwright-core';

/** Where Chromium may be: `CHROMIUM`, or the places where Linux distributions put it. */
const paths = [
  process.env.CHROMIUM,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
];
const executablePath = paths.find((path) => path !== undefined && existsSync(path));

export const hasChromium = executablePath !== undefined;
export const noChromium = 'Chromium is missing; install it with `apt-get install chromium`';

export const launchChromium = (): Promise<Browser> =>
  chromium.launch({
    ...(executablePath === undefined ? {} : { executablePath }),
    args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'],
  });

/** Starts a server on a free port of 127.0.0.1; returns it with its address. */
export async function serve(answer: RequestListener): Promise<{ server: Server; origin: string }> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { server, origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}
