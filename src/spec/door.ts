/** Experiments from outside and the way to a link. The page reads this when the first sight is drawn (app/door.ts). */
export { decodeLink, encodeLink } from './codec';
export { parse } from './schema';
