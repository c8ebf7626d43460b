/** What Backblast is, what its numbers are worth, and whom it thanks. */
import { type Credit, dataCredits, fontCredits, softwareCredits } from './credits';

export function About() {
  return (
    <div className="about">
      <header className="about-head">
        <a className="wordmark" href="./">
          Backblast
        </a>
        <nav aria-label="Pages" className="about-nav">
          <a className="act" href="./">
            Back to the lab
          </a>
          <a className="act" href="./article.html">
            Said and true
          </a>
        </nav>
      </header>
      <main>
        <h1>A laboratory for gradients that explode</h1>
        <div className="prose">
          <p>
            A deep network learns by sending a gradient back through its layers, from the loss to the input.
            Each layer multiplies it a little. Do that thirty times, and a little more than one becomes
            enormous, a little less becomes nothing. Backblast lets you watch it happen, layer by layer and
            step by step, find out why, and try the cures side by side.
          </p>
          <p>
            Every number on the screen is measured in a real network that trains in your browser while you
            look. Nothing comes from a formula that pretends to be training; theory is drawn dotted beside the
            measurement and says that it is theory.
          </p>
          <p>
            A link holds the whole experiment: the data, the seed, the networks and what was changed. Whoever
            opens it starts from the same data and the same weights. How the run goes on may differ from
            machine to machine, for an exploding network magnifies the last digit of a number in a few steps;
            what it shows does not.
          </p>
          <p>
            Nothing leaves your computer: there are no accounts, no analytics and no server behind the page.
          </p>
        </div>
        <CreditList title="Data" credits={dataCredits} />
        <CreditList title="Fonts" credits={fontCredits} />
        <CreditList title="Software" credits={softwareCredits} />
        <section className="prose" aria-labelledby="papers">
          <h2 id="papers">Ideas</h2>
          <p>
            Pascanu, Mikolov and Bengio (2013) on exploding gradients and clipping; Glorot and Bengio (2010),
            He and colleagues (2015) on the spread of first weights; Poole and colleagues (2016), Schoenholz
            and colleagues (2017) on order and chaos in deep networks. Each entry of the lab names its own
            paper.
          </p>
        </section>
        <p className="quiet">Backblast is free software under the MIT licence, by the Backblast authors.</p>
      </main>
    </div>
  );
}

function CreditList(props: { readonly title: string; readonly credits: readonly Credit[] }) {
  const id = `credits-${props.title.toLowerCase()}`;
  return (
    <section aria-labelledby={id}>
      <h2 id={id}>{props.title}</h2>
      <dl className="credits">
        {props.credits.map((credit) => (
          <div key={credit.name}>
            <dt>
              <a href={credit.href}>{credit.name}</a>
            </dt>
            <dd>
              {credit.by} <span className="quiet">{credit.licence}.</span>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
