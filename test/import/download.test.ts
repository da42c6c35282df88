/** Where a file may be fetched from: OneDrive, and this machine for a turn of this machine. */

import { describe, expect, it } from '@jest/globals';
import { download, isDownloadAllowed } from '../../bot/import/download.ts';

const TEAMS = 'https://smba.trafficmanager.net/emea/';
const LOCAL = 'http://127.0.0.1:56150/_connector';

describe('a file', () => {
  it.each([
    ['https://contoso-my.sharepoint.com/personal/a.csv', TEAMS, true], ['https://contoso.sharepoint.us/a.csv', TEAMS, true],
    ['https://sharepoint.com.evil.example/a.csv', TEAMS, false], ['https://evilsharepoint.com/a.csv', TEAMS, false], ['http://contoso.sharepoint.com/a.csv', TEAMS, false],
    ['https://user:secret@contoso.sharepoint.com/a.csv', TEAMS, false], ['https://contoso.sharepoint.com:8443/a.csv', TEAMS, false], ['http://127.0.0.1:9000/a.csv', TEAMS, false],
    ['http://169.254.169.254/latest', TEAMS, false], ['file:///etc/passwd', TEAMS, false], ['data:text/csv,email', TEAMS, false], ['nowhere', TEAMS, false],
    ['http://127.0.0.1:9000/a.csv', LOCAL, true], ['data:text/csv,email', LOCAL, true], ['http://10.0.0.1/a.csv', LOCAL, false], ['file:///etc/passwd', LOCAL, false],
  ])('at %s for a turn from %s: %s', (address, serviceUrl, allowed) => {
    expect(isDownloadAllowed(address, serviceUrl)).toBe(allowed);
  });

  it('may be in the address itself', async () => {
    const fetched = await download('data:text/csv,email%0Aa%40x.example');
    expect('bytes' in fetched && Buffer.from(fetched.bytes).toString('utf8')).toBe('email\na@x.example');
  });
});
