import {
  OpenFeature,
  type Client,
  type Hook,
  type Logger,
  type Provider,
} from '@openfeature/server-sdk';
import { afterAll } from 'vitest';

afterAll(() => OpenFeature.close());

let clients = 0;

/** A client of its own, observed by the given hooks, with a provider of its own. */
export async function clientWith(provider: Provider, ...hooks: Hook[]): Promise<Client> {
  const domain = `client-${clients++}`;
  await OpenFeature.setProviderAndWait(domain, provider);
  return OpenFeature.getClient(domain)
    .addHooks(...hooks)
    .setLogger(new LogBook());
}

/** Keeps what is logged as a warning or an error. */
export class LogBook implements Logger {
  readonly warnings: string[] = [];
  readonly errors: string[] = [];

  warn(...parts: unknown[]): void {
    this.warnings.push(parts.map(String).join(' '));
  }
  error(...parts: unknown[]): void {
    this.errors.push(parts.map(String).join(' '));
  }
  info(): void {}
  debug(): void {}
}
