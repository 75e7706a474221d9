/**
 * A web service with Fastify: `node --import ./bin/register.js examples/server.ts` asks it once and ends; with `--serve`
 * it stays, and `curl -d '{"text":"I live in Paris."}' -H 'content-type: application/json' 127.0.0.1:3000/tag` asks it.
 */
import fastify from 'fastify';
import { NerwinError, Tagger } from 'nerwin';

const tagger = await Tagger.load();
const server = fastify();

server.post<{ Body: { text?: string } }>('/tag', async ({ body }, reply) => {
  try {
    return tagger.tag(body.text as string); // tag checks the type
  } catch (error) {
    if (!(error instanceof NerwinError)) throw error;
    return reply.code(400).send({ code: error.code, message: error.message, hint: error.hint });
  }
});

if (process.argv.includes('--serve')) {
  console.log(await server.listen({ host: '127.0.0.1', port: 3000 }));
} else {
  for (const payload of [{ text: 'I live in Paris.' }, { txt: 'I live in Paris.' }]) {
    const { statusCode, body } = await server.inject({ method: 'POST', url: '/tag', payload });
    console.log(statusCode, body);
  }
  await server.close();
}
