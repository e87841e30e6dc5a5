/** Words that several pages of the console use. */
export const words = {
  ko: {
    states: {
      LOBBY: "로비 대기 중",
      OPEN: "진행 중",
      RUNNING: "진행 중",
      PAUSED: "일시 정지",
      DRAINING: "신규 대기 마감",
      CLOSED: "종료",
      UNAVAILABLE: "대기열 연결 끊김",
      SCHEDULED: "예정대로",
      POSTPONED: "연기됨",
      CANCELLED: "취소됨",
    } as Record<string, string>,
    orders: { PENDING: "결제 대기", CONFIRMED: "예매 확정", CANCELLED: "취소", EXPIRED: "기한 만료" } as Record<string, string>,
    payments: {
      OPEN: "결제 전",
      CHECKING: "확인 중",
      PAID: "결제 완료",
      UNKNOWN: "확인 중",
      DECLINED: "거절",
      SUCCEEDED: "완료",
      FAILED: "실패",
      REQUESTED: "요청됨",
      SENT: "보냄",
      SUPERSEDED: "대체됨",
    } as Record<string, string>,
    roles: { FAN: "팬", SELLER: "판매자", GATE: "게이트", MANAGER: "관리자" } as Record<string, string>,
    arrival: "선착순",
    random: "추첨순",
  },
  en: {
    states: {
      LOBBY: "lobby open",
      OPEN: "running",
      RUNNING: "running",
      PAUSED: "paused",
      DRAINING: "draining",
      CLOSED: "closed",
      UNAVAILABLE: "line out of reach",
      SCHEDULED: "as scheduled",
      POSTPONED: "postponed",
      CANCELLED: "cancelled",
    } as Record<string, string>,
    orders: { PENDING: "awaiting payment", CONFIRMED: "confirmed", CANCELLED: "cancelled", EXPIRED: "expired" } as Record<string, string>,
    payments: {
      OPEN: "not paid",
      CHECKING: "being checked",
      PAID: "paid",
      UNKNOWN: "being checked",
      DECLINED: "declined",
      SUCCEEDED: "done",
      FAILED: "failed",
      REQUESTED: "requested",
      SENT: "sent",
      SUPERSEDED: "superseded",
    } as Record<string, string>,
    roles: { FAN: "fan", SELLER: "seller", GATE: "gate", MANAGER: "manager" } as Record<string, string>,
    arrival: "by arrival",
    random: "by draw",
  },
};

/** The colour of a state's badge; the badge says the state in words as well. */
export function toneOf(state: string): string {
  switch (state) {
    case "OPEN":
    case "RUNNING":
    case "CONFIRMED":
    case "PAID":
    case "SUCCEEDED":
    case "UP":
      return "good";
    case "PAUSED":
    case "DRAINING":
    case "POSTPONED":
    case "PENDING":
    case "CHECKING":
    case "UNKNOWN":
      return "warn";
    case "UNAVAILABLE":
    case "CANCELLED":
    case "DECLINED":
    case "FAILED":
    case "DOWN":
      return "bad";
    default:
      return "";
  }
}
