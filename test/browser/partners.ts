/** The second half of the story on the screens: a provider's salesperson asks in Spanish, the reseller's Global admin authorises in English, and adds a colleague. Each step is one check. */

import { findNoFaults, takePicture } from './chromium.ts';
import type { CardOnScreen } from './window.ts';
import type { Cast, Step } from './story.ts';

const asking: readonly Step[] = [
  {
    who: 'provider', title: 'the provider asks for a partnership in Spanish, and gets a draft with a personal link',
    play: async ({ provider }) => {
      await provider.says('/solicitar carmen.ruiz@contoso.es --idioma en');
      const draft = await provider.card('Borrador de una solicitud de asociación');
      await draft.shows('El enlace personal está en el texto, una sola vez.', 'Abrir en el correo', 'Enlace no envía nada.');
      await takePicture(draft.frame, '12-draft-es');
    },
  },
  {
    who: 'provider', title: 'a text without its link is not accepted, and the link is put back',
    play: async ({ provider }) => {
      const draft = await provider.card('Borrador de una solicitud de asociación');
      await draft.fills({ 'Texto del correo': 'Hola, Carmen.' });
      await draft.presses('Listo');
      await draft.shows('Falta el enlace personal en el texto o se ha cambiado.');
      await draft.presses('Volver a poner el enlace');
      await draft.shows('El enlace personal está en el texto, una sola vez.');
      await draft.presses('Listo');
      await (await provider.card('A la espera de respuesta')).shows('carmen.ruiz@contoso.es', 'Enlace no ha enviado nada');
    },
  },
  {
    who: 'mail', title: 'the link opens a page in both languages that axe-core finds nothing wrong with, 320 pixels wide',
    play: async (cast) => {
      const { mail } = cast;
      await mail.bringToFront();
      await mail.goto(await personalLink(cast));
      await mail.setViewportSize({ width: 320, height: 900 });
      await mail.getByRole('heading', { level: 1, name: /Distribuciones Norte/ }).waitFor();
      await mail.getByText('/accept ').first().waitFor();
      await mail.getByText('/aceptar ').first().waitFor();
      await findNoFaults(mail);
      await takePicture(mail.locator('body'), '13-partner-page');
    },
  },
];

const answering: readonly Step[] = [
  {
    who: 'partner', title: 'the Global admin reads what is granted, and authorises only with the box ticked',
    play: async (cast) => {
      const { partner } = cast;
      await partner.says(`/accept ${await personalLink(cast)}`);
      const consent = await partner.card('Distribuciones Norte asks for a partnership');
      await consent.shows('Iker Zubia', 'What authorising it allows', 'Decline');
      await takePicture(consent.frame, '14-consent-en');
      await consent.presses('Authorise indirect provider');
      await consent.shows('The box is not ticked.');
      await consent.ticks('I have read what this allows');
      await consent.presses('Authorise indirect provider');
      await (await partner.card('Your company has authorised Distribuciones Norte')).shows('Done: the provider is authorised.');
    },
  },
  {
    who: 'provider', title: 'the provider is told in Spanish, and finds the reseller in the list',
    play: async ({ provider }) => {
      await (await provider.card('Contoso Iberia ya tiene una asociación con tu compañía')).shows('Carmen');
      await provider.says('/revendedores');
      const list = await provider.card('Revendedores indirectos');
      await list.shows('Contoso Iberia');
      await takePicture(list.frame, '15-resellers-es');
    },
  },
  {
    who: 'partner', title: 'the reseller finds the provider in the list, and what it may do there',
    play: async ({ partner }) => {
      await partner.says('/partnerships');
      const list = await partner.card('Indirect providers');
      await list.shows('Distribuciones Norte');
      await list.opens('Distribuciones Norte');
      const card = await partner.card('Distribuciones Norte');
      await card.shows('Partners since', 'Remove administrator access');
      await takePicture(card.frame, '16-provider-en');
    },
  },
];

const people: readonly Step[] = [
  {
    who: 'partner', title: 'a colleague needs a role on both lists, and the password is shown once',
    play: async ({ partner }) => {
      await partner.says('/add-user "Nora Núñez" nora.nunez@contoso.es');
      const form = await partner.card('Add a user');
      await form.presses('Add');
      await form.shows('A user needs one role in each of the two lists');
      await takePicture(form.frame, '17-add-user-en');
      await form.ticks('Sales agent');
      await form.ticks('Not an admin');
      await form.presses('Add');
      const secret = await partner.card('Copy the password of Nora Núñez now');
      await secret.shows('Temporary password', 'Pass both on yourself');
      await secret.presses('Done');
      await (await partner.card('The password is no longer shown')).shows('reset it');
    },
  },
  {
    who: 'partner', title: 'anybody may ask what they may do, and why not',
    play: async ({ partner }) => {
      await partner.says('/whoami');
      const card = await partner.card('Carmen Ruiz at Contoso Iberia');
      await card.shows('Indirect reseller', 'Global admin', 'authorise an indirect provider');
      await takePicture(card.frame, '18-whoami-en');
    },
  },
];

export const partnering: readonly Step[] = [...asking, ...answering, ...people];

/** It stands on the card of the text, which can be shown again. */
async function personalLink({ provider }: Cast): Promise<string> {
  const status: CardOnScreen = await provider.card('A la espera de respuesta');
  await status.presses('Mostrar el texto otra vez');
  const text = await provider.card('El texto del correo');
  const [link] = /https?:\S+\/partner\/[\w-]+/.exec(await text.frame.innerText()) ?? [];
  if (!link) throw new Error('The text of the request shows no personal link');
  await text.presses('Volver');
  return link;
}
