/** Everything that Entra does for a registered bot, put together: the web sign-in, single sign-on in Teams and the directory, over one verifier. */

import type { TurnContext } from 'botbuilder-core';
import type { UserTokenClient } from 'botframework-connector';
import type { Deps } from '../../src/app/deps.ts';
import type { Directory } from '../../src/app/ports.ts';
import { noteProof, proofOf } from '../../src/app/proofs.ts';
import type { EntraSettings } from '../config.ts';
import type { SignIn } from '../http/signIn.ts';
import { RETURN_PATH } from '../http/signIn.ts';
import type { Log } from '../log.ts';
import { appProof } from './appProof.ts';
import { entraDirectory } from './directory.ts';
import { openEntra } from './metadata.ts';
import { entraSignIn } from './signIn.ts';
import type { TeamsSignIn } from './teamsSignIn.ts';
import { teamsSignIn } from './teamsSignIn.ts';
import type { Identity } from './token.ts';
import { tokenVerifier } from './token.ts';

export type EntraAdapters = {
  readonly directory: Directory;
  readonly signIn: SignIn | undefined;
  /** Undefined where the registration has no OAuth connection. */
  readonly inTeams: ((parts: { readonly deps: Deps; readonly clientOf: (context: TurnContext) => UserTokenClient }) => TeamsSignIn) | undefined;
};
export type EntraDeps = Pick<Deps, 'store' | 'clock' | 'site'> & { readonly file: Directory; readonly log: Log; /** Milliseconds before an unknown key is looked for again. */ readonly cooldown?: number | undefined };

export function openEntraAdapters(settings: EntraSettings, { store, clock, site, file, log, cooldown }: EntraDeps): EntraAdapters {
  const { authority, clientId, proof, connection, rolesMinutes: minutes } = settings;
  const entra = openEntra({ authority, clock, ...(cooldown === undefined ? {} : { cooldown }) });
  const verify = tokenVerifier(entra, clock);
  const remember = async (identity: Identity): Promise<void> => await noteProof({ store, clock }, { ...identity, minutes });
  return {
    inTeams: connection === undefined ? undefined : (parts) => teamsSignIn({ ...parts, log, connection, clientId, verify, remember }),
    directory: entraDirectory({ file, proofOf: async (tenant, id) => await proofOf({ store, clock }, { tenant, id }), isAsked: connection !== undefined }),
    signIn: proof && entraSignIn({
      entra, clientId, verify, remember, prove: appProof(proof), returnTo: () => `${site()}${RETURN_PATH}`,
      refused: ({ message }) => log.warn({ reason: message }, 'a sign-in was refused'), // the error itself knows the claims
    }),
  };
}
