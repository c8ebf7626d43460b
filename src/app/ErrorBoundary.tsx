/** What is shown when the page itself breaks: a sentence, and the link that keeps the experiment safe. */
import { Component, type ReactNode } from 'react';

interface Props {
  /** Asked only when it is needed. */
  readonly link: () => string;
  readonly children: ReactNode;
}

export class ErrorBoundary extends Component<Props, { readonly error: Error | null }> {
  override state: { readonly error: Error | null } = { error: null };

  static getDerivedStateFromError(error: unknown): { readonly error: Error } {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (!error) return this.props.children;
    return (
      <main className="page-broken" role="alert">
        <h1>The page has stopped, your experiment has not been lost</h1>
        <p>
          Something in Backblast itself went wrong: “{error.message}”. The experiment is in{' '}
          <a href={this.props.link()}>this link</a>; open it in a new tab, or load the page again.
        </p>
      </main>
    );
  }
}
