export { LastgoodError } from './errors.ts';
