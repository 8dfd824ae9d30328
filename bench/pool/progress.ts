/** Tells on standard error, if somebody looks at it, how much is done and how long the rest will take. */
export function progress(total: number): { tell(done: number): void; end(): void } {
  const { stderr } = process;
  const started = performance.now();
  const erase = '\r\u001b[K';
  return {
    tell(done) {
      if (!stderr.isTTY) return;
      const left = ((performance.now() - started) / 1000 / done) * (total - done);
      const time = `${Math.floor(left / 60)} min ${Math.floor(left % 60)} s`;
      stderr.write(`${erase}${Math.floor((100 * done) / total)} % done, ${time} left`);
    },
    end() {
      if (stderr.isTTY) stderr.write(erase);
    },
  };
}
