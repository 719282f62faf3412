/** The first Ctrl-C lets what is under way come back, the second does not. */
export function onInterrupt(stop: AbortController): () => void {
  const listener = (): void => {
    if (stop.signal.aborted) process.exit(1);
    process.stderr.write('\nStopping after what is under way (Ctrl-C again: at once) …\n');
    stop.abort();
  };
  process.on('SIGINT', listener).on('SIGTERM', listener);
  return () => void process.off('SIGINT', listener).off('SIGTERM', listener);
}
