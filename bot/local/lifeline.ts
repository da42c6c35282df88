/** Preloaded into every process that the launcher starts: when the launcher is gone, however it went, this process ends too. */

// The launcher holds the other end of this pipe and never writes.
process.stdin.once('end', () => process.kill(process.pid, 'SIGTERM')).resume();
process.stdin.unref();
