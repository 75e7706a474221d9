/** @file How nerwin was started, for the commands that it prints: they work as printed, in the same folder. */
import { basename, relative } from 'node:path';
import { shellWord } from './shell-word.js';

/** What stands before the arguments: `nerwin` if it is installed globally, `npx nerwin`, `npm run nerwin --`, … */
export function commandName(script = process.argv[1] ?? '', npmCommand = process.env.npm_command): string {
  const name = basename(script);
  if (name === 'nerwin.ts') return 'npm run nerwin --';
  if (name === 'start.js') return 'npx nerwin';
  if (name !== 'nerwin' && name !== 'nerwin.js') return 'nerwin'; // nerwin as a part of another program
  const path = script.replaceAll('\\', '/');
  if (npmCommand === 'exec' || path.includes('/node_modules/.bin/')) return 'npx nerwin';
  if (name === 'nerwin' || path.includes('/node_modules/nerwin/')) return 'nerwin'; // the latter on Windows
  const short = relative('.', script);
  return `node ${shellWord(short.length < script.length ? short : script)}`;
}
