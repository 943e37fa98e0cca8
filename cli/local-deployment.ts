import { openLocalClient } from '../local/client.ts';
import { loadConfig } from './configuration.ts';
import { type Deployment, LOCAL_RUN } from './deployment.ts';
import { CommandFailure, EXIT } from './terminal.ts';

/** Opens the local run of a state folder, whether it is going on or not. */
export async function openLocal(state: string): Promise<Deployment> {
  const client = await openLocalClient({ state, config: await loadConfig(undefined) });
  return {
    name: LOCAL_RUN,
    store: client.store,
    bucket: client,
    subscriptions: {
      ...client.subscriptions,
      confirm: async () => {
        throw new CommandFailure(
          'The local run asks nobody for confirmation: there is nothing to confirm.',
          EXIT.no,
        );
      },
    },
    takeInAgain: client.takeInAgain,
    close: client.close,
  };
}
