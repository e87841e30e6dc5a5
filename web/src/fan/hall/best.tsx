import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { ACCESSIBLE, type Hall } from "../../kit/hall/hall.ts";
import { useTexts } from "../../kit/language.ts";
import { Button, Choice } from "../../kit/ui.tsx";
import { fanTexts } from "../texts.ts";
import type { Holding } from "./holding.ts";

/** Lets the server choose: side by side and near the stage where possible. */
export function BestAvailable({ hall, holding, max }: { hall: Hall; holding: Holding; max: number }): JSX.Element {
  const t = useTexts(fanTexts);
  const [wish, set] = useState({ quantity: "2", grade: "", section: "", accessible: false, generalAdmission: false });
  const quantities = Array.from({ length: max }, (_, i) => String(i + 1));
  const quantity = Math.min(Number(wish.quantity), max);
  const { accessible, generalAdmission } = wish;
  const take = () => holding.takeBest({ quantity, grade: wish.grade || undefined, section: wish.section || undefined, accessible, generalAdmission });
  return (
    <section class="card">
      <h2>{t.hall.best}</h2>
      <Choice label={t.hall.quantity} value={String(quantity)} options={quantities.map((n) => [n, n])} onChoose={(q) => set({ ...wish, quantity: q })} />
      <Choice
        label={t.hall.legend}
        value={wish.grade}
        options={[["", t.hall.anyGrade], ...hall.grades.map((grade) => [grade.name, grade.name] as [string, string])]}
        onChoose={(grade) => set({ ...wish, grade })}
      />
      <Choice
        label={t.hall.section}
        value={wish.section}
        options={[["", t.hall.anySection], ...hall.zones.map((zone) => [zone.name, zone.name] as [string, string])]}
        onChoose={(section) => set({ ...wish, section })}
      />
      {hall.marksOf.some((marks) => marks & ACCESSIBLE) && <Check label={t.hall.accessible} checked={accessible} onCheck={(checked) => set({ ...wish, accessible: checked })} />}
      {hall.zones.some((zone) => zone.generalAdmission !== null) && (
        <Check label={t.hall.orStanding} checked={generalAdmission} onCheck={(checked) => set({ ...wish, generalAdmission: checked })} />
      )}
      <Button tone="plain" busy={holding.busy} onClick={take}>{t.hall.bestHold}</Button>
    </section>
  );
}

function Check({ label, checked, onCheck }: { label: string; checked: boolean; onCheck: (checked: boolean) => void }): JSX.Element {
  return <label class="row"><input type="checkbox" checked={checked} onChange={(input) => onCheck(input.currentTarget.checked)} /> {label}</label>;
}
