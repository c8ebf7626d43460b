/** Where the numbers are computed, how fast and how exactly; and how the page looks. */
import { useCallback, useRef } from 'react';
import type { BackendName } from '../../engine/types';
import { furthestStep } from '../../state/run';
import { projector, showKeys, tone } from '../commands';
import { useHouse, useRun, useView } from './house';
import type { Live } from './live';
import { Menu } from './parts/Menu';
import { CommandButton } from './parts/CommandButton';
import { useCalmText } from './parts/useCalmly';

const NAMES: Readonly<Record<BackendName, string>> = {
  webgl: 'WebGL',
  wasm: 'WebAssembly',
  cpu: 'plain JavaScript',
};
const BACKENDS: readonly BackendName[] = ['webgl', 'wasm', 'cpu'];
const text = {
  region: 'Status',
  starting: 'Loading the engine',
  none: 'No engine',
  engine: 'Engine',
  automatic: 'Choose by itself',
  theme: { system: 'As the system', light: 'Light', dark: 'Dark' },
  look: 'Look',
  toneOn: 'Gradient as a tone',
  toneOff: 'Tone off',
  article: 'Said and true',
};

export function StatusBar() {
  return (
    <footer className="status-bar" aria-label={text.region}>
      <Engine />
      <Pace />
      <span className="grow" />
      <a className="word" href="./article.html">
        {text.article}
      </a>
      <CommandButton command={projector} className="word status-projector" />
      <Look />
      <CommandButton command={showKeys} className="word" />
    </footer>
  );
}

function Engine() {
  const { session } = useHouse();
  const backend = useRun((run) => run.backend);
  const status = useRun((run) => run.status);
  const reason = useRun((run) => run.backendReason);
  const forced = useRun((run) => run.forcedBackend);
  const name = backend ? NAMES[backend.name] : status === 'starting' ? text.starting : text.none;
  return (
    <>
      <Menu
        label={`${text.engine}: ${name}`}
        className="word"
        items={[
          { label: text.automatic, checked: forced === null, perform: () => void session.setBackend(null) },
          ...BACKENDS.map((each) => ({
            label: NAMES[each].charAt(0).toUpperCase() + NAMES[each].slice(1),
            checked: forced === each,
            perform: () => void session.setBackend(each),
          })),
        ]}
      >
        {name}
      </Menu>
      <span>{reason}</span>
      {backend?.name === 'webgl' && (
        <span className="renderer" title={backend.renderer}>
          {shortRenderer(backend.renderer)}
        </span>
      )}
    </>
  );
}

/** `ANGLE (Google, Vulkan 1.3.0 (SwiftShader Device …))` → what a person would call it. */
function shortRenderer(renderer: string): string {
  const inner = /ANGLE \((.*)\)$/.exec(renderer)?.[1] ?? renderer;
  const words = inner.split(',').map((part) => part.trim());
  return words[1] ?? words[0] ?? renderer;
}

/** Steps a second, over the last two seconds. */
function Pace() {
  const element = useRef<HTMLSpanElement>(null);
  const seen = useRef<{ step: number; at: number }[]>([]);
  const words = useCallback(({ run: { status, lanes } }: Live) => {
    if (status !== 'running') {
      seen.current = [];
      return '';
    }
    const now = performance.now();
    seen.current.push({ step: furthestStep(lanes), at: now });
    while (seen.current.length > 2 && now - (seen.current[0]?.at ?? now) > 2000) seen.current.shift();
    const first = seen.current[0];
    const last = seen.current.at(-1);
    if (!first || !last || last.at - first.at < 400) return '';
    const pace = ((last.step - first.step) * 1000) / (last.at - first.at);
    return pace <= 0 ? '' : `${pace < 10 ? pace.toFixed(1) : Math.round(pace)} steps a second`;
  }, []);
  useCalmText(element, words);
  return <span ref={element} />;
}

function Look() {
  const house = useHouse();
  const { view } = house;
  const hasTone = useView((state) => state.tone);
  const theme = useView((state) => state.theme);
  return (
    <Menu
      label={`${text.look}: ${text.theme[theme]}`}
      className="word"
      items={[
        ...(['system', 'light', 'dark'] as const).map((each) => ({
          label: text.theme[each],
          checked: theme === each,
          perform: () => view.getState().setTheme(each),
        })),
        { label: hasTone ? text.toneOff : text.toneOn, perform: () => void tone.perform(house) },
      ]}
    >
      {text.look}
    </Menu>
  );
}
