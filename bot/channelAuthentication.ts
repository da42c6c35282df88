/** Who may speak to the bot, and to whom it speaks: the SDK's verification of the channel's tokens, with what it leaves open closed (teams-platform §10.1), and a connector that reaches allow-listed services only. */

import { ConfigurationBotFrameworkAuthentication } from 'botbuilder-core/lib/configurationBotFrameworkAuthentication.js';
import type { ConfigurationBotFrameworkAuthenticationOptions } from 'botbuilder-core/lib/configurationBotFrameworkAuthentication.js';
import type { AuthenticateRequestResult, Claim, ClaimsIdentity, ConnectorFactory, ServiceClientCredentialsFactory, UserTokenClient } from 'botframework-connector';
import { AuthenticationConstants } from 'botframework-connector/lib/auth/authenticationConstants.js';
import { AuthenticationError } from 'botframework-connector/lib/auth/authenticationError.js';
import { OpenIdMetadata } from 'botframework-connector/lib/auth/openIdMetadata.js';
import type { Activity } from 'botframework-schema';
import { StatusCodes } from 'botframework-schema';
import { isLoopback } from './config.ts';
import { openConnectors } from './connectors.ts';

/** Which channel speaks, for which tenants, and where its services are. */
export type Channel = {
  /** Empty: every tenant where somebody installed the app. */
  readonly tenants: readonly string[];
  /** Hosts that our token may go to; undefined is this machine, without a token. */
  readonly hosts: readonly string[] | undefined;
};

/** The SDK's own addresses and credentials, replaced together in tests (teams-platform §10.3). */
export type ChannelPeer = { readonly addresses: ConfigurationBotFrameworkAuthenticationOptions; readonly credentials: ServiceClientCredentialsFactory };

const ONLY_CHANNEL = 'msteams';

/** Thrown instead of a post to a stored address whose host is not (or no more) a channel's: the status makes the outbox give it up as it does any refusal. */
export class ForeignService extends Error {
  readonly statusCode = 403;

  constructor() {
    super('This conversation is on a service that is not on the list of SERVICE_HOSTS');
    this.name = 'ForeignService';
  }
}

/** Without a list only this machine is spoken to; with one, its hosts, over TLS unless they are this machine. */
export function isServiceAllowed(serviceUrl: unknown, { hosts }: Pick<Channel, 'hosts'>): boolean {
  if (typeof serviceUrl !== 'string' || !URL.canParse(serviceUrl)) return false;
  const { hostname, protocol } = new URL(serviceUrl);
  const isHere = isLoopback(hostname.replace(/^\[|\]$/g, ''));
  return hosts ? hosts.includes(hostname) && (protocol === 'https:' || isHere) : isHere;
}

/** For a bot without credentials: everybody on this machine is believed, and nobody else is spoken to. */
export class LocalAuthentication extends ConfigurationBotFrameworkAuthentication {
  protected readonly channel: Channel;
  readonly #connectors = openConnectors();

  constructor(channel: Channel, ...sdk: ConstructorParameters<typeof ConfigurationBotFrameworkAuthentication>) {
    super(...sdk);
    this.channel = channel;
  }

  override async authenticateRequest(activity: Activity, authHeader: string): Promise<AuthenticateRequestResult> {
    const result = await super.authenticateRequest(activity, authHeader);
    return result.connectorFactory ? { ...result, connectorFactory: this.#connectorsOf(result.claimsIdentity, result.connectorFactory) } : result;
  }

  override createConnectorFactory(identity: ClaimsIdentity): ConnectorFactory {
    return this.#connectorsOf(identity, super.createConnectorFactory(identity));
  }

  override async createUserTokenClient(identity: ClaimsIdentity): Promise<UserTokenClient> {
    return await this.#connectors.tokens(identity, async () => await super.createUserTokenClient(identity));
  }

  /** A connector carries our token to one service: this is the one place where it can be kept from another. */
  #connectorsOf(identity: ClaimsIdentity, factory: ConnectorFactory): ConnectorFactory {
    return this.#connectors.from(identity, factory, (serviceUrl) => {
      if (!isServiceAllowed(serviceUrl, this.channel)) throw new ForeignService();
    });
  }
}

/** For a registered bot. Everything that it refuses is answered with 401. */
export class TeamsAuthentication extends LocalAuthentication {
  readonly #keys: OpenIdMetadata;

  constructor(channel: Channel, addresses: ConfigurationBotFrameworkAuthenticationOptions, credentials?: ServiceClientCredentialsFactory) {
    const issuer = addresses.ToBotFromChannelTokenIssuer ?? AuthenticationConstants.ToBotFromChannelTokenIssuer;
    super(channel, addresses, credentials, { requiredEndorsements: [], validateClaims: async (claims) => refuseOthers(claims, issuer) });
    this.#keys = new OpenIdMetadata(addresses.ToBotFromChannelOpenIdMetadataUrl ?? AuthenticationConstants.ToBotFromChannelOpenIdMetadataUrl);
  }

  override async authenticateRequest(activity: Activity, authHeader: string): Promise<AuthenticateRequestResult> {
    // The SDK chooses how to verify by what the unverified body says (teams-platform §14.16).
    if (activity.channelId !== ONLY_CHANNEL) throw refusal('another channel');
    const result = await super.authenticateRequest(activity, authHeader);
    await this.#endorsed(authHeader);
    if (!isTenantAllowed(activity, this.channel)) throw refusal('a tenant that is not on the list of ALLOWED_TENANTS'); // only now: nobody else learns who is on it
    return result;
  }

  /** The SDK takes a key that endorses no channel at all for one that endorses each. */
  async #endorsed(authHeader: string): Promise<void> {
    const { decodeProtectedHeader } = await import('jose'); // a local world needs none of it
    const { kid = '' } = decodeProtectedHeader(authHeader.replace(/^Bearer /, ''));
    const key = await this.#keys.getKey(kid);
    if (!key?.endorsements?.includes(ONLY_CHANNEL)) throw refusal('a key that does not endorse the channel');
  }
}

/** The SDK would also take tokens that Entra issued (for emulators, for other bots, and those that we send ourselves), and some that never expire. */
function refuseOthers(claims: readonly Claim[], issuer: string): void {
  const { iss, exp } = Object.fromEntries(claims.map(({ type, value }): [string, unknown] => [type, value]));
  if (iss !== issuer) throw refusal('another issuer');
  if (exp === undefined) throw refusal('a token that never expires');
}

/** An activity names its tenant in two places, and both count. */
function isTenantAllowed({ channelData, conversation }: Partial<Activity>, { tenants }: Channel): boolean {
  if (tenants.length === 0) return true;
  const named: readonly unknown[] = [channelData?.tenant?.id, conversation?.tenantId].filter((id) => id !== undefined);
  return named.length > 0 && named.every((id) => typeof id === 'string' && tenants.includes(id));
}

const refusal = (what: string): AuthenticationError => new AuthenticationError(`The door refused ${what}`, StatusCodes.UNAUTHORIZED);
