/** A bot with credentials, for end-to-end tests: the Bot Framework's keys and token service come from a local issuer, and Teams brings a good token unless a test spoils it. No expectations here. */

import { AuthenticationConstants } from 'botframework-connector/lib/auth/authenticationConstants.js';
import type { StoryOptions } from '../e2e/support.ts';
import type { Claims, Issuer } from './issuer.ts';
import { CLIENT, openIssuer } from './issuer.ts';

export const BOT = { id: CLIENT.id, tenant: '5f3c7a52-0000-4000-8000-0000000e1ace' };

/** A setting for every start of a registered bot. */
export const registration = {
  MICROSOFT_APP_ID: BOT.id, MICROSOFT_APP_PASSWORD: CLIENT.secret, MICROSOFT_APP_TENANT_ID: BOT.tenant, SERVICE_HOSTS: '127.0.0.1',
};

/** What stands for our token on the wire. */
export const OUR_TOKEN = 'Bearer of-the-bot';

/** The SDK measures channel tokens by the machine's clock. */
const seconds = (): number => Math.floor(Date.now() / 1000);

export const channelClaims = (serviceUrl: string): Claims => ({ iss: AuthenticationConstants.ToBotFromChannelTokenIssuer, aud: BOT.id, serviceurl: serviceUrl, nbf: seconds() - 60, exp: seconds() + 600 });

/** Keys of the channel say which channels they speak for. @param now when Entra's tokens are issued. */
export const openChannelIssuer = async (now: () => number = Date.now): Promise<Issuer> => await openIssuer(now, { endorsements: ['msteams'] } as never); // JWK has no word for it

/** @param oauthUrl the token service of the Bot Framework. */
export function channelOf(issuer: Issuer, oauthUrl = 'http://127.0.0.1:9'): NonNullable<StoryOptions['channel']> {
  const metadata = `${issuer.url}/.well-known/openidconfiguration`;
  return {
    addresses: {
      ValidateAuthority: 'false', CallerId: '', ToChannelFromBotLoginUrl: `https://login.microsoftonline.com/${BOT.tenant}`, ToChannelFromBotOAuthScope: 'https://api.botframework.com',
      ToBotFromChannelTokenIssuer: AuthenticationConstants.ToBotFromChannelTokenIssuer, OAuthUrl: oauthUrl, ToBotFromChannelOpenIdMetadataUrl: metadata, ToBotFromEmulatorOpenIdMetadataUrl: metadata,
    },
    credentials: {
      isValidAppId: async (id) => id === BOT.id,
      isAuthenticationDisabled: async () => false,
      createCredentials: async () => ({ signRequest: async (request) => { request.headers.set('authorization', OUR_TOKEN); return request; } }),
    },
    bearer: async (serviceUrl) => `Bearer ${await issuer.sign(channelClaims(serviceUrl))}`,
  };
}
