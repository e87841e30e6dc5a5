const ko = {
  status: { POSTPONED: "일정 변경", CANCELLED: "공연 취소" } as Record<string, string>,
  before: "변경 전",
  now: "변경된 일정",
  was: "취소된 일정",
  reason: (reason: string) => `사유: ${reason}`,
  event: {
    POSTPONED: "공연 일정이 변경되었습니다.",
    CANCELLED: "이 공연은 취소되었습니다.",
    someCancelled: "일부 회차가 취소되었습니다.",
    postponedMeans: "이미 예매하신 티켓은 변경된 일정에 그대로 사용하실 수 있습니다. 변경된 공연일 전까지 예매를 취소하시면 전액 환불해 드립니다.",
    cancelledMeans: "취소된 공연의 예매는 자동으로 취소되며, 결제하신 금액은 전액 환불됩니다.",
  },
  booking: {
    POSTPONED: "예매하신 공연의 일정이 변경되었습니다. 티켓은 변경된 일정에 그대로 사용하실 수 있으며, 변경된 공연일 전까지 취소하시면 전액 환불해 드립니다.",
    CANCELLED: "예매하신 공연이 취소되었습니다. 결제하신 금액은 자동으로 전액 환불되니 따로 신청하지 않으셔도 됩니다.",
  },
  ticket: {
    POSTPONED: "공연 일정이 변경되었습니다. 이 티켓은 변경된 일정에 그대로 사용하실 수 있습니다.",
    CANCELLED: "공연이 취소되어 이 티켓으로 입장하실 수 없습니다. 결제하신 금액은 예매자에게 전액 환불됩니다.",
  },
  toBookings: "예매 내역 확인하기",
  toEvent: "공연 정보 보기",
};

const en: typeof ko = {
  status: { POSTPONED: "New date", CANCELLED: "Cancelled" },
  before: "Was",
  now: "Now",
  was: "Cancelled date",
  reason: (reason) => `Reason: ${reason}`,
  event: {
    POSTPONED: "The date of this event has changed.",
    CANCELLED: "This event is cancelled.",
    someCancelled: "Some performances are cancelled.",
    postponedMeans: "Tickets stay valid for the new date. If you cannot come, cancel your booking before the new date and get all your money back.",
    cancelledMeans: "Bookings of what is cancelled are ended for you, and everything you paid for them is refunded.",
  },
  booking: {
    POSTPONED: "The date of this performance has changed. Your tickets stay valid for the new date. If you cancel before the new date, you get all your money back.",
    CANCELLED: "This performance is cancelled. Everything you paid is refunded; you need not do anything.",
  },
  ticket: {
    POSTPONED: "The date has changed. This ticket is valid for the new date.",
    CANCELLED: "The performance is cancelled, and this ticket does not open the gate. Everything that was paid is refunded to whoever booked.",
  },
  toBookings: "See your bookings",
  toEvent: "See the event",
};

export const showTexts = { ko, en };
