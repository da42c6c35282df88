/** The directory of a registered bot: what a person's last sign-in said of their roles, over the directory file for what Entra does not tell (kinds of companies, partner roles). */

import type { PersonId, TenantId } from '../../src/core/ids.ts';
import type { Directory } from '../../src/app/ports.ts';
import type { Proof } from '../../src/app/proofs.ts';

export type EntraDirectoryParts = {
  readonly file: Directory;
  readonly proofOf: (tenant: TenantId, id: PersonId) => Promise<Proof | undefined>;
  /** Roles can be asked for in Teams: then those of the file count for nobody. */
  readonly isAsked: boolean;
};

/** Only `person` is another: who holds a role in a company's account, and whom to ask there, is what the file says. */
export function entraDirectory({ file, proofOf, isAsked }: EntraDirectoryParts): Directory {
  return {
    ...file,
    person: async (tenant, id) => {
      const [entry, proof] = await Promise.all([file.person(tenant, id), proofOf(tenant, id)]);
      if (proof) return { tenant, id, name: entry?.name ?? proof.name, email: entry?.email, roles: entry?.roles, directoryRoles: proof.roles };
      return entry && (isAsked ? { ...entry, directoryRoles: [] } : entry);
    },
  };
}
