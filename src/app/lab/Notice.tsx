/** Something that went wrong, as a calm line with its remedy. Nothing pops up and nothing is lost. */
import { useHouse, useRun } from './house';

export function Notice() {
  const { run, session } = useHouse();
  const notice = useRun((state) => state.notice);
  if (!notice) return null;
  const { offer } = notice;
  return (
    <p className="notice" role="status">
      <span className="strong">{notice.text}</span> {notice.remedy}
      {offer && (
        <button type="button" className="act teal" onClick={() => void session.load(offer.experiment)}>
          {offer.words}
        </button>
      )}
      <button type="button" className="act" onClick={() => run.setState({ notice: null })}>
        Close
      </button>
    </p>
  );
}
