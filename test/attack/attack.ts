/**
 * @file `npm run attack -- NAME [numbers]`: runs one of the attacks, which take minutes and are no part of `npm test`.
 * They need Linux; each prints what it did, and exits with 1 if it found a fault.
 */
const attacks = {
  kills: 'kills `train` and `sweep` at random moments: [kills = 400] [seed = 1] [kind …]',
  'io-errors': 'makes each system call of a command fail: [most calls per command] [command …]',
  fuzz: 'gives every reader damaged input: [inputs = 25000] [seed = 1] [file …]',
};

const [, , name = '', ...numbers] = process.argv;
if (!Object.hasOwn(attacks, name)) {
  for (const [attack, meaning] of Object.entries(attacks))
    console.log(`npm run attack -- ${attack}: ${meaning}`);
  process.exit(2);
}
process.argv.splice(2, process.argv.length, ...numbers);
await import(`./${name}.ts`);
