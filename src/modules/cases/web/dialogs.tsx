import type { CaseView } from "../contract.ts";
import * as answers from "./dialogs-answers.tsx";
import * as closing from "./dialogs-closing.tsx";
import * as units from "./dialogs-units.tsx";
import * as way from "./dialogs-way.tsx";
import type { Task } from "./task.ts";

/** The dialog of a task. */
export function Dialogs({ task, c, now, onClose }: { task: Task; c: CaseView; now: Date; onClose: () => void }) {
  const common = { c, now, onClose };
  switch (task.kind) {
    case "move": return <way.Move {...common} />;
    case "back": return <way.Back {...common} />;
    case "dismiss": return <way.Dismiss {...common} />;
    case "grade": return <way.GradeIt {...common} />;
    case "t0": return <way.ChooseT0 {...common} />;
    case "assign": return <way.Assign {...common} />;
    case "summary": return <way.Summarise {...common} />;
    case "involve": return <units.Involve {...common} />;
    case "tell": return <units.Tell {...common} />;
    case "guide": return <units.Guide {...common} />;
    case "acknowledge": return <units.Acknowledge {...common} notice={task.notice} />;
    case "lead": return <units.AnswerLead {...common} accept={task.accept} />;
    case "letter": return <units.Letter {...common} />;
    case "receipt": return <units.Receipt {...common} note={task.note} />;
    case "concern": return <answers.AddConcern {...common} />;
    case "count": return <answers.Count {...common} concern={task.concern} />;
    case "draft": return <answers.Draft {...common} concern={task.concern} />;
    case "link": return <answers.LinkPiece {...common} concern={task.concern} />;
    case "unlink": return <answers.Unlink {...common} pieceId={task.pieceId} title={task.title} />;
    case "debunk": return <answers.Debunk {...common} />;
    case "tick": return <closing.Tick {...common} task={task.task} state={task.state} />;
    case "press": return <closing.DecidePress {...common} />;
    case "held": return <closing.Held {...common} />;
    case "debrief": return <closing.FileDebrief {...common} />;
  }
}
