import type { Transport, TransportContext } from '../transport/transport.ts';

/**
 * Sends and receives a worker's part from the start of the run to its end; what is still in flight then counts as
 * interrupted. The sockets are closed whatever happens.
 */
export async function runTransport(
  { engine, control }: Pick<TransportContext, 'engine' | 'control'>,
  transport: Transport,
): Promise<void> {
  try {
    if (control.waitForStart()) {
      engine.start();
      await transport.run();
    }
    engine.finish();
  } finally {
    transport.close();
  }
}
