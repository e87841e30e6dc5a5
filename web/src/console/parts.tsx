import type { ComponentChildren, JSX } from "preact";
import { useId, useState } from "preact/hooks";
import { useAction } from "../kit/hooks.ts";
import { useTexts } from "../kit/language.ts";
import { Button, Dialog, Field, ProblemNotice } from "../kit/ui.tsx";

const texts = {
  ko: {
    cancel: "취소",
    reason: "사유",
    reasonHint: "200자까지. 감사 기록에 남습니다.",
    reasonShown: "200자까지. 팬에게 보이고 감사 기록에 남습니다.",
    type: (word: string) => `계속하려면 「${word}」을(를) 그대로 입력하세요`,
    copy: "복사",
    copied: "복사했습니다",
    notCopied: "복사하지 못했습니다. 직접 선택해 복사하세요",
  },
  en: {
    cancel: "Cancel",
    reason: "Reason",
    reasonHint: "At most 200 characters. Kept in the audit.",
    reasonShown: "At most 200 characters. Shown to fans and kept in the audit.",
    type: (word: string) => `To continue, type “${word}”`,
    copy: "Copy",
    copied: "Copied",
    notCopied: "Not copied; please select it",
  },
};

export const REASON_MAX = 200;

/** A labelled text of several lines. */
export function TextArea(
  { label, hint, error, value, onInput, maxLength, rows = 4 }: {
    label: string;
    hint?: string;
    error?: string | undefined;
    value: string;
    onInput: (value: string) => void;
    maxLength?: number;
    rows?: number;
  },
): JSX.Element {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <textarea
        id={id}
        rows={rows}
        maxLength={maxLength}
        aria-describedby={hint || error ? `${id}-more` : undefined}
        aria-invalid={error !== undefined}
        value={value}
        onInput={(event) => onInput(event.currentTarget.value)}
      />
      {(hint || error) && <small id={`${id}-more`} class={error ? "bad" : undefined}>{error ?? hint}</small>}
    </div>
  );
}

export interface ReasonDialogProps {
  title: string;
  /** what happens, and to whom, in a line each */
  consequences: string[];
  button: string;
  danger?: boolean;
  /** fans read the reason */
  shown?: boolean;
  /** must be typed before the button works */
  confirmWord?: string;
  /** more fields, above the reason */
  children?: ComponentChildren;
  /** whether those fields are complete */
  ready?: boolean;
  onDo: (reason: string) => Promise<void>;
  onClose: () => void;
}

/** Asks for a reason and says what will happen before something is done. Closes when it is done. */
export function ReasonDialog(props: ReasonDialogProps): JSX.Element {
  const t = useTexts(texts);
  const [reason, setReason] = useState("");
  const [typed, setTyped] = useState("");
  const action = useAction();
  const confirmed = props.confirmWord === undefined || typed.trim() === props.confirmWord.trim();
  const submit = (event: Event) => {
    event.preventDefault();
    if (!confirmed) {
      return;
    }
    action.run(async () => {
      await props.onDo(reason.trim());
      props.onClose();
    });
  };
  return (
    <Dialog title={props.title} onClose={props.onClose}>
      <form onSubmit={submit}>
        <ul class="consequences">{props.consequences.map((each) => <li key={each}>{each}</li>)}</ul>
        {props.children}
        <Field
          label={t.reason}
          hint={props.shown ? t.reasonShown : t.reasonHint}
          value={reason}
          maxLength={REASON_MAX}
          required
          onInput={(event) => setReason(event.currentTarget.value)}
        />
        {props.confirmWord !== undefined && (
          <Field label={t.type(props.confirmWord)} value={typed} autocomplete="off" onInput={(event) => setTyped(event.currentTarget.value)} />
        )}
        <ProblemNotice problem={action.problem} />
        <DialogButtons {...props} busy={action.busy} disabled={reason.trim() === "" || !confirmed || props.ready === false} />
      </form>
    </Dialog>
  );
}

function DialogButtons(
  { button, danger, onClose, busy, disabled }: Pick<ReasonDialogProps, "button" | "danger" | "onClose"> & { busy: boolean; disabled: boolean },
): JSX.Element {
  const t = useTexts(texts);
  return (
    <div class="row end">
      <Button tone="plain" onClick={onClose}>{t.cancel}</Button>
      <Button type="submit" tone={danger ? "danger" : "primary"} busy={busy} disabled={disabled}>{button}</Button>
    </div>
  );
}

export function CopyButton({ text }: { text: string }): JSX.Element {
  const t = useTexts(texts);
  const [said, say] = useState<"copy" | "copied" | "notCopied">("copy");
  const copy = () => navigator.clipboard.writeText(text).then(() => say("copied"), () => say("notCopied"));
  return (
    <Button tone="plain" onClick={copy}>
      <span role="status">{t[said]}</span>
    </Button>
  );
}

export { fieldErrors } from "../kit/problems.ts";
