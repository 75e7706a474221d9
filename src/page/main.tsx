/** @file The page: a heading, four tabs, and the tab that the address names. */
import { render } from 'preact';
import { oneOf, useSetting } from './address.js';
import { GraphTab } from './graph/GraphTab.js';
import { TagTab } from './tag/TagTab.js';
import { TrainTab } from './train/TrainTab.js';
import { WindowTab } from './window/WindowTab.js';

const tabs = {
  tag: { title: 'Tag', content: TagTab },
  train: { title: 'Train', content: TrainTab },
  graph: { title: 'Graph', content: GraphTab },
  window: { title: 'Window', content: WindowTab },
} as const;
type TabName = keyof typeof tabs;
const names = Object.keys(tabs) as TabName[];

function Page() {
  const [tab, setTab] = useSetting<TabName>('tab', oneOf(names), 'tag', true);
  const Content = tabs[tab].content;
  const move = (event: KeyboardEvent, to: number) => {
    event.preventDefault();
    const next = names[(to + names.length) % names.length];
    setTab(next);
    document.getElementById(`tab-${next}`)?.focus();
  };
  return (
    <>
      <header>
        <h1>nerwin</h1>
        <p>A small neural network that finds locations, to try and to take apart.</p>
        <div
          role="tablist"
          aria-label="Parts of this page"
          onKeyDown={(event) => {
            if (event.key === 'ArrowRight') move(event, names.indexOf(tab) + 1);
            if (event.key === 'ArrowLeft') move(event, names.indexOf(tab) - 1);
            if (event.key === 'Home') move(event, 0);
            if (event.key === 'End') move(event, names.length - 1);
          }}
        >
          {names.map((name) => (
            <button
              key={name}
              id={`tab-${name}`}
              type="button"
              role="tab"
              aria-selected={name === tab}
              aria-controls="content"
              tabIndex={name === tab ? 0 : -1}
              onClick={() => setTab(name)}
            >
              {tabs[name].title}
            </button>
          ))}
        </div>
      </header>
      <main>
        <div id="content" role="tabpanel" aria-labelledby={`tab-${tab}`}>
          <Content />
        </div>
      </main>
    </>
  );
}

const root = document.getElementById('page');
if (root) {
  root.textContent = '';
  render(<Page />, root);
}
