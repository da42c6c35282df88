/** Draws every card of the gallery with Microsoft's own renderer, as the controls at the top of the page say. Which cards there are, and the colours of a theme, come with the page. */

const { AdaptiveCards, markdownit } = window;
const { scenes, hostConfigs } = JSON.parse(document.getElementById('data').textContent);
const look = document.getElementById('look');
const cards = document.getElementById('cards');

/** What the renderer complains of, and what it could not draw; the test of the gallery reads it. */
window.problems = [];

const markdown = markdownit();
AdaptiveCards.AdaptiveCard.onProcessMarkdown = (text, result) => {
  result.outputHtml = markdown.render(text);
  result.didProcess = true;
};
AdaptiveCards.GlobalSettings.useMarkdownInRadioButtonAndCheckbox = false; // titles of choices are plain text in Teams

/** An element with attributes, and with texts or other elements in it. */
function make(tag, attributes, ...inside) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...inside);
  return element;
}

const anchorOf = ({ card, sample }) => `${card}/${sample}`.replace(/[^\p{L}\p{N}/]+/gu, '-');

function groupedBy(items, keyOf) {
  const groups = new Map();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return groups;
}

/** Kinds of elements that say themselves what to show in a client that does not know them. */
function withFallback(node) {
  if (typeof node !== 'object' || node === null) return [];
  return [...(node.fallback ? [node.type] : []), ...Object.values(node).flatMap(withFallback)];
}

/** Teams draws a list that is searched by typing itself; the renderer forgets its label. */
function nameFiltered({ label, renderedInputControlElement: control }) {
  control?.querySelector('.ac-choiceSetInput-filtered')?.setAttribute('aria-label', label);
}

function drawn(scene, language, theme) {
  const name = `${anchorOf(scene)}.${language}`;
  const complain = (message) => { window.problems.push(`${name} in ${theme}: ${message}`); };
  const card = new AdaptiveCards.AdaptiveCard();
  card.hostConfig = new AdaptiveCards.HostConfig(hostConfigs[theme]);
  const context = new AdaptiveCards.SerializationContext();
  context.onParseElement = (element) => { if (element.id) element.id = `${name}/${element.id}`; }; // many cards share this page, and their inputs the same ids
  AdaptiveCards.AdaptiveCard.langProperty.regEx.lastIndex = 0; // of version 3.0.6: otherwise every second card has "an invalid language"
  card.parse(scene[language], context);
  const replaceable = withFallback(scene[language]);
  for (let index = 0; index < context.eventCount; index++) {
    const { message } = context.getEventAt(index);
    if (!replaceable.some((type) => message.includes(`Unknown element type "${type}"`))) complain(message);
  }
  for (const { validationEvents } of card.validateProperties().failures ?? []) for (const { message } of validationEvents) complain(message);
  const element = card.render();
  if (!element) complain('it is not rendered');
  for (const input of card.getAllInputs()) nameFiltered(input);
  return make('div', { class: 'card', lang: language, role: 'group', 'aria-label': name }, element ?? '');
}

/** The source is written only for those who open it: all of them are megabytes. */
function sourceOf(scene) {
  const source = make('details', { class: 'source' }, make('summary', {}, `JSON of ${scene.sample}`));
  source.addEventListener('toggle', () => {
    if (source.open && !source.querySelector('pre')) source.append(make('pre', { tabindex: '0' }, JSON.stringify(scene[languages()[0]], undefined, 2)));
  });
  return source;
}

const languages = () => (look.elements.language.value === 'both' ? ['es', 'en'] : [look.elements.language.value]);

function drawScene(scene) {
  const shown = languages().map((language) => drawn(scene, language, look.elements.theme.value));
  const title = make('h4', { id: anchorOf(scene) }, make('a', { href: `#${anchorOf(scene)}` }, scene.sample));
  return make('section', { class: 'scene', 'aria-labelledby': anchorOf(scene) }, title, make('div', { class: 'cards' }, ...shown), sourceOf(scene));
}

function drawAll() {
  window.problems.length = 0;
  document.documentElement.dataset.theme = look.elements.theme.value;
  document.documentElement.style.setProperty('--width', `${look.elements.width.value}px`);
  const areas = groupedBy(scenes, ({ card }) => card.split('/')[0]);
  cards.replaceChildren(...[...areas].map(([area, ofArea]) => make(
    'section', { class: 'area', 'aria-labelledby': area }, make('h2', { id: area }, area),
    ...[...groupedBy(ofArea, ({ card }) => card)].map(([card, ofCard]) => make('article', { 'aria-labelledby': card }, make('h3', { id: card }, card), ...ofCard.map(drawScene))),
  )));
  search();
}

function drawContents() {
  const areas = groupedBy([...new Set(scenes.map(({ card }) => card))], (card) => card.split('/')[0]);
  const link = (card) => make('li', {}, make('a', { href: `#${card}` }, card.split('/')[1]));
  document.getElementById('contents').replaceChildren(...[...areas].map(([area, names]) => make('section', {}, make('h2', {}, make('a', { href: `#${area}` }, area)), make('ul', {}, ...names.map(link)))));
}

const plain = (text) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/** Hides what has none of the words: in its name, its state or on the card, without regard to accents. */
function search() {
  const wanted = plain(look.elements.search.value).split(/\s+/);
  const isFound = (scene) => { const text = plain(`${scene.parentElement.querySelector('h3').textContent} ${scene.textContent}`); return wanted.every((word) => text.includes(word)); };
  const found = [...cards.querySelectorAll('.scene')].filter((scene) => { scene.hidden = !isFound(scene); return !scene.hidden; });
  for (const group of cards.querySelectorAll('article, .area')) group.hidden = !group.querySelector('.scene:not([hidden])');
  document.getElementById('count').textContent = `${found.length} of ${scenes.length} states of cards`;
}

/** An address says how its cards look, so that one can be sent to somebody. */
function remember() {
  const address = new URL(location.href);
  for (const name of ['language', 'theme', 'width', 'search']) address.searchParams.set(name, look.elements[name].value);
  history.replaceState(undefined, '', address);
}

for (const [name, value] of new URLSearchParams(location.search)) if (look.elements[name]) look.elements[name].value = value;
look.addEventListener('submit', (event) => event.preventDefault());
look.elements.search.addEventListener('input', () => { remember(); search(); });
look.addEventListener('change', ({ target }) => { if (target.name !== 'search') { remember(); drawAll(); } });
drawContents();
drawAll();
document.getElementById(decodeURIComponent(location.hash.slice(1)))?.scrollIntoView();
