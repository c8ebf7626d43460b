/** Claims about exploding gradients, each beside the experiments that test it and what they gave. */
import type { Preset } from '../../spec/presets/types';
import { maybePreset } from '../../spec/presets/registry';
import type { Measured } from '../../spec/presets/measured';
import table from '../../spec/presets/measured.json';
import { formatPlain } from '../../charts/format';
import { type Claim, CLAIMS } from './claims';

const measured = table as unknown as Measured; // written by the command alone; tests/cli/measured.test.ts holds it to the presets

const text = {
  leftOut: 'Commonly left out',
  said: 'It is said',
  notYet: 'Not yet in the table of what was measured on three seeds.',
  backends: { wasm: 'WebAssembly', webgl: 'WebGL', cpu: 'plain JavaScript' } as Readonly<
    Record<string, string>
  >,
};

export function Article() {
  return (
    <div className="about article">
      <header className="about-head">
        <a className="wordmark" href="./">
          Backblast
        </a>
        <nav aria-label="Pages" className="about-nav">
          <a className="act" href="./">
            Back to the lab
          </a>
          <a className="act" href="./about.html">
            About
          </a>
        </nav>
      </header>
      <main>
        <h1>What is said of exploding gradients, and what is true</h1>
        <div className="prose">
          <p>
            The usual explanation of exploding gradients names true things, and sometimes turns round what
            causes what. Here each of its sentences stands beside a network that tests it. A question opens
            the experiment in the lab, where everything about it can be changed.
          </p>
        </div>
        {CLAIMS.map((claim) => (
          <ClaimSection key={claim.id} claim={claim} />
        ))}
        <p className="quiet">
          The numbers are written by <code>npm run findings -- --seeds 3 --write</code>, which runs every
          experiment on three seeds and holds it to its finding. None is entered by hand.
        </p>
      </main>
    </div>
  );
}

function ClaimSection({ claim }: { readonly claim: Claim }) {
  return (
    <section aria-labelledby={claim.id}>
      <p className="said quiet">{claim.said === null ? text.leftOut : `${text.said}: “${claim.said}”`}</p>
      <h2 id={claim.id}>{claim.short}</h2>
      <div className="prose">
        <p>{claim.truth}</p>
      </div>
      {claim.shownBy.map((id) => {
        const preset = maybePreset(id);
        return preset && <Shown key={id} preset={preset} />;
      })}
    </section>
  );
}

/** The question leads to the lab; below it what is found, who found it, and what was measured here. */
function Shown({ preset: { id, question, sentence, finding } }: { readonly preset: Preset }) {
  const numbers = measured[id];
  return (
    <article className="shown">
      <h3>
        <a href={`./?preset=${id}`}>{question}</a>
      </h3>
      <p className="quiet">{sentence}</p>
      <p>
        {finding.claim} <span className="quiet">{finding.source}.</span>
      </p>
      {numbers ? (
        <table>
          <caption className="spoken">What was measured for: {question}</caption>
          <thead>
            <tr>
              <th scope="col">Measured, {text.backends[numbers.backend] ?? numbers.backend}</th>
              {Array.from({ length: numbers.seeds }, (_, seed) => (
                <th key={seed} scope="col">
                  seed {seed + 1}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {numbers.checks.map(({ what, values }) => (
              <tr key={what}>
                <th scope="row">{what}</th>
                {values.map((value, seed) => (
                  <td key={seed}>{shownValue(what, Number(value))}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      ) : (
        <p className="quiet">{text.notYet}</p>
      )}
    </article>
  );
}

/** A step that never came is Infinity in the table. */
const shownValue = (what: string, value: number): string =>
  value === Number.POSITIVE_INFINITY && what.endsWith('step') ? 'never' : formatPlain(value);
