/** Random tests draw from a fixed seed, so that a commit passes or fails for good; FAST_CHECK_SEED=… draws others. */
import fc from 'fast-check';

fc.configureGlobal({ seed: Number(process.env.FAST_CHECK_SEED ?? 1) });

// nerwin prints commands as it was started itself; a test starts it neither with npx nor with npm.
delete process.env.npm_command;
