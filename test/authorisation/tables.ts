/**
 * What everything that can be pressed or written takes, by hand, from domain.md §2.3 and the workflows: the oracle. The code has its own opinion in the rows of
 * src/tasks, bot/views.ts and bot/commands/table.ts; the tests of this folder go over those registries, so a line is missing here as soon as something new can be pressed.
 */

import type { PersonActor } from '../../src/core/actor.ts';
import type { Row } from '../support/matrix.ts';
import { isYes } from '../support/matrix.ts';

/** Rows of §2.3, and what stands beside them. P19+ is more than how many licences there are (§2.3, WF-25); what somebody imports depends on whose work it is: invitations (P04) or credit; trade is seen by whoever sees customers, and at providers by whoever orders. */
export type Needs = Row | 'P19+' | 'directory' | 'everybody' | 'anyRole' | 'adminAgents' | 'admins' | 'import' | 'trade' | 'programme' | 'nobody';

const isDirectoryAdmin = ({ directoryRoles }: PersonActor): boolean => directoryRoles.includes('globalAdmin');
const rolesOf = ({ roles, tenantKind, ...actor }: PersonActor): readonly string[] =>
  [roles?.agent ?? '', isDirectoryAdmin({ roles, tenantKind, ...actor }) && tenantKind !== 'customer' ? 'globalAdmin' : roles?.admin ?? ''].filter((role) => role !== '' && !role.startsWith('notAn'));

export function may(actor: PersonActor, needs: Needs): boolean {
  const held = rolesOf(actor);
  switch (needs) {
    case 'everybody': return true;
    case 'nobody': return false;
    case 'directory': return isDirectoryAdmin(actor); // INV-10: before there are roles
    case 'anyRole': return held.length > 0;
    case 'adminAgents': return actor.programmeAdmin || held.includes('adminAgent');
    case 'admins': return actor.programmeAdmin || held.includes('adminAgent') || held.includes('globalAdmin');
    case 'import': return may(actor, actor.tenantKind === 'provider' ? 'P19+' : 'P04');
    case 'trade': return may(actor, 'P07') || (actor.tenantKind === 'provider' && may(actor, 'P19'));
    case 'programme': return actor.programmeAdmin;
    case 'P19+': return held.some((role) => role !== 'userManagementAdmin' && isYes('P19', role));
    default: return held.some((role) => isYes(needs, role));
  }
}

type Table = Readonly<Partial<Record<Needs, string>>>;

const eventTable: Table = {
  directory: 'enrolment.signIn enrolment.saveLegal enrolment.saveContact enrolment.saveSupport enrolment.back enrolment.editLegal enrolment.editContact enrolment.editSupport enrolment.leave '
    + 'enrolment.enrolNow enrolment.abandon enrolment.takeOver enrolment.sendCode enrolment.enterCode enrolment.cancel enrolment.continue enrolment.resend enrolment.changeContact enrolment.answer '
    + 'enrolment.appeal enrolment.withdraw enrolment.amend',
  // Timers, deliveries and the contact's link; and what a customer answers on the web page only.
  nobody: 'enrolment.eraseDraft enrolment.codeSent enrolment.mpnLost enrolment.linkIssued enrolment.contactConfirmed enrolment.contactDenied agreement.remind agreement.coveredBySibling agreement.newVersionPublished request.remind request.expire '
    + 'user.signedIn invitation.remind invitation.expire importJob.expire gdap.lapse gdap.remind gdap.expire relationship.adminRemoved gdap.approve gdap.decline gdap.end',
  programme: 'enrolment.approve enrolment.reject enrolment.askMore',
  everybody: 'workAccount.request', // WF-02: whoever has no account yet
  P03: 'gdap.request gdap.terminate',
  P04: 'invitation.edit invitation.done invitation.discard invitation.resend invitation.revoke importJob.confirm importJob.stop',
  P06: 'subscription.external subscription.forget change.ask change.withdraw',
  P08: 'customer.associate customer.edit access.azureTold',
  P11: 'user.update user.becomeAdminAgent user.reset user.closed user.remove newUser.add newUser.retry newUser.drop',
  P14: 'request.authorise request.decline partnership.removeAdminAccess',
  P15: 'agreement.accept',
  P17: 'request.edit request.done request.discard request.revoke',
  P18: 'newCustomer.submit newCustomer.retry newCustomer.drop newCustomer.closed',
  P19: 'subscription.changeQuantity change.accept change.done change.decline',
  'P19+': 'order.submit order.purchaseOrderGiven order.cancel subscription.suspend subscription.reactivate subscription.cancel subscription.setAutoRenew subscription.rename subscription.upgrade subscription.credit',
  P20: 'subscription.support',
  P21: 'customer.attest',
  P22: 'relationship.remove',
  P23: 'partnership.remove',
  P27: 'relationship.tag',
};

const viewTable: Table = {
  everybody: 'show.welcome show.signIn show.workAccount show.credentialsClosed show.enrolment show.status show.changeContact show.answer show.appeal show.agreement show.providers show.provider '
    + 'show.orderCancelled show.whoami show.next show.mpnStatus show.help set.language show.privacy',
  anyRole: 'show.requests show.request show.partners show.partner show.offers show.offer show.import show.importResults show.importFile',
  trade: 'show.orders show.order show.subscriptions show.subscription show.changes show.change',
  adminAgents: 'show.outbox show.deadRow set.retry',
  admins: 'show.rules',
  import: 'show.newImport',
  programme: 'show.reviews show.review show.stats',
  P03: 'show.newGdap',
  P04: 'show.invitationText show.newInvitation',
  P06: 'show.newExternal show.askChange',
  P07: 'show.links show.invitations show.invitation show.customers show.customer show.gdap show.gdapRequest show.access show.accessSteps show.why',
  P08: 'show.customerDetails show.associate',
  P11: 'show.users show.user show.newUser show.addUser show.roles show.removeUser',
  P14: 'show.removeAdminAccess',
  P17: 'show.requestDraft show.newRequest',
  P18: 'show.addCustomer show.addCustomerLines show.addCustomerReview',
  'P19+': 'show.credit show.verifyCredit show.addSubscription show.orderReview',
  P19: 'show.licences show.upgrade show.subscriptionMore',
  P20: 'show.support',
  P21: 'show.attest',
  P22: 'show.removeCustomer',
  P23: 'show.removePartnership',
  P25: 'show.audit show.auditExport show.auditFile',
  P27: 'show.customerTags',
};

const commandTable: Table = {
  everybody: 'enrol status accept providers provider next whoami language help privacy',
  anyRole: 'partnerships resellers reseller offers',
  trade: 'orders order subscription',
  adminAgents: 'outbox',
  admins: 'rules',
  import: 'import',
  programme: 'reviews review approvals stats',
  P04: 'invite',
  P07: 'customers customer invitations access why',
  P11: 'users user add-user roles',
  P16: 'mpa',
  P17: 'request',
  P18: 'add-customer',
  'P19+': 'add-subscription credit',
  P19: 'licences',
  P20: 'support-contact',
  P22: 'remove-customer',
  P25: 'audit',
};

const namesIn = (table: Table): ReadonlyMap<string, Needs> =>
  new Map(Object.entries(table).flatMap(([needs, names]) => names.split(' ').map((name) => [name, needs as Needs] as const))); // the keys of the table
export const [eventNeeds, viewNeeds, commandNeeds] = [eventTable, viewTable, commandTable].map(namesIn) as [ReadonlyMap<string, Needs>, ReadonlyMap<string, Needs>, ReadonlyMap<string, Needs>]; // three for three

