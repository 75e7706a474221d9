/**
 * The URL of the model that ships. In Node it is a `file:` URL; Vite and webpack copy the file and give its
 * address.
 *
 * @example
 * ```ts
 * import modelUrl from 'nerwin/model';
 *
 * console.log(modelUrl.endsWith('.safetensors')); // → true
 * ```
 *
 * @module nerwin/model
 */
const modelUrl: string = new URL('../../data/model/default.safetensors', import.meta.url).href;

export default modelUrl;
