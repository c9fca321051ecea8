/** What a CommonJS module lacks and what test documents take away: the build puts these in the place of globals. */
import { pathToFileURL } from 'node:url';
import { TextDecoder, TextEncoder } from 'node:util';

const moduleUrl = pathToFileURL(__filename).href;

export { moduleUrl, TextDecoder, TextEncoder };
